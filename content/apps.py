from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Tin bài và trang")

    def ready(self) -> None:
        # The rules of the checklist, what becomes of letters, who writes letters and what waits at the desk
        # register themselves.
        import_module("content.checking.rules")
        import_module("content.calendar_checklist")
        # What events ask for tells itself to the clock.
        import_module("content.event_duties")
        import_module("content.week_duties")
        import_module("content.mailed")
        import_module("content.reader_desk")
        import_module("content.sending_on")
        # What units owe: their turns to write, and the review of their pages.
        import_module("content.planning.causes")
        import_module("content.reviewing.causes")
