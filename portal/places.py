"""Where a signpost leads now: nowhere while its text is not public or its room is not built."""

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from content.models import Article, Page
from content.navigation import SectionTree, section_tree
from editorial.models import Section
from portal.models.signposts import Signpost

KINDS: tuple[type[Article] | type[Page], ...] = (Article, Page)
_KEPT_AS = "_places"


class Places:
    """What can be gone to on this request. Signposts to single texts are announced first, by `expect`."""

    def __init__(self, tree: SectionTree) -> None:
        self._tree = tree
        self._texts: dict[int, str] = {}

    @cached_property
    def pages(self) -> frozenset[str]:
        return frozenset(Page.objects.public().values_list("slug", flat=True))

    def expect(self, signposts: Iterable[Signpost]) -> None:
        """Ask for the public texts that these lead to: one query for each kind, none where there are none."""
        wanted = {one.item_id for one in signposts if one.item_id} - self._texts.keys()
        for model in KINDS if wanted else ():
            for text in model.objects.public().filter(item__in=wanted).defer("body"):
                self._texts[text.item_id] = text.get_absolute_url()

    def of_section(self, section: Section) -> str:
        """The section's address, "" while its page is not public or its room is not built."""
        if section.kind == Section.Kind.ROOM:
            return section.path if matched(section.path) else ""
        if section.kind == Section.Kind.PAGE and section.slug not in self.pages:
            return ""
        return section.get_absolute_url()

    def url(self, signpost: Signpost) -> str:
        """The address behind the signpost, "" while it leads nowhere."""
        if signpost.section_id:
            section = self._tree.get(signpost.section_id)
            return self.of_section(section) if section else ""
        if signpost.item_id:
            return self._texts.get(signpost.item_id, "")
        return signpost.address if self.is_there(signpost.address) else ""

    def is_there(self, address: str) -> bool:
        """Whether the address is a foreign one, or one that answers here."""
        if address.startswith("https://"):
            return True
        match = matched(address)
        if match is None:
            return False
        if match.url_name == "page":
            return match.kwargs["slug"] in self.pages
        if match.url_name == "section":
            return self._tree.find(match.kwargs["slug"], Section.Kind.ARTICLES) is not None
        return True

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
