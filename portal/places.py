"""Where a signpost leads now: nowhere while its text is not public or its room is not built."""

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.models import Article, Page
from content.navigation import SectionTree, address_of, page_slugs, section_tree
from editorial.models import Section
from portal.models.profile import SchoolProfile
from portal.models.signposts import Signpost

KINDS: tuple[type[Article] | type[Page], ...] = (Article, Page)
_KEPT_AS = "_places"


class Places:
    """What can be gone to on this request. Signposts to single texts are announced first, by `expect`."""

    def __init__(self, tree: SectionTree) -> None:
        self._tree = tree
        self._texts: dict[int, str] = {}

    @cached_property
    def pages(self) -> dict[str, str]:
        return page_slugs()

    def expect(self, signposts: Iterable[Signpost]) -> None:
        """Ask for the public texts that these lead to: one query for each kind, none where there are none."""
        wanted = {one.item_id for one in signposts if one.item_id} - self._texts.keys()
        own = Q(item__in=wanted) | Q(item__translation_of__in=wanted)
        for model in KINDS if wanted else ():
            rows = model.objects.public().filter(own, item__language=get_language())
            for text in rows.select_related("item").defer("body"):
                # A translation stands where its original does.
                for item in wanted & {text.item_id, text.item.translation_of_id}:
                    self._texts[item] = text.get_absolute_url()

    def of_section(self, section: Section) -> str:
        """The section's address, "" while its page is not public or its room is not built."""
        return address_of(section, self.pages)

    def url(self, signpost: Signpost) -> str:
        """The address behind the signpost, "" while it leads nowhere."""
        if signpost.section_id:
            section = self._tree.get(signpost.section_id)
            return self.of_section(section) if section else ""
        if signpost.item_id:
            return self._texts.get(signpost.item_id, "")
        return self._here(signpost.address)

    def _here(self, address: str) -> str:
        """A foreign address, or the one that answers here in the language of the page; "" for no answer."""
        if address.startswith("https://"):
            return address
        path = f"{reverse('home')}{address.removeprefix('/')}"
        match = matched(path)
        if match is None:
            return ""
        if match.url_name == "page":
            slug = self.pages.get(match.kwargs["slug"])
            return reverse("page", args=[slug]) if slug else ""
        if match.url_name == "timeliness" and not SchoolProfile.current().shows_timeliness:
            return ""
        if match.url_name == "section" and not self._tree.find(match.kwargs["slug"], Section.Kind.ARTICLES):
            return ""
        return path

    def why_hidden(self, signpost: Signpost) -> str:
        """Why visitors do not see the signpost, in words; "" when they do."""
        if not signpost.is_active:
            return _("Đang cất đi.")
        if self.url(signpost):
            return ""
        if signpost.section_id:
            return self._why_section(self._tree.get(signpost.section_id))
        if signpost.item_id:
            return _("Bài (trang) này hiện không đăng.")
        return _("Cổng chưa có chức năng hay trang ở địa chỉ này.") if signpost.address else ""

    def _why_section(self, section: Section | None) -> str:
        if section is None:
            return _("Chuyên mục này đã tắt.")
        if section.kind == Section.Kind.PAGE:
            return _("Trang của chuyên mục này chưa đăng.")
        return _("Chức năng này chưa có trên cổng.")


def places(request: HttpRequest) -> Places:
    """The places of this request: menu, blocks and site map share what was asked."""
    kept: Places | None = getattr(request, _KEPT_AS, None)
    if kept is None:
        kept = Places(section_tree(request))
        setattr(request, _KEPT_AS, kept)
    return kept


def matched(address: str) -> ResolverMatch | None:
    """What the portal answers at this path, None where it answers nothing."""
    if not address.startswith("/") or address.startswith("//"):
        return None
    try:
        return resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
