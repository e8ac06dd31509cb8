"""A clock that a test sets: everything that asks Django for the time gets its moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

VN = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        self.moment = moment
        monkeypatch.setattr(timezone, "now", lambda: self.moment)

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)
