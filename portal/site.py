"""What stands around every public page: the school's profile, its theme and the menu."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from content.listing import newest
from content.navigation import section_tree
from portal.menu import Link, main_menu, section_links
from portal.models import SchoolProfile, Theme
from portal.models.themes import SCHOOL_COLOUR
from portal.places import places
from portal.theming import crest_url, icon_url, stylesheet_url


class PublicSite:
    """Each part is asked for when a template first shows it: a page that shows none asks nothing."""

    root = settings.SITE_URL

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def school(self) -> SchoolProfile:
        return SchoolProfile.current()

    @property
    def name(self) -> str:
        return self.school.shown_name

    @property
    def description(self) -> str:
        """What search engines show of a page that has no summary of its own."""
        about = _("Cổng thông tin điện tử của %(name)s: tin tức, thông báo, văn bản và thông tin công khai.")
        return about % {"name": self.name}

    @cached_property
    def theme(self) -> Theme | None:
        theme: Theme | None = getattr(self.school, "theme", None)
        return theme

    @property
    def theme_css(self) -> str:
        return stylesheet_url(self.theme)

    @property
    def theme_colour(self) -> str:
        return self.theme.school_colour if self.theme else SCHOOL_COLOUR

    @property
    def crest(self) -> str:
        return crest_url(self.theme)

    @property
    def icon(self) -> str:
        """A small PNG of the school's own crest; "" while the portal's own drawing stands for it."""
        return icon_url(self.theme, 48) if self.theme and self.theme.crest else ""

    @property
    def touch_icon(self) -> str:
        return icon_url(self.theme, 180)

    @cached_property
    def menu(self) -> list[Link]:
        return main_menu(section_tree(self._request), places(self._request))

    @cached_property
    def map(self) -> list[Link]:
        tree = section_tree(self._request)
        return section_links(tree.roots, tree, places(self._request), in_menu_only=False)

    @cached_property
    def last_update(self) -> datetime | None:
        """When something new last appeared; the first row of an index, however many there are."""
        moment: datetime | None = newest().values_list("first_public_at", flat=True).first()
        return moment


def site(request: HttpRequest) -> dict[str, PublicSite]:
    """Context processor: `site` in every template.

    Under a second name too: allauth's own pages take the first one for the host they were asked by.
    """
    public_site = PublicSite(request)
    return {"site": public_site, "public_site": public_site}
