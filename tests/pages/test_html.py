"""The HTML of every page is valid: the Nu checker of the W3C, one process for all of them."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.pages.screens import screens_of
from tests.policy import vnu_jar
from tests.school import School

# Parts of messages that are no fault of ours, with the reason.
NOT_OURS: dict[str, str] = {}


@pytest.mark.requires("vnu")
def test_every_page_is_valid_html(school: School, tmp_path: Path) -> None:
    screens = screens_of(school)
    for screen in screens:
        (tmp_path / f"{screen.file_name}.html").write_bytes(screen.html)
    assert len(list(tmp_path.iterdir())) == len(screens)  # no name is taken twice
    faults = {
        f"{Path(message['url']).stem}: {message['message']} | {message.get('extract', '').strip()}"
        for message in _check(tmp_path)
        if not any(part in message["message"] for part in NOT_OURS)
    }
    assert not faults, "\n".join(sorted(faults))


def _check(folder: Path) -> list[dict[str, str]]:
    """Errors and warnings; notes about style, such as a slash that does nothing, are left out."""
    command = ("java", "-jar", vnu_jar(), "--format", "json", "--exit-zero-always", "--no-langdetect")
    checked = subprocess.run((*command, str(folder)), capture_output=True, text=True, check=True)
    messages = json.loads(checked.stderr)["messages"]
    return [one for one in messages if one["type"] != "info" or one.get("subType") == "warning"]
