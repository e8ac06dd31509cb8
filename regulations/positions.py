"""On which line of a TOML text each key stands.

tomllib says where a syntax error is, but forgets the lines of what it has read; a message about a wrong value
needs them.
"""

import re

from regulations.errors import Key

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


def positions(text: str) -> dict[Key, int]:
    """The line (from 1) of every key, table and list element of a text that tomllib accepts."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.lines: dict[Key, int] = {}
        self.lengths: dict[Key, int] = {}

    def read(self) -> dict[Key, int]:
        table: Key = ()
        self._skip_space()
        while self.place < len(self.text):
            if self._ahead("["):
                table = self._header()
            else:
                self._assignment(table)
            self._skip_space()
        return self.lines

    def _header(self) -> Key:
        line = self._line()
        repeated = self._ahead("[[")
        self.place += 2 if repeated else 1
        *parents, last = self._dotted_name()
        self._skip_space()
        self.place += 2 if repeated else 1
        table: Key = ()
        for name in parents:
            self.lines.setdefault((*table, name), line)
            table = self._current((*table, name))
        table = (*table, last)
        if repeated:
            self.lines.setdefault(table, line)
            self.lengths[table] = self.lengths.get(table, 0) + 1
            table = self._current(table)
        self.lines.setdefault(table, line)
        return table

    def _current(self, key: Key) -> Key:
        """Inside a list of tables a header speaks of the last element."""
        return (*key, self.lengths[key] - 1) if key in self.lengths else key

    def _assignment(self, table: Key) -> None:
        line = self._line()
        key = table
        for name in self._dotted_name():
            key = (*key, name)
            self.lines.setdefault(key, line)
        self._skip_space()
        self.place += len("=")
        self._skip_space()
        self._value(key)

    def _value(self, key: Key) -> None:
        if self._ahead("["):
            self._list(key)
        elif self._ahead("{"):
            self._inline_table(key)
        else:
            found = _STRING.match(self.text, self.place) or _SCALAR.match(self.text, self.place)
            self.place = found.end() if found else len(self.text)

    def _list(self, key: Key) -> None:
        self._step_in()
        index = 0
        while not self._ahead("]"):
            element = (*key, index)
            self.lines[element] = self._line()
            self._value(element)
            self._skip_comma()
            index += 1
        self.place += 1

    def _inline_table(self, key: Key) -> None:
        self._step_in()
        while not self._ahead("}"):
            self._assignment(key)
            self._skip_comma()
        self.place += 1

    def _step_in(self) -> None:
        self.place += 1
        self._skip_space()

    def _skip_comma(self) -> None:
        self._skip_space()
        if self._ahead(","):
            self._step_in()

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.place)
        self.place = found.end() if found else self.place

    def _dotted_name(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip_space()
            found = _NAME.match(self.text, self.place)
            if not found:
                return names
            names.append(found.group().strip("\"'"))
            self.place = found.end()
            self._skip_space()
            if not self._ahead("."):
                return names
            self.place += 1

    def _ahead(self, mark: str) -> bool:
        return self.text.startswith(mark, self.place)

    def _line(self) -> int:
        return self.text.count("\n", 0, self.place) + 1
