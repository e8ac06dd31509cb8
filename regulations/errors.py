"""The two errors of a regulation file: a fault at a key, and the same fault with its file and line."""

from django.utils.translation import gettext as _

Key = tuple[str | int, ...]


class Fault(ValueError):
    """Something wrong at `key` of the resolved regulation; loading adds file and line."""

    def __init__(self, key: Key, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


class RegulationError(ValueError):
    """A regulation nobody can use: `source` (file name), `key`, `line` (from 1; 0: no line), `message`."""

    def __init__(self, source: str, key: str, line: int, message: str) -> None:
        super().__init__(source, key, line, message)
        self.source = source
        self.key = key
        self.line = line
        self.message = message

    def __str__(self) -> str:
        words = {"source": self.source, "line": self.line, "key": self.key, "message": self.message}
        if self.key:
            return _("%(source)s, dòng %(line)s, khóa “%(key)s”: %(message)s") % words
        if self.line:
            return _("%(source)s, dòng %(line)s: %(message)s") % words
        return _("%(source)s: %(message)s") % words


def written(key: Key) -> str:
    """The key as a reader counts it: routes[1].steps[3].return_to is the third step of the first route."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")
