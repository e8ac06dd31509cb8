"""What must hold between the entries of a regulation: no dead end in a route, no lost section."""

import re

from django.utils.translation import gettext as _

from regulations.errors import Fault, Key
from regulations.schema import KINDS, SECTION_KINDS, Route, Step
from regulations.tables import Table, refuse_twice

# /rss/tin-tuc.xml and /rss/van-ban.xml are the feeds of the whole site.
RESERVED_SLUGS = ("tin-tuc", "van-ban")
_PATH = re.compile(r"/(?:[a-z0-9-]+/)*(?:\?[a-z0-9=&-]+)?")


def check_routes(routes: tuple[Route, ...]) -> None:
    """Fault unless every kind of item has exactly one route and every route leads to the public page."""
    for place, route in enumerate(routes):
        _check_kinds(routes[:place], route, ("routes", place))
        for index in range(len(route.steps)):
            _check_step(route, index, ("routes", place, "steps", index))
    for kind in KINDS:
        if not any(kind in route.kinds for route in routes):
            raise Fault(("routes",), _("chưa có tuyến cho loại “%(kind)s”.") % {"kind": kind})


def _check_kinds(earlier: tuple[Route, ...], route: Route, key: Key) -> None:
    for kind in route.kinds:
        if any(kind in other.kinds for other in earlier):
            raise Fault((*key, "kinds"), _("loại “%(kind)s” đã thuộc một tuyến khác.") % {"kind": kind})


def _check_step(route: Route, index: int, key: Key) -> None:
    step = route.steps[index]
    _check_return(route.steps[:index], step, key)
    _check_opinion(step, key)
    _check_way_on(route.steps[index + 1 :], step, key)
    _check_posting(route.steps[:index], step, key)
    _check_section_editor(route, index, key)


def _check_return(earlier: tuple[Step, ...], step: Step, key: Key) -> None:
    if not step.return_to:
        return
    if step.return_to not in [other.key for other in earlier]:
        message = _("không có bước “%(step)s” đứng trước bước này trong tuyến.")
        raise Fault((*key, "return_to"), message % {"step": step.return_to})
    if "return" not in step.verbs:
        raise Fault((*key, "return_to"), _("bước này không có việc “return” nên không có nơi trả lại."))


def _check_opinion(step: Step, key: Key) -> None:
    if "ask_opinion" in step.verbs and not step.opinion_of:
        raise Fault((*key, "verbs"), _("có việc “ask_opinion” thì phải ghi “opinion_of”: xin ý kiến ai."))
    if step.opinion_of and "ask_opinion" not in step.verbs:
        raise Fault((*key, "opinion_of"), _("bước phải xin ý kiến cần có việc “ask_opinion”."))


def _check_way_on(later: tuple[Step, ...], step: Step, key: Key) -> None:
    verbs = set(step.verbs)
    if not later:
        if not verbs & {"publish", "post"}:
            raise Fault((*key, "verbs"), _("bước cuối của tuyến phải đăng được: cần “publish” hoặc “post”."))
        if verbs & {"forward", "sign"}:
            raise Fault((*key, "verbs"), _("không còn bước nào phía sau để chuyển tới hay đăng bài đã ký."))
        return
    if verbs & {"publish", "post"}:
        raise Fault((*key, "verbs"), _("chỉ bước cuối của tuyến được đăng (“publish” hoặc “post”)."))
    if not verbs & {"forward", "sign"}:
        raise Fault((*key, "verbs"), _("bước này không có việc “forward” hay “sign” nên bài dừng lại ở đây."))
    if "sign" in verbs and "post" not in later[0].verbs:
        raise Fault((*key, "verbs"), _("ký (“sign”) thì bước ngay sau phải là bước đăng (“post”)."))


def _check_posting(earlier: tuple[Step, ...], step: Step, key: Key) -> None:
    if "post" not in step.verbs:
        return
    if not earlier or "sign" not in earlier[-1].verbs:
        raise Fault((*key, "verbs"), _("bước đăng (“post”) phải đứng ngay sau một bước ký (“sign”)."))
    if step.may_edit:
        raise Fault((*key, "may_edit"), _("bước đăng không được sửa nội dung đã ký."))


def _check_section_editor(route: Route, index: int, key: Key) -> None:
    """Nobody edits a section that is not chosen yet: the item would wait for nobody."""
    filed = route.section_at_submit or any(step.needs_section for step in route.steps[:index])
    if "section_editor" in route.steps[index].actors and not filed:
        raise Fault(
            (*key, "actors"),
            _("bài chưa có chuyên mục khi tới bước này: ghi “section_at_submit” hay xếp mục trước."),
        )


def check_sections(tables: list[Table]) -> None:
    """Fault unless slugs are unique, parents are top sections and rooms, and only rooms, have a path."""
    for table in tables:
        _check_section(table)
    refuse_twice(tables, "slug", _("chuyên mục “%(value)s” khai hai lần."))
    tops = {table.data["slug"] for table in tables if not table.data.get("parent")}
    for table in tables:
        parent = table.text("parent", "")
        if parent and parent not in tops:
            message = _("không có chuyên mục cấp trên cùng tên “%(parent)s” (cây chỉ có hai cấp).")
            raise table.fault("parent", message % {"parent": parent})


def _check_section(table: Table) -> None:
    slug, kind = table.slug("slug"), table.choice("kind", SECTION_KINDS, "articles")
    path = table.text("path", "")
    if kind == "room" and not _PATH.fullmatch(path):
        raise table.fault("path", _('chuyên mục loại “room” cần đường dẫn trong cổng, ví dụ "/van-ban/".'))
    if kind != "room" and path:
        raise table.fault("path", _("chỉ chuyên mục loại “room” mới ghi đường dẫn."))
    if kind == "articles" and slug in RESERVED_SLUGS:
        raise table.fault("slug", _("“%(slug)s” là địa chỉ của cả cổng, hãy chọn tên khác.") % {"slug": slug})
