"""How much of the metadata of whole documents is read right (issue “Official documents”, part 4)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.layout import Layout
from documents.metadata.proposal import Confidence
from documents.metadata.proposing import Proposals, propose
from documents.reading.formats import read_layout
from documents.reading.pdf_pages import read_pages
from documents.reading.plain import read_plain
from documents.reading.word import read_word
from tests.documents.corpus import generated, seeds, unseen
from tests.documents.corpus.figures import Figures, measured
from tests.documents.corpus.papers import Expected
from tests.documents.corpus.usual_papers import usual
from tests.documents.corpus.writers import write

# In this process: that a PDF is read in one of its own is shown by test_reading_files.
READERS: dict[str, Callable[[Path], Layout]] = {"pdf": read_pages, "docx": read_word, "txt": read_plain}

pytestmark = pytest.mark.requires("fonts")


def test_every_layout_the_rules_were_written_for_is_read(tmp_path: Path) -> None:
    documents = generated.documents()
    files = [(write(paper, extension, tmp_path), paper.expected) for paper, extension in documents]
    figures = _read(files)
    assert len(files) == 40
    assert figures.invented == []
    assert figures.wrong == []


def test_documents_of_other_hands_are_read(tmp_path: Path) -> None:
    files = list(unseen.write_all(tmp_path))
    figures = _read(files)
    assert len(files) == 62
    assert figures.invented == []
    assert figures.share >= 0.95, figures.wrong


@pytest.mark.skipif(len(seeds.FILES) != 5, reason=f"the five documents are not at {seeds.FOLDER} (SEEDS_DIR)")
@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_the_five_real_regulations_are_read(extension: str, tmp_path: Path) -> None:
    figures = _read([(write(paper, extension, tmp_path), paper.expected) for paper in seeds.papers()])
    assert figures.wrong == []


def test_a_proposal_says_where_it_comes_from_and_how_sure_it_is(tmp_path: Path) -> None:
    paper = usual("Quyết định", 1)
    proposals = propose(read_layout(write(paper, "pdf", tmp_path), "pdf"))
    number = proposals.reference_number
    assert number is not None
    assert number.line.text == f"Số: {paper.expected.reference_number}"
    assert (number.line.page, number.confidence, number.needs_check) == (1, Confidence.HIGH, False)
    assert proposals.document_type is not None
    assert proposals.document_type.line.text == "QUYẾT ĐỊNH"


def test_what_is_read_from_a_scan_is_marked_for_checking(tmp_path: Path) -> None:
    layout = read_pages(write(usual("Kế hoạch", 2), "pdf", tmp_path))
    proposals = propose(Layout(layout.lines, layout.pages, scanned=True))
    assert all(proposal.needs_check for _name, proposal in proposals if proposal)
    assert proposals.reference_number is not None


def _read(files: list[tuple[Path, Expected]]) -> Figures:
    return measured(
        (path.name, expected, propose(READERS[path.suffix[1:]](path))) for path, expected in files
    )


def test_an_empty_file_proposes_nothing() -> None:
    assert propose(Layout()) == Proposals()
