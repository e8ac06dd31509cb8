"""The addresses of documents and procurement notices at the desk and who may do what there."""

from tests.access.row import Row


def official_document() -> dict[str, Row]:
    """The pages of a document: a complete draft of vanthu that was never sent, with one file and a letter."""
    kind = "officialdocument"
    see = "vanthu thuky phoban truongban hieutruong thanhtra"
    enter = "vanthu thuky phoban truongban hieutruong"
    others = see.replace("vanthu ", "")
    only_post = "405 *"
    author_only = f"302 vanthu; 409 {others}; 404 *"
    nobody_now = f"409 {see}; 404 *"
    shares = f"{others.replace(' thanhtra', '')} vanthu; 409 thanhtra; 404 *"
    rows = {
        "changelist": Row("200 *; 403 quantri", "200 *; 403 quantri"),
        "add": Row(f"200 {enter}; 403 *", f"302 {enter}; 403 * visitor", data="record"),
        "change": Row(f"200 {see}; 404 *", f"{author_only}; 403 visitor", kind, "record"),
        "typed_new": Row("405 *", f"409 {enter}; 403 *", data="record"),
        "typed": Row(only_post, f"409 {see}; 404 *", kind, "record"),
        "import": Row("405 *", f"302 {enter}; 403 *", data="files"),
        "import_many": Row(f"200 {enter}; 403 *", f"302 {enter}; 403 *", data="files"),
        "import_review": Row("200 vanthu; 404 *", "302 vanthu; 404 *", "document_batch"),
        "move": Row(only_post, author_only, f"{kind} submit", "document_move"),
        "remark": Row(only_post, f"302 {enter}; 409 thanhtra; 404 *", kind, "remark"),
        "revise": Row(only_post, nobody_now, kind),
        "discard": Row(only_post, author_only, kind),
        "preview": Row(f"200 {see}; 404 *", args=kind),
        "compare": Row(f"200 {see}; 404 *", args=f"{kind} 1"),
        "editing": Row("404 *", args=kind),
        **{page: Row(only_post, nobody_now, kind) for page in ("claim", "unclaim", "send", "read")},
        "lock": Row(only_post, f"200 {see}; 404 *", kind),
        "take_over": Row(only_post, author_only, kind),
        "share": Row(only_post, f"201 {shares}", kind, "share"),
        "unshare": Row(only_post, f"302 {shares}", f"{kind} document_link"),
        "attach": Row(only_post, author_only, kind, "document_files"),
        "replace": Row(only_post, author_only, f"{kind} document_part", "document_file"),
        "detach": Row(only_post, author_only, f"{kind} document_part", "document_version"),
        "resend": Row(only_post, nobody_now, f"{kind} letter"),
    }
    return {f"admin:documents_{kind}_{page}": row for page, row in rows.items()}


def procurement_notice() -> dict[str, Row]:
    """The pages of a notice are those of a document, but for its letters and its readers."""
    own = {"add": "notice", "change": "notice", "typed_new": "notice", "typed": "notice"}
    renamed = {"officialdocument": "procurementnotice", "document_link": "notice_link"}
    rows = {}
    for name, row in official_document().items():
        page = name.removeprefix("admin:documents_officialdocument_")
        if page in {"send", "read", "resend"} or page.startswith("import"):
            continue
        args = row.args.replace("document_part", "notice_part")
        for old, new in renamed.items():
            args = args.replace(old, new)
        data = own.get(page, row.data)
        rows[f"admin:documents_procurementnotice_{page}"] = Row(row.get, row.post, args, data)
    return rows
