from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone


@pytest.fixture
def profile(db: None) -> Any:
    """The school's own row, of a portal that is no longer a pilot."""
    row = apps.get_model("portal.SchoolProfile")(
        name="Trường THCS Hoa Phượng",
        superior_body="UBND phường Bến Sông",
        address="Số 12 đường Hoa Phượng, phường Bến Sông",
        phone="0243 812 3456",
        email="lienhe@truong.example",
        responsible_person="Hiệu trưởng Lê Minh Tâm",
        mode="live",
    )
    row.save()
    return row


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def travel(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return travel


@pytest.fixture
def stranger(school: Any) -> Client:
    """Signed in, with an account that has no role."""
    school.nguoila.groups.clear()
    return school.client("nguoila")


@pytest.fixture
def published(school: Any) -> Any:
    return school.published(title="Lễ khai giảng", author_credit="Cô Lan")
