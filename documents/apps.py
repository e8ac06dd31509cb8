from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Tệp và văn bản")

    def ready(self) -> None:
        # Rules of the checklist, who is told of a text that was read, what letters become and what sets off a
        # deadline: they register themselves.
        import_module("documents.causes")
        import_module("documents.checklist")
        import_module("documents.procurement_checklist")
        import_module("documents.proposals")
        import_module("documents.mailed")
        import_module("documents.sending")
