"""The home page."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.listing import newest, newest_in
from content.models import Article
from content.navigation import SectionTree, section_tree
from content.views import public_page
from editorial.models import Section

NOTICES = "thong-bao"  # the slug that the presets give to the section of notices
NEWEST_ON_HOME = 5
NOTICES_ON_HOME = 6
BLOCKS_ON_HOME = 4
STORIES_PER_BLOCK = 4


@public_page
def home(request: HttpRequest) -> HttpResponse:
    tree = section_tree(request)
    lead, *others = [*newest().exclude(genre=Article.Genre.NOTICE)[:NEWEST_ON_HOME]] or [None]
    context = {
        "lead": lead,
        "others": others,
        "notices": _notices(tree),
        "notice_section": tree.find(NOTICES, Section.Kind.ARTICLES),
        "blocks": [(top, newest_in(tree, top)[:STORIES_PER_BLOCK]) for top in _tops(tree)],
    }
    return render(request, "portal/home.html", context)


def _notices(tree: SectionTree) -> list[Article]:
    section = tree.find(NOTICES, Section.Kind.ARTICLES)
    filed = Q(section=section.pk) if section else Q()
    return list(newest().filter(Q(genre=Article.Genre.NOTICE) | filed)[:NOTICES_ON_HOME])


def _tops(tree: SectionTree) -> list[Section]:
    tops = [top for top in tree.roots if top.kind == Section.Kind.ARTICLES and top.in_menu]
    return tops[:BLOCKS_ON_HOME]
