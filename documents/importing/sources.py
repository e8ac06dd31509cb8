"""Where the documents of the command come from: a folder of files, or a table with the names of files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from documents.importing.tables import read_table
from documents.names import clean_name
from vietnamese import convert, fold
from vietnamese.normal_form import nfc

# What systems and office programs leave in folders.
_RESIDUE = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True)
class Given:
    """One document as it was given: where it stands, its cells, its files with the names they will have."""

    place: str
    cells: dict[str, str] = field(default_factory=dict)
    files: tuple[tuple[Path, str], ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def given_by_folder(folder: Path) -> Iterator[Given]:
    """Every file of a folder and the folders in it; files of one stem in one folder are one document."""
    paths = sorted(path for path in folder.rglob("*") if _is_document(path, folder))
    readable = dict(zip(paths, readable_names([path.name for path in paths]), strict=True))
    for group in by_stem(paths):
        place = str(group[0].relative_to(folder).with_name(readable[group[0]]))
        files = tuple((path, readable[path]) for path in group)
        yield Given(place, files=files, notes=_renamed(files))


def _is_document(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith((".", "~$")) for part in parts) or path.name.lower() in _RESIDUE
    return not hidden and not path.is_symlink() and path.is_file()


def by_stem(paths: Sequence[Path]) -> list[list[Path]]:
    """The files of each document, PDF first: readers see that one first."""
    groups: dict[tuple[Path, str], list[Path]] = {}
    for path in paths:
        groups.setdefault((path.parent, fold(path.stem).strip()), []).append(path)
    return [sorted(group, key=lambda path: path.suffix.lower() != ".pdf") for group in groups.values()]


def readable_names(names: Sequence[str]) -> list[str]:
    """The names cleaned, in Unicode where they are in an old encoding: all together decide on each."""
    lines = (" ".join(name.replace("_", " ").split()) for name in names)
    converted = convert("\n".join(lines)).text.split("\n")
    pairs = zip(names, converted if names else [], strict=True)
    return [
        clean_name(new if nfc(" ".join(old.replace("_", " ").split())) != new else old) for old, new in pairs
    ]


def _renamed(files: Sequence[tuple[Path, str]]) -> tuple[str, ...]:
    note = _("Tên tệp “%(old)s” viết bằng mã cũ, đã chuyển thành “%(name)s”.")
    changed = ((clean_name(path.name), name) for path, name in files)
    return tuple(note % {"old": old, "name": name} for old, name in changed if old != name)


def given_by_table(path: Path) -> Iterator[Given]:
    """Every row of a table; names of files are relative to its folder. Raises `UploadRefused`."""
    folder = path.parent.resolve()
    finder = _Finder(folder)
    with path.open("rb") as stream:
        for row in read_table(stream, path.name, path.stat().st_size):
            found, missing = finder.find(row.files)
            yield Given(
                place=_("dòng %(number)d") % {"number": row.number},
                cells=row.cells,
                files=tuple(found),
                notes=(*row.notes, *_renamed(found)),
                errors=(*row.errors, *missing),
            )


class _Finder:
    """Files by the names in a table, whichever letters the disk has for them; never outside its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = cache(self._names_in)

    def find(self, wanted: Sequence[tuple[str, str]]) -> tuple[list[tuple[Path, str]], list[str]]:
        """The files with the names they will have, and a sentence for each that is not there."""
        found: dict[Path, str] = {}
        missing = []
        for names in wanted:
            path = next(filter(None, map(self._path, names)), None)
            if path is None:
                missing.append(_("Không thấy tệp “%(name)s” cạnh bảng.") % {"name": names[1][:200]})
            else:
                written, converted = (Path(name.replace("\\", "/")).name for name in names)
                found[path] = clean_name(converted if path.name == written else path.name)
        return list(found.items()), missing

    def _path(self, name: str) -> Path | None:
        try:
            path = (self.folder / name.replace("\\", "/")).resolve()
            if not path.is_relative_to(self.folder):
                return None
            return path if path.is_file() else self._known(path.parent).get(_same(path.name))
        except (OSError, ValueError):
            return None  # no name that a disk could have

    @staticmethod
    def _names_in(folder: Path) -> dict[str, Path]:
        if not folder.is_dir():
            return {}
        inside = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())
        return {_same(path.name): path for path in inside}


def _same(name: str) -> str:
    return " ".join(fold(convert(name).text).split())
