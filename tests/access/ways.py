"""Who may do what where texts come in from outside and go on from here: rows for tests.access.addresses."""

from tests.access.row import Row

SEES_READERS = "thuky phoban truongban hieutruong"
SENDERS = f"{SEES_READERS} vanthu"


def ways_in_and_out(see: str) -> dict[str, Row]:
    """What is done with a public article is asked of a draft that `see` see."""
    only_post, nobody_now = "405 *", f"409 {see}; 404 *"
    article = {
        "sent_on": Row(f"200 {SENDERS} bientap kythuat thanhtra; 403 *", f"422 {SENDERS}; 403 *"),
        "word": Row(f"200 {see}; 404 *", "", "article"),
        "send_on": Row(only_post, nobody_now, "article"),
        "resend_on": Row(only_post, nobody_now, "article article_letter"),
        "fanpage": Row(only_post, nobody_now, "article"),
        "unfanpage": Row(only_post, nobody_now, "article"),
    }
    reader = {
        "accept": Row(
            only_post,
            "302 thuky phoban truongban; 409 hieutruong; 403 *",
            "content_readersubmission",
        ),
        "decline": Row(only_post, f"422 {SEES_READERS}; 403 *", "content_readersubmission"),
        "file": Row(f"200 {SEES_READERS}; 403 *", only_post, "content_readersubmission reader_file"),
    }
    return {
        "reader_submit": Row("200 all", "422 all"),
        "reader_lookup": Row("200 all", "422 all"),
        "reader_thanks": Row("200 all", "405 all"),
        "reader_confirm": Row("200 all", "200 all", "reader_token"),
        **{f"admin:content_article_{page}": cells for page, cells in article.items()},
        **{f"admin:content_readersubmission_{page}": cells for page, cells in reader.items()},
    }
