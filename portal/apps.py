from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from portal import checks


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Cổng thông tin"

    def ready(self) -> None:
        # Reactions register themselves when their module is read; it needs every room's models.
        import_module("portal.reactions")
        import_module("portal.contacts")
        import_module("portal.gates")
        import_module("portal.search.documents")
        checks.register_all()


class DeskConfig(AdminConfig):
    default_site = "editorial.desk.DeskSite"
