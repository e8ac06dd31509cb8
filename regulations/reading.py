"""From the tables of a regulation to the dataclasses of schema.py; what joins entries is in checks.py."""

from django.utils.translation import gettext as _

from people.roles import ROLES
from regulations.checks import check_routes, check_sections
from regulations.confirming import read_checks, read_confirmations
from regulations.deadlines import read_deadline
from regulations.reminding import read_reminders
from regulations.schema import (
    KINDS,
    SCHOOL_KINDS,
    SECTION_KINDS,
    SPECIAL_ACTORS,
    VERBS,
    BoardRole,
    DeadlineRule,
    DocumentGroupSpec,
    Freshness,
    Ground,
    Preset,
    RefusalReason,
    Route,
    SectionSpec,
    Step,
    StylePolicy,
    Targets,
    UnitReviews,
    UploadPolicy,
)
from regulations.tables import Table, refuse_twice

ROLE_CODES = tuple(role.code for role in ROLES)
MEBIBYTE = 1024 * 1024
MOST_WORKING_DAYS = 20  # nearly every month has so many


def read_preset(root: Table) -> Preset:
    """The regulation in these tables; Fault at the first key that is wrong."""
    # A version from before there was a checklist says nothing about it: the rules' own weights hold.
    checklist = root.table("checklist", optional=True)
    preset = Preset(
        code=root.code("code"),
        name=root.text("name", max_length=200),
        school_kind=root.choice("school_kind", SCHOOL_KINDS),
        decision=root.text("decision"),
        effective_from=root.day("effective_from"),
        routes=_routes(root),
        refusal_reasons=_refusal_reasons(root),
        takedown_grounds=_takedown_grounds(root),
        sections=_sections(root),
        document_groups=_document_groups(root),
        board=_board(root),
        uploads=_uploads(root.table("uploads")),
        style=_style(root.table("style")),
        targets=_targets(root.table("targets")),
        freshness=_freshness(root.table("freshness", optional=True)),
        unit_review=_unit_review(root.table("unit_review", optional=True)),
        checklist=read_checks(checklist),
        confirmations=read_confirmations(checklist),
        deadlines=_deadlines(root.table("deadlines")),
        # One from before there were reminders says nothing about them: the hours of most schools hold.
        reminders=read_reminders(root.table("reminders", optional=True)),
    )
    checklist.done()
    root.done()
    return preset


def _routes(root: Table) -> tuple[Route, ...]:
    tables = root.tables("routes")
    routes = tuple(_route(table) for table in tables)
    refuse_twice(tables, "code", _("tuyến “%(value)s” khai hai lần."))
    check_routes(routes)
    return routes


def _route(table: Table) -> Route:
    steps = table.tables("steps")
    route = Route(
        code=table.code("code"),
        label=table.text("label"),
        kinds=table.words("kinds", KINDS),
        steps=tuple(_step(step) for step in steps),
        section_at_submit=table.flag("section_at_submit"),
    )
    refuse_twice(steps, "key", _("bước “%(value)s” khai hai lần trong một tuyến."))
    table.done()
    return route


def _step(table: Table) -> Step:
    step = Step(
        key=table.code("key"),
        label=table.text("label", max_length=100),
        actors=table.words("actors", (*SPECIAL_ACTORS, *ROLE_CODES)),
        verbs=table.words("verbs", VERBS),
        may_edit=table.flag("may_edit"),
        needs_section=table.flag("needs_section"),
        opinion_of=table.choice("opinion_of", ROLE_CODES, ""),
        return_to=table.text("return_to", ""),
        skip_if_author=table.flag("skip_if_author"),
        within_hours=table.number("within_hours", 0, most=24 * 365),
    )
    table.done()
    return step


def _refusal_reasons(root: Table) -> tuple[RefusalReason, ...]:
    tables = root.tables("refusal_reasons")
    reasons = []
    for table in tables:
        reason = RefusalReason(
            code=table.code("code"),
            label=table.text("label"),
            citation=table.text("citation", ""),
            needs_basis=table.flag("needs_basis"),
        )
        table.done()
        reasons.append(reason)
    refuse_twice(tables, "code", _("lý do “%(value)s” khai hai lần."))
    return tuple(reasons)


def _takedown_grounds(root: Table) -> tuple[Ground, ...]:
    tables = root.tables("takedown_grounds")
    grounds = []
    for table in tables:
        grounds.append(Ground(table.code("code"), table.text("label"), table.text("citation", "")))
        table.done()
    refuse_twice(tables, "code", _("căn cứ gỡ “%(value)s” khai hai lần."))
    return tuple(grounds)


def _sections(root: Table) -> tuple[SectionSpec, ...]:
    """Entries name their parent in the file; the tree is built here, in the order of the file."""
    tables = root.tables("sections")
    check_sections(tables)
    branches: dict[str, list[Table]] = {}
    for table in tables:
        branches.setdefault(table.text("parent", ""), []).append(table)
    return _branch("", branches)


def _branch(parent: str, branches: dict[str, list[Table]]) -> tuple[SectionSpec, ...]:
    return tuple(
        _section(table, place, branches) for place, table in enumerate(branches.get(parent, ()), start=1)
    )


def _section(table: Table, place: int, branches: dict[str, list[Table]]) -> SectionSpec:
    slug = table.slug("slug")
    section = SectionSpec(
        slug=slug,
        name=table.text("name", max_length=120),
        kind=table.choice("kind", SECTION_KINDS, "articles"),
        path=table.text("path", "", max_length=120),
        sensitive=table.flag("sensitive"),
        order=place * 10,
        description=table.text("description", ""),
        children=_branch(slug, branches),
        in_menu=table.flag("in_menu", default=True),
        owner=table.text("owner", "", max_length=200),
    )
    table.done()
    return section


def _document_groups(root: Table) -> tuple[DocumentGroupSpec, ...]:
    """A regulation from before there were groups names none."""
    tables = root.tables("document_groups", optional=True)
    groups = []
    for place, table in enumerate(tables, start=1):
        groups.append(DocumentGroupSpec(table.slug("slug"), table.text("name", max_length=120), place * 10))
        table.done()
    refuse_twice(tables, "slug", _("nhóm văn bản “%(value)s” khai hai lần."))
    return tuple(groups)


def _board(root: Table) -> tuple[BoardRole, ...]:
    tables = root.tables("board")
    seats = []
    for table in tables:
        seat = BoardRole(
            code=table.code("code"),
            label=table.text("label", max_length=100),
            role=table.choice("role", ROLE_CODES),
            position=table.text("position", ""),
            seats=table.number("seats", 0, most=100),
        )
        table.done()
        seats.append(seat)
    refuse_twice(tables, "code", _("chức danh “%(value)s” khai hai lần."))
    return tuple(seats)


def _uploads(table: Table) -> UploadPolicy:
    policy = UploadPolicy(
        max_bytes=table.number("max_bytes", least=1, most=1024 * MEBIBYTE),
        extensions=table.words("extensions"),
        allow_software_archives=table.flag("allow_software_archives"),
        citation=table.text("citation", ""),
    )
    for extension in policy.extensions:
        if not (extension.isascii() and extension.isalnum() and extension.islower()):
            message = _('“%(value)s”: ghi phần mở rộng bằng chữ thường, không có dấu chấm, ví dụ "pdf".')
            raise table.fault("extensions", message % {"value": extension})
    table.done()
    return policy


def _style(table: Table) -> StylePolicy:
    policy = StylePolicy(
        encoding=table.text("encoding"),
        body_font=table.text("body_font", ""),
        body_size_pt=table.number("body_size_pt", 0, most=72),
        citation=table.text("citation", ""),
    )
    table.done()
    return policy


def _targets(table: Table) -> Targets:
    targets = Targets(
        articles_per_year=table.number("articles_per_year", 0, most=100_000),
        articles_per_month=table.number("articles_per_month", 0, most=10_000),
        expected_per_month=table.number("expected_per_month", 0, most=10_000),
        procedures_percent=table.number("procedures_percent", 0, most=100),
        mailboxes_percent=table.number("mailboxes_percent", 0, most=100),
        yearbook_years=table.number("yearbook_years", 0, most=100),
        remind_units_on=table.number("remind_units_on", 0, most=MOST_WORKING_DAYS),
        citation=table.text("citation", ""),
    )
    table.done()
    return targets


def _freshness(table: Table) -> Freshness:
    freshness = Freshness(
        section_days=table.number("section_days", 0, most=3660),
        page_days=table.number("page_days", 0, most=3660),
        citation=table.text("citation", ""),
    )
    table.done()
    return freshness


def _unit_review(table: Table) -> UnitReviews:
    reviews = UnitReviews(
        every_months=table.number("every_months", 0, most=12), citation=table.text("citation", "")
    )
    if reviews.every_months and 12 % reviews.every_months:
        raise table.fault(
            "every_months", _("phải là 0, 1, 2, 3, 4, 6 hoặc 12: năm chia thành các kỳ bằng nhau.")
        )
    table.done()
    return reviews


def _deadlines(table: Table) -> tuple[DeadlineRule, ...]:
    return tuple(read_deadline(table.table(key)) for key in table.data)
