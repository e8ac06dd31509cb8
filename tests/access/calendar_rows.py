"""The addresses of the calendar at the desk and who may do what there."""

from tests.access.row import INSIDE, SEE, WRITE, Row


def school_event() -> dict[str, Row]:
    """A complete draft event of giaovien that was never sent; whoever writes may begin its article."""
    see = SEE
    others = see.replace("giaovien ", "")
    only_post = "405 *"
    author_only = f"302 giaovien; 409 {others}; 404 *"
    nobody_now = f"409 {see}; 404 *"
    shares = "giaovien thuky phoban truongban hieutruong; 409 totruong thanhtra; 404 *"
    writes = see.replace(" thanhtra", "")
    kind = "schoolevent"
    rows = {
        "changelist": Row("200 *; 403 quantri", "200 *; 403 quantri"),
        "month": Row("200 *; 403 quantri", "405 *"),
        "add": Row(f"200 {WRITE}; 403 *", f"302 {WRITE}; 403 * visitor", data="event"),
        "change": Row(f"200 {see}; 404 *", f"{author_only}; 403 visitor", kind, "event"),
        "typed_new": Row("405 *", f"409 {WRITE}; 403 *", data="event"),
        "typed": Row(only_post, f"409 {see}; 404 *", kind, "event"),
        "move": Row(only_post, author_only, f"{kind} submit", "document_move"),
        "remark": Row(only_post, f"302 {INSIDE}; 409 thanhtra; 404 *", kind, "remark"),
        "revise": Row(only_post, nobody_now, kind),
        "discard": Row(only_post, author_only, kind),
        "preview": Row(f"200 {see}; 404 *", args=kind),
        "compare": Row(f"200 {see}; 404 *", args=f"{kind} 1"),
        "editing": Row("404 *", args=kind),
        **{page: Row(only_post, nobody_now, kind) for page in ("claim", "unclaim", "link_report")},
        "report": Row(only_post, f"302 {writes}; 409 thanhtra; 404 *", kind),
        "unlink_report": Row(only_post, nobody_now, f"{kind} 1"),
        "lock": Row(only_post, f"200 {see}; 404 *", kind),
        "take_over": Row(only_post, author_only, kind),
        "share": Row(only_post, f"201 {shares}", kind, "share"),
        "unshare": Row(only_post, f"302 {shares}", f"{kind} event_link"),
        "attach": Row(only_post, author_only, kind, "document_files"),
        "replace": Row(only_post, author_only, f"{kind} event_part", "document_file"),
        "detach": Row(only_post, author_only, f"{kind} event_part", "document_version"),
    }
    return {f"admin:content_{kind}_{page}": row for page, row in rows.items()}


def work_week(notice: dict[str, Row]) -> dict[str, Row]:
    """Those of a procurement notice; beside them it is begun from the last one."""
    own = {"notice": "week"}
    renamed = {"procurementnotice": "workweek", "notice_link": "week_link", "notice_part": "week_part"}
    enter = "vanthu thuky phoban truongban hieutruong"
    rows = {"admin:content_workweek_copy": Row("405 *", f"302 {enter}; 403 *")}
    for name, row in notice.items():
        args = row.args
        for old, new in renamed.items():
            args = args.replace(old, new)
        page = name.removeprefix("admin:documents_procurementnotice_")
        rows[f"admin:content_workweek_{page}"] = Row(row.get, row.post, args, own.get(row.data, row.data))
    return rows
