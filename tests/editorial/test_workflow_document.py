"""docs/en/workflow.md is the table of the code, line by line."""

import re
from pathlib import Path

from editorial.states import MOVES, State

TEXT = (Path(__file__).parents[2] / "docs/en/workflow.md").read_text(encoding="utf-8")


def test_every_state_is_described_and_no_other() -> None:
    listed = re.findall(r"^\| `(\w+)` \| [^|]+ \|$", TEXT, re.M)
    assert listed == [state.value for state in State]


def test_every_move_stands_there_as_it_is_in_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (\w+) \| (\w+) \|$", TEXT, re.M)
    assert rows == [
        (verb, ", ".join(sorted(move.sources)), move.target.value, move.who.value)
        for verb, move in MOVES.items()
    ]
