from importlib import import_module

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "Biên tập"

    def ready(self) -> None:
        # What the calendar itself asks for registers itself.
        import_module("editorial.calendar_causes")
