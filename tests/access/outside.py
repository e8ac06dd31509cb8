"""The addresses of requests from outside, and who may do what there."""

from tests.access.row import ALL_OPEN, Row


def outside_requests() -> dict[str, Row]:
    """Requests from outside: who handles them, and the inspector, who reads without the person."""
    handlers = "thuky phoban truongban hieutruong"
    seen = f"200 {handlers} thanhtra; 404 *"
    desk = {
        "changelist": Row(f"200 {handlers} thanhtra; 403 *"),
        "figures": Row(f"200 {handlers} thanhtra; 403 *"),
        "add": Row("200 thuky; 403 *", "422 thuky; 403 *"),
        "change": Row(seen, args="request"),
        "move": Row("405 *", f"422 {handlers}; 409 thanhtra; 404 *", "request acknowledge"),
        "file": Row(f"200 {handlers}; 404 *", args="request"),
    }
    # A stranger's forms, sent empty.
    outside = {
        "item_request": Row(ALL_OPEN, "422 all", "item"),
        "data_request": Row(ALL_OPEN, "422 all"),
        "request_look_up": Row(ALL_OPEN, "422 all"),
        **dict.fromkeys(("request_supplement", "request_withdraw"), Row("405 all", "404 all")),
        "request_confirm": Row(ALL_OPEN, "200 all", "confirm"),
    }
    return {**{f"admin:community_outsiderequest_{name}": row for name, row in desk.items()}, **outside}
