"""The IT administrator's screens for what stands around the texts."""

from portal.admin.blocks import HomeBlockAdmin
from portal.admin.menus import MenuEntryAdmin
from portal.admin.profile import SchoolProfileAdmin
from portal.admin.theme import ThemeAdmin

__all__ = ["HomeBlockAdmin", "MenuEntryAdmin", "SchoolProfileAdmin", "ThemeAdmin"]
