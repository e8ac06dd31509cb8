"""Every address of the portal and who may do what there: the table that test_roles_urls.py walks.

A rule is written as "status people; status people": `*` are all others who are signed in, `all` also the
visitor. At the desk a visitor is led to the sign-in unless the rule says otherwise.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.calendar_rows import school_event, work_week
from tests.access.document_rows import official_document, procurement_notice
from tests.access.outside import outside_requests
from tests.access.planning import planning_rows
from tests.access.results import exam_results
from tests.access.row import ALL_OPEN, INSIDE, READ_ONLY, SEE, WRITE, Row
from tests.access.ways import SEES_READERS, ways_in_and_out

MAIL_DECIDES = "thuky vanthu phoban truongban"
MAIL = f"{MAIL_DECIDES} hieutruong thanhtra"


def walk(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name or ''}", entry


def edition(kind: str) -> dict[str, Row]:
    """The pages of one edition: a draft of giaovien that the head of the unit returned for correction."""
    seen, only_post = f"200 {SEE}; 404 *", "405 *"
    author_only = "302 giaovien; 409 totruong thuky phoban truongban hieutruong thanhtra; 404 *"
    nobody_now = f"409 {SEE}; 404 *"
    rows = {
        "changelist": Row("200 *; 403 quantri", "200 *; 403 quantri"),
        "add": Row(f"200 {WRITE}; 403 *", f"302 {WRITE}; 403 * visitor", data="text"),
        "change": Row(seen, f"{author_only}; 403 visitor", kind, "text"),
        "typed_new": Row("405 *", f"409 {WRITE}; 403 *", data="text"),
        "typed": Row(only_post, f"409 {SEE}; 404 *", kind, "text"),
        "import": Row("405 *", f"302 {WRITE}; 403 *", data="files"),
        "imported": Row("200 giaovien; 404 *", "302 giaovien; 404 *", f"{kind}_import", "text"),
        "move": Row(only_post, author_only, f"{kind} submit", "move"),
        "remark": Row(only_post, f"302 {INSIDE}; 409 thanhtra; 404 *", kind, "remark"),
        "revise": Row(only_post, nobody_now, kind),
        "discard": Row(only_post, nobody_now, kind),
        "preview": Row(seen, args=kind),
        "translate": Row(only_post, nobody_now, kind),
        "compare": Row(seen, args=f"{kind} 1"),
        "editing": Row(seen, args=kind),
        "claim": Row(only_post, nobody_now, kind),
        "unclaim": Row(only_post, nobody_now, kind),
        "lock": Row(only_post, f"200 {SEE}; 404 *", kind),
        "take_over": Row(only_post, author_only, kind),
        "share": Row(
            only_post,
            "201 giaovien thuky phoban truongban hieutruong; 409 totruong thanhtra; 404 *",
            kind,
            "share",
        ),
        "unshare": Row(
            only_post,
            "302 giaovien thuky phoban truongban hieutruong; 409 totruong thanhtra; 404 *",
            f"{kind} link",
        ),
        "attach": Row(only_post, author_only, kind, "files"),
        "replace": Row(only_post, author_only, f"{kind} part", "file"),
        "detach": Row(only_post, author_only, f"{kind} part", "version"),
    }
    return {f"admin:content_{kind}_{page}": row for page, row in rows.items()}


def reference(model: str, read: str, add: str = "", change: str = "", delete: str = "") -> dict[str, Row]:
    """Django's five pages of a table; an empty form is answered with its errors by who may send it."""

    def only(people: str) -> str:
        return f"200 {people}; 403 *" if people else "403 *"

    rows = {
        "changelist": Row(only(read)),
        "add": Row(only(add), only(add)),
        "change": Row(only(read), only(change), model),
        "history": Row(only(read), "", model),
        "delete": Row(only(delete), only(delete), model),
    }
    return {f"admin:{model}_{page}": row for page, row in rows.items()}


def arrangement(model: str) -> dict[str, Row]:
    """A table that the IT administrator fills from its default and empties again."""
    return {
        **reference(model, f"quantri {LEADERS}", "quantri", "quantri", "quantri"),
        f"admin:{model}_copy": Row("302 quantri; 403 *", "302 quantri; 403 *"),
        f"admin:{model}_reset": Row("200 quantri; 403 *", "302 quantri; 403 *"),
    }


FILERS = "thuky bientap vanthu"
READERS = f"giaovien totruong {FILERS} phoban truongban hieutruong kythuat thanhtra nguoila"
REGISTRARS = "vanthu thuky"
LEADERS = "phoban truongban hieutruong thanhtra"
# Who keeps the calendar of working days.
KEEPERS = "thuky vanthu quantri"

URGES = "thuky phoban truongban hieutruong"

ROWS: dict[str, Row] = {
    **dict.fromkeys(("home", "all_news", "contact", "site_map", "feed_list"), Row(ALL_OPEN, READ_ONLY)),
    **dict.fromkeys(("news_feed", "sitemap", "robots"), Row(ALL_OPEN, READ_ONLY)),
    "timeliness": Row(ALL_OPEN, READ_ONLY),
    **dict.fromkeys(("search", "privacy", "accessibility", "manifest"), Row(ALL_OPEN, READ_ONLY)),
    "favicon": Row("302 all", READ_ONLY),
    "theme_css": Row(ALL_OPEN, READ_ONLY, "theme"),
    "theme_picture": Row(ALL_OPEN, READ_ONLY, "crest jpg"),
    "theme_crest": Row(ALL_OPEN, READ_ONLY, "crest"),
    "theme_icon": Row(ALL_OPEN, READ_ONLY, "crest 192"),
    "healthz": Row(ALL_OPEN, READ_ONLY),
    **dict.fromkeys(("search", "search_suggest", "search_description"), Row(ALL_OPEN, READ_ONLY)),
    "section": Row(ALL_OPEN, READ_ONLY, "section"),
    "topic": Row(ALL_OPEN, READ_ONLY, "topic"),
    "topic_feed": Row(ALL_OPEN, READ_ONLY, "topic"),
    "section_feed": Row(ALL_OPEN, READ_ONLY, "section"),
    "sitemap_part": Row(ALL_OPEN, READ_ONLY, "sitemap"),
    **dict.fromkeys(
        (
            *("documents", "documents_csv", "documents_xlsx", "document_feed", "procurement"),
            *("calendar", "calendar_feed", "work_calendar"),
        ),
        Row(ALL_OPEN, READ_ONLY),
    ),
    "document": Row(ALL_OPEN, READ_ONLY, "public_document"),
    "procurement_notice": Row(ALL_OPEN, READ_ONLY, "public_notice"),
    **dict.fromkeys(("school_event", "school_event_file"), Row(ALL_OPEN, READ_ONLY, "public_event")),
    **dict.fromkeys(("work_week", "work_week_file"), Row(ALL_OPEN, READ_ONLY, "public_week")),
    "document_group_feed": Row(ALL_OPEN, READ_ONLY, "khac"),
    "document_level_feed": Row(ALL_OPEN, READ_ONLY, "school"),
    "article": Row(ALL_OPEN, READ_ONLY, "public_article"),
    "page": Row(ALL_OPEN, READ_ONLY, "public_page"),
    "download": Row(f"200 {SEE}; 404 * visitor", READ_ONLY, "file"),
    "shared_preview": Row(ALL_OPEN, "302 all", "preview", "opinion"),
    "shared_part": Row(ALL_OPEN, READ_ONLY, "preview picture_part"),
    "picture": Row(f"200 {SEE}; 404 * visitor", READ_ONLY, "picture"),
    "rendition": Row(f"200 {SEE}; 404 * visitor", READ_ONLY, "rendition"),
    "picture_upload": Row("405 all", "403 visitor quantri thanhtra kythuat; 200 *", data="upload"),
    "account_login": Row("200 visitor; 302 *", "200 visitor; 302 *"),
    "account_logout": Row("302 visitor; 200 *", "302 all"),
    "account_inactive": Row(ALL_OPEN),
    "account_change_password": Row("302 visitor; 200 *", "302 visitor; 200 *"),
    "account_reset_password": Row(ALL_OPEN, READ_ONLY),
    "account_reset_password_from_key_done": Row(ALL_OPEN),
    "account_reset_password_from_key": Row(ALL_OPEN, "", "key"),
    **{f"admin:{page}": Row("200 *") for page in ("index", "calendar", "jsi18n", "password_change_done")},
    "admin:login": Row("302 *"),
    "admin:logout": Row("302 *", "302 *"),
    "admin:password_change": Row("302 *"),
    "admin:notifications_read": Row("302 *", "302 *"),
    "admin:mail": Row(f"200 {MAIL}; 403 *"),
    "admin:mail_letter": Row(f"200 {MAIL}; 403 *", args="letter_received"),
    "admin:mail_decide": Row(
        "405 *", f"302 {MAIL_DECIDES}; 409 hieutruong thanhtra; 403 *", "letter_received", "mail"
    ),
    "admin:calendar_month": Row("200 *", args="2026 11"),
    "admin:autocomplete": Row("403 *"),
    "admin:app_list": Row("200 *", args="app"),
    **edition("article"),
    **edition("page"),
    **ways_in_and_out(SEE),
    **reference("content_readersubmission", SEES_READERS),
    **planning_rows(),
    **official_document(),
    **procurement_notice(),
    **school_event(),
    **work_week(procurement_notice()),
    **{
        address: row
        for table in ("issuingauthority", "documentfield", "documentgroup")
        for address, row in reference(f"documents_{table}", REGISTRARS, REGISTRARS, REGISTRARS).items()
    },
    **outside_requests(),
    **exam_results(),
    **reference("content_topic", "thuky quantri", "thuky quantri", "thuky quantri"),
    **reference("editorial_section", f"{READERS} quantri", "quantri", "quantri"),
    **reference("editorial_boardmember", "truongban thanhtra", "truongban", "truongban"),
    **reference("editorial_approvaldelegation", "truongban thanhtra", "truongban", "truongban"),
    **reference(
        "editorial_dutyholder",
        "phoban truongban hieutruong thanhtra",
        *("phoban truongban hieutruong",) * 3,
    ),
    **dict.fromkeys(("admin:obligations", "admin:obligations_csv", "admin:obligations_xlsx"), Row("200 *")),
    "admin:obligation_new": Row(f"200 {URGES}; 403 *", f"302 {URGES}; 403 *", data="one_off"),
    "admin:obligation": Row(
        "200 giaovien totruong thuky phoban truongban hieutruong thanhtra; 404 *",
        "405 *",
        "obligation",
    ),
    "admin:obligation_act": Row(
        "405 *",
        "302 giaovien totruong thuky phoban truongban hieutruong; 409 thanhtra; 404 *",
        "obligation bao-da-lam",
        "obligation_report",
    ),
    **reference("search_synonym", f"thuky quantri {LEADERS}", "thuky quantri", "thuky quantri"),
    **reference(
        "search_promotedresult",
        f"thuky quantri {LEADERS}",
        *("thuky quantri", "thuky quantri", "thuky quantri"),
    ),
    **reference("search_vainsearch", f"thuky quantri {LEADERS}", "", "", "thuky quantri"),
    **reference("editorial_event", f"thuky {LEADERS}"),
    **reference("regulations_holiday", f"{KEEPERS} {LEADERS}", *[KEEPERS] * 3),
    **reference("regulations_makeupworkday", f"{KEEPERS} {LEADERS}", *[KEEPERS] * 3),
    **reference("regulations_schoolyear", f"{KEEPERS} {LEADERS}", KEEPERS, KEEPERS),
    **reference("regulations_workingweek", f"{KEEPERS} {LEADERS}", "", KEEPERS),
    "admin:regulations_workingweek_changelist": Row(f"302 {KEEPERS} {LEADERS}; 403 *"),
    "admin:regulations_workingweek_change": Row(
        f"200 {KEEPERS} {LEADERS}; 403 *", f"302 {KEEPERS}; 403 *", "regulations_workingweek"
    ),
    **reference("people_user", "quantri", "quantri", "quantri"),
    "admin:people_user_link": Row("405 *", "200 quantri; 403 *", "account"),
    "admin:people_user_off": Row("200 quantri; 403 *", "302 quantri; 403 *", "account"),
    "admin:people_user_on": Row("405 *", "302 quantri; 403 *", "account"),
    **dict.fromkeys(("admin:places", "admin:help"), Row("200 *")),
    "admin:help_topic": Row("200 *", args="tai-khoan"),
    **dict.fromkeys(
        ("admin:permission_matrix", "admin:permission_matrix_file"),
        Row("200 quantri truongban hieutruong thanhtra; 403 *"),
    ),
    **reference(
        "people_unit", "quantri hieutruong phoban truongban vanthu thanhtra", "quantri", "quantri", "quantri"
    ),
    **reference(
        "people_staffmember",
        "quantri hieutruong phoban truongban vanthu thanhtra",
        "quantri vanthu",
        "quantri vanthu",
        "quantri",
    ),
    **reference("portal_schoolprofile", f"quantri {LEADERS}", "", "quantri"),
    "admin:portal_schoolprofile_changelist": Row("302 *"),
    **reference("portal_theme", f"quantri {LEADERS}", "", "quantri"),
    "admin:portal_theme_changelist": Row("302 *"),
    **arrangement("portal_menuentry"),
    **arrangement("portal_homeblock"),
}


def urls_of(world: dict[str, Any], row: Row) -> list[Any]:
    """The arguments of the address: words of `row.args` are looked up, others stand for themselves."""
    return [value for word in row.args.split() for value in world.get(word, [word])]
