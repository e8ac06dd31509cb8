from pathlib import Path
from typing import Any

import pytest
from haystack import connections


@pytest.fixture
def index(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The engine of this pass with no index yet, and a folder of its own where it needs one."""
    engine = connections["default"].get_backend()
    monkeypatch.setattr(engine, "root", tmp_path / "search", raising=False)
    return engine
