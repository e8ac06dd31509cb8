from portal.models.blocks import BlockLink, HomeBlock
from portal.models.menus import MenuEntry
from portal.models.profile import THE_ROW, SchoolProfile
from portal.models.themes import Theme, ThemePicture

__all__ = ["THE_ROW", "BlockLink", "HomeBlock", "MenuEntry", "SchoolProfile", "Theme", "ThemePicture"]
