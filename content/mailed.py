"""A letter becomes an article of its sender and goes to the first step of its road (HN-12.3, HN-12.6c).

A Word file is the text, and the letter its covering note; without one the letter itself is the text. Pictures
stand where the letter shows them, else behind the text in their order; all other files are attached.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from content.figures import with_figures
from content.importing import LONGEST_TITLE, title_of
from content.markup import Element, Node, read, write
from content.models import Article, Picture
from content.sanitising import plain_text, sanitise, text_to_html
from content.storing import place_pictures
from content.word import WordText, read_word
from documents.attaching import attach_stored, take_files
from documents.images import PreparedPicture, prepare_picture
from documents.models import StoredFile
from documents.names import clean_name, extension_of
from documents.refusal import UploadRefused
from editorial.actors import acts_at
from editorial.drafting import start
from editorial.mailroom.letters import Letter, LetterFile
from editorial.mailroom.reading import note_origin
from editorial.mailroom.ways import ARTICLE, Case, Made, register_way
from editorial.mailroom.words import plain_words, without_signature
from editorial.models import ReceivedMail
from editorial.remarks import LONGEST, add_remark
from editorial.routes import current_preset, route_for, step_of, steps_after
from editorial.workflow import Refused, load_for_change, perform
from people.models import User
from vietnamese import clean

MOST_PICTURES = 40
MOST_FILES = 20
_ANSWER_MARKS = re.compile(r"^(?:(?:re|fwd?|tr|tl|vs|chuyển tiếp|trả lời)\s*:\s*)+", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:img|dsc|dcim|image|photo|screenshot|zalo|fb|messenger|z\d{6})[\s\d_-]", re.IGNORECASE
)
# Mail programs say where the signature begins; what follows is not the text.
_SIGNATURE = re.compile(r'<(?:div|span|p)\b[^>]{0,300}(?:gmail_signature|id="?Signature)', re.IGNORECASE)


@dataclass(frozen=True)
class _Shot:
    """A picture drawn anew, and what the name of its file says of it."""

    prepared: PreparedPicture
    alt: str

    def store(self, by: User) -> Picture:
        return Picture.objects.store(self.prepared, by=by, alt=self.alt)


@dataclass
class _Content:
    """What was read of a letter, before anything of it is written."""

    body: str = ""
    title: str = ""
    lead: str = ""
    note: str = ""
    word: WordText | None = None
    placed: dict[str, _Shot] = field(default_factory=dict)
    behind: list[_Shot] = field(default_factory=list)
    files: list[tuple[StoredFile, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def article_from(case: Case) -> Callable[[], Made]:
    """Read the letter; the function returned writes the draft and sends it on its road.

    Raises `Refused` for a letter without words, pictures and files.
    """
    author = case.by
    if author is None:
        raise Refused([_("Hãy chọn thư này là bài của ai.")])
    content = _read(case.letter, author)
    if not (plain_text(content.body) or content.placed or content.behind or content.files or content.word):
        raise Refused([*content.told, _("Thư không có nội dung.")])
    return lambda: _write(case, author, content)


def _read(letter: Letter, author: User) -> _Content:
    content = _Content(title=_ANSWER_MARKS.sub("", letter.subject).strip())
    words = without_signature(plain_words(letter))
    for file in letter.files:
        _take(content, file, author)
    if content.word is not None:
        reading = content.word.reading
        content.body, content.lead, content.note = reading.body, reading.lead, words
        content.title = reading.title or content.title
    else:
        content.body = _own_body(letter, content) or text_to_html(words)
    content.title = content.title or (title_of(words) if words else "")
    return content


def _own_body(letter: Letter, content: _Content) -> str:
    """The HTML before the signature, whose pictures are no pictures of the article."""
    found = _SIGNATURE.search(letter.html)
    html = letter.html[: found.start()] if found else letter.html
    for name in [name for name in content.placed if f"cid:{name}" in letter.html.removeprefix(html)]:
        del content.placed[name]
    return html if plain_text(html) or content.placed else ""


# -- files -----------------------------------------------------------------------------------------


def _take(content: _Content, file: LetterFile, author: User) -> None:
    upload = SimpleUploadedFile(clean_name(file.name) or "tep", file.data, file.content_type)
    try:
        if file.is_picture:
            _take_picture(content, file, upload)
        elif extension_of(upload.name or "") == "docx" and content.word is None:
            _take_word(content, upload)
        else:
            _attach(content, upload, author)
    except UploadRefused as refused:
        content.told.append(refused.sentence)
    except Refused as refused:
        content.told += refused.reasons


def _take_picture(content: _Content, file: LetterFile, upload: SimpleUploadedFile) -> None:
    if len(content.placed) + len(content.behind) >= MOST_PICTURES:
        raise UploadRefused(_("Ảnh “%(name)s” vượt số ảnh của một bài."), name=upload.name)
    shot = _Shot(prepare_picture(upload), described_by(upload.name or ""))
    if file.content_id:
        content.placed[file.content_id] = shot
    else:
        content.behind.append(shot)


def described_by(name: str) -> str:
    """What a file's name says of the picture: several words, and not the number that a camera gave it."""
    stem = " ".join(re.split(r"[\s_]+", name.rpartition(".")[0])).strip()
    words = re.findall(r"[^\W\d_]{2,}", stem)
    return stem[:255] if len(words) >= 3 and not _CAMERA.match(stem) else ""


def _take_word(content: _Content, upload: SimpleUploadedFile) -> None:
    content.word = read_word(upload, current_preset().uploads)
    content.told += content.word.notices


def _attach(content: _Content, upload: SimpleUploadedFile, author: User) -> None:
    if len(content.files) >= MOST_FILES:
        raise UploadRefused(_("Tệp “%(name)s” vượt số tệp của một bài."), name=upload.name)
    stored, warnings = take_files([upload], author)
    content.files += stored
    content.told += warnings


# -- writing ---------------------------------------------------------------------------------------


def _write(case: Case, author: User, content: _Content) -> Made:
    writer = case.taken_by or author
    article: Any = start(
        Article,
        by=writer,
        unit=author.unit,
        title=(content.title or _("Bài gửi qua thư của %(name)s") % {"name": author})[:LONGEST_TITLE],
        body=_with_pictures(content, author),
        lead=content.lead,
        genre=Article.Genre.FEATURE,
        channel=Article.Channel.EMAIL,
        origin=Article.Origin.UNIT,
        information_provider=author,
    )
    note_origin(article, case.row)
    if content.files:
        attach_stored(article, by=writer, version=article.version, files=content.files)
        article.refresh_from_db()
    told = [_("Đã lập bài “%(title)s”.") % {"title": article.title}, *_send(article, case, writer, content)]
    return Made(article.item, (*told, *content.told))


def _with_pictures(content: _Content, author: User) -> str:
    body = content.body
    if content.word is not None:
        [body], _kept = place_pictures([body], content.word.pictures, by=author)
    kept = {name: one.store(author) for name, one in content.placed.items()}
    nodes = read(body).children
    shown = set(_placed(nodes, kept))
    left = [picture for name, picture in kept.items() if name not in shown]
    left += [one.store(author) for one in content.behind]
    return with_figures(sanitise("".join(write(nodes))), [(picture, picture.alt, "") for picture in left])


def _placed(nodes: Iterable[Node], pictures: dict[str, Picture]) -> Iterable[str]:
    """Give the pictures that the letter shows by Content-ID their addresses; yields those shown."""
    for node in nodes:
        if not isinstance(node, Element):
            continue
        name = node.attributes.get("src", "").removeprefix("cid:")
        if node.tag == "img" and name in pictures:
            picture = pictures[name]
            node.attributes |= {
                "src": picture.get_absolute_url(),
                "alt": picture.alt,
                "width": str(picture.width),
                "height": str(picture.height),
            }
            yield name
        yield from _placed(node.children, pictures)


def _send(article: Article, case: Case, writer: User, content: _Content) -> list[str]:
    """Send the draft to its first step; what hinders that is said, and the draft waits for its author."""
    note = clean(content.note).strip()[:LONGEST]
    if reasons := _held_back(article, case, writer):
        return _left_as_draft(article, writer, note, reasons)
    try:
        with transaction.atomic():
            perform(article, "submit", by=writer, note=note)
    except Refused as refused:
        return _left_as_draft(article, writer, note, refused.reasons)
    step = step_of(load_for_change(article))
    return [_("Bài đã chuyển tới bước: %(step)s.") % {"step": step.label}] if step else []


def _held_back(article: Article, case: Case, writer: User) -> list[str]:
    """A letter that may be forged passes over no gate: whom it names would have to be asked."""
    if case.taken_by is not None or case.row.trust == ReceivedMail.Trust.PASSED:
        return []
    first = steps_after(route_for(article), "")[0]
    if first.skip_if_author and acts_at(article, first, writer):
        return [_("Chưa xác thực được người gửi: hãy đăng nhập và bấm “Gửi duyệt”.")]
    return []


def _left_as_draft(article: Article, writer: User, note: str, reasons: list[str]) -> list[str]:
    if note:
        add_remark(article, by=writer, text=note)
    advice = [_("Tên tệp ảnh nói ảnh chụp gì, như “Học sinh lớp 6A trồng cây.jpg”, được dùng làm mô tả ảnh.")]
    return [
        _("Bài còn là bản nháp của thầy cô:"),
        *reasons,
        *(advice if article.pictures.filter(alt="").exists() else []),
    ]


register_way(ARTICLE, article_from)
