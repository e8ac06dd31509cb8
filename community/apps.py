from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Bạn đọc")

    def ready(self) -> None:
        # What the desk's screens show of requests from outside, and their clocks, register themselves.
        import_module("community.on_desk")
        import_module("community.clocks")
