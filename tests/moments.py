"""A clock that a test sets: whoever asks Django for the time gets its moment, rows that are made now too."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.utils import timezone

VN = ZoneInfo("Asia/Ho_Chi_Minh")
_REAL = timezone.now


class Clock:
    """Stands still until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        self.moment = moment
        monkeypatch.setattr(timezone, "now", lambda: self.moment)
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if field.default is _REAL:
                    # What Django keeps of a default once it was asked for it.
                    monkeypatch.setitem(vars(field), "_get_default", lambda: self.moment)

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)
