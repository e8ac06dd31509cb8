"""Which pages are photographed, as whom, and how their addresses are found in the demonstration school."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.photo_acts import (
    Act,
    answered_by_a_stranger,
    error,
    followed,
    imported_article,
    imported_documents,
    new_password,
    opened,
    opened_by_a_stranger,
    pressed,
    refused_return,
    session_ended,
    shared,
    sign_in_wrongly,
    taken_down,
    typed,
)
from tests.policy import ROOT

VISITOR = ""
ARTICLE, SECTION = r"/tin-tuc/[^\"/]+-\d+\.html", r"/tin-tuc/[a-z0-9-]+/"
DOCUMENT, NOTICE = r"/van-ban/[^\"/]+-\d+\.html", r"/van-ban/mua-sam-cong/[^\"/]+-\d+\.html"
DESK = "/quan-tri/"
ARTICLES, DOCUMENTS = f"{DESK}content/article/", f"{DESK}documents/officialdocument/"
PURCHASES = f"{DESK}documents/procurementnotice/"
EDITION = r"/quan-tri/content/article/\d+/(?=[\"?])"
CHANGE = r"/quan-tri/[a-z]+/[a-z]+/\d+/(?:change/)?(?=\")"
CHANGED = r"/quan-tri/people/user/\d+/change/(?=[\"?])"
DOCUMENT_AT_DESK = r"/quan-tri/documents/officialdocument/\d+/(?=[\"?])"
PURCHASE_AT_DESK = r"/quan-tri/documents/procurementnotice/\d+/(?=[\"?])"
HELP = sorted(path.stem for path in Path(ROOT, "templates/help").glob("*.html"))


@dataclass(frozen=True)
class Shot:
    """From `start` to the address there that fits `pattern`, then `below` it; `act` is done on the page.

    Visitors' pages are also printed; `printed` says so of a page of the desk. `bare` adds the page without
    stylesheets and without JavaScript, `screenful` shows the screen instead of the whole page.
    """

    who: str
    start: str
    pattern: str = ""
    below: str = ""
    act: Act | None = None
    printed: bool = False
    bare: bool = False
    screenful: bool = False


PUBLIC: dict[str, Shot] = {
    "home": Shot(VISITOR, "/", bare=True),
    "home-menu": Shot(
        VISITOR, "/", act=opened(".menu-phone, .menu-wide li:nth-child(3) details"), screenful=True
    ),
    "home-find": Shot(VISITOR, "/", act=opened(".find"), screenful=True),
    "home-display": Shot(VISITOR, "/", act=opened(".display"), screenful=True),
    "all-news": Shot(VISITOR, "/tin-tuc/"),
    "section": Shot(VISITOR, "/", SECTION, bare=True),
    "notices": Shot(VISITOR, "/tin-tuc/thong-bao/"),
    "article": Shot(VISITOR, "/", ARTICLE, bare=True),
    "article-with-files": Shot(VISITOR, "/tin-tuc/", r"/tin-tuc/ke-hoach[^\"/]+-\d+\.html"),
    "notice": Shot(VISITOR, "/tin-tuc/thong-bao/", ARTICLE),
    "topic": Shot(VISITOR, "/tin-tuc/chu-de/suc-khoe-hoc-duong/"),
    "page": Shot(VISITOR, "/", r"/trang/[a-z0-9-]+/"),
    "search": Shot(VISITOR, "/tim-kiem/?q=hoc+sinh", bare=True),
    "search-filters": Shot(VISITOR, "/tim-kiem/?q=ke+hoach", act=opened("main details")),
    "search-number": Shot(VISITOR, "/tim-kiem/?q=87/KH-THCSĐM"),
    "search-in-vain": Shot(VISITOR, "/tim-kiem/?q=khongcogi"),
    "search-empty": Shot(VISITOR, "/tim-kiem/"),
    "documents": Shot(VISITOR, "/van-ban/", bare=True),
    "documents-filtered": Shot(VISITOR, "/van-ban/?cap=school&hieu-luc=con"),
    "documents-wrong": Shot(VISITOR, "/van-ban/?nam=sai&tu-ngay=32/13/2026"),
    "documents-in-vain": Shot(VISITOR, "/van-ban/?q=khongcogi"),
    "document": Shot(VISITOR, "/van-ban/?so=87/KH", DOCUMENT, bare=True),
    "document-opened": Shot(VISITOR, "/van-ban/?so=87/KH", DOCUMENT, act=opened("main details")),
    "document-expired": Shot(VISITOR, "/van-ban/?hieu-luc=het", DOCUMENT),
    "purchases": Shot(VISITOR, "/van-ban/mua-sam-cong/"),
    "purchase": Shot(VISITOR, "/van-ban/mua-sam-cong/", NOTICE),
    "contact": Shot(VISITOR, "/lien-he/"),
    "contact-about-an-article": Shot(VISITOR, "/", ARTICLE, act=followed("Đề nghị gỡ bỏ")),
    "site-map": Shot(VISITOR, "/so-do-trang/"),
    "feeds": Shot(VISITOR, "/rss/"),
    "privacy": Shot(VISITOR, "/quyen-rieng-tu/"),
    "accessibility": Shot(VISITOR, "/tro-nang/"),
    "not-found": Shot(VISITOR, "/khong-co-trang-nay/"),
    "taken-down": Shot(VISITOR, "/", act=taken_down),
    **{f"error-{status}": Shot(VISITOR, "/", act=error(status)) for status in ("400", "403", "413", "429")},
    **{f"error-{status}": Shot(VISITOR, "/", act=error(status)) for status in ("500", "503")},
    "preview-of-a-stranger": Shot("totruong", DESK, EDITION, act=opened_by_a_stranger),
    "preview-answered": Shot("totruong", DESK, EDITION, act=answered_by_a_stranger),
    "english-home": Shot(VISITOR, "/en/"),
    "english-section": Shot(VISITOR, "/en/tin-tuc/"),
    "english-article": Shot(VISITOR, "/en/", "/en" + ARTICLE),
    "english-search": Shot(VISITOR, "/en/tim-kiem/?q=english"),
    "english-contact": Shot(VISITOR, "/en/lien-he/"),
    "english-privacy": Shot(VISITOR, "/en/quyen-rieng-tu/"),
    "english-not-found": Shot(VISITOR, "/en/nothing-here/"),
    "sign-in": Shot(VISITOR, "/tai-khoan/dang-nhap/"),
    "sign-in-wrong": Shot(VISITOR, "/tai-khoan/dang-nhap/", act=sign_in_wrongly),
    "forgotten-password": Shot(VISITOR, "/tai-khoan/quen-mat-khau/"),
    "password-by-a-link": Shot("quantri", f"{DESK}people/user/?q=Giang", CHANGED, act=new_password),
    "password-by-a-dead-link": Shot(VISITOR, "/tai-khoan/dat-mat-khau/abc-sai-khoa/"),
    "password-is-set": Shot(VISITOR, "/tai-khoan/dat-mat-khau/xong/"),
    "account-is-off": Shot(VISITOR, "/tai-khoan/bi-khoa/"),
}

WORKLISTS: dict[str, Shot] = {
    f"desk-of-{who}": Shot(who, DESK, printed=who == "giaovien")
    for who in ("giaovien", "totruong", "thuky", "bientap", "phoban", "truongban", "hieutruong", "vanthu")
} | {f"desk-of-{who}": Shot(who, DESK) for who in ("kythuat", "quantri", "thanhtra")}

TEXTS: dict[str, Shot] = {
    "article-new": Shot("giaovien", f"{ARTICLES}them/"),
    "article-new-with-errors": Shot("giaovien", f"{ARTICLES}them/", act=pressed("Lưu bản nháp")),
    "article-new-opened": Shot(
        "giaovien", f"{ARTICLES}them/", act=opened(".desk-text details, form details")
    ),
    "article-import": Shot("giaovien", f"{ARTICLES}them/", act=imported_article),
    "session-ended": Shot("giaovien", DESK, act=session_ended),
    "draft": Shot("giaovien", DESK, EDITION),
    "draft-screenful": Shot("giaovien", DESK, EDITION, screenful=True),
    "item": Shot("totruong", DESK, EDITION, printed=True),
    "item-screenful": Shot("totruong", DESK, EDITION, screenful=True),
    "item-opened": Shot("totruong", DESK, EDITION, act=opened("#content details")),
    "item-not-returned": Shot("totruong", DESK, EDITION, act=refused_return),
    "item-shared": Shot("totruong", DESK, EDITION, act=shared),
    "item-of-secretary": Shot("thuky", DESK, EDITION),
    "item-of-deputy": Shot("phoban", DESK, EDITION),
    "item-sensitive": Shot("truongban", DESK, EDITION),
    "item-published": Shot("phoban", f"{ARTICLES}?state=published", EDITION),
    "item-scheduled": Shot("phoban", f"{ARTICLES}?state=approved", EDITION),
    "item-refused": Shot("phoban", f"{ARTICLES}?state=refused", EDITION),
    "item-taken-down": Shot("hieutruong", f"{ARTICLES}?state=taken_down", EDITION),
    "edited": Shot("phoban", DESK, EDITION, below="bien-tap/", printed=True),
    "compared": Shot(
        "phoban", f"{ARTICLES}?state=in_review&q=biểu", EDITION, below="so-sanh/1/", printed=True
    ),
    "compared-side-by-side": Shot(
        "phoban", f"{ARTICLES}?state=in_review&q=biểu", EDITION, below="so-sanh/1/?xem=hai-cot"
    ),
    "preview": Shot("phoban", DESK, EDITION, below="xem-truoc/"),
    "articles": Shot("thuky", ARTICLES, printed=True),
    "articles-none": Shot("thuky", f"{ARTICLES}?q=khongcogi"),
    "pages": Shot("thuky", f"{DESK}content/page/"),
    "page-new": Shot("thuky", f"{DESK}content/page/them/"),
    "page-item": Shot("thuky", f"{DESK}content/page/", r"/quan-tri/content/page/\d+/(?=[\"?])"),
    "calendar": Shot("thuky", f"{DESK}lich-dang/", printed=True),
    "shortcuts": Shot("thuky", DESK, act=typed("?"), screenful=True),
    "topics": Shot("thuky", f"{DESK}content/topic/"),
    "topic-at-desk": Shot("thuky", f"{DESK}content/topic/", CHANGE),
}

PAPERS: dict[str, Shot] = {
    "documents-at-desk": Shot("vanthu", DOCUMENTS, printed=True),
    "document-new": Shot("vanthu", f"{DOCUMENTS}them/"),
    "document-draft": Shot("vanthu", f"{DOCUMENTS}?state=draft", DOCUMENT_AT_DESK),
    "document-of-deputy": Shot("phoban", f"{DOCUMENTS}?state=in_review", DOCUMENT_AT_DESK, printed=True),
    "document-published": Shot("vanthu", f"{DOCUMENTS}?state=published", DOCUMENT_AT_DESK),
    "document-preview": Shot("phoban", f"{DOCUMENTS}?state=in_review", DOCUMENT_AT_DESK, below="xem-truoc/"),
    "document-import": Shot("vanthu", f"{DOCUMENTS}nhap-nhieu/"),
    "document-import-nothing": Shot("vanthu", f"{DOCUMENTS}nhap-nhieu/", act=pressed("Gửi lên và đọc")),
    "document-import-review": Shot("vanthu", f"{DOCUMENTS}nhap-nhieu/", act=imported_documents),
    "purchases-at-desk": Shot("vanthu", PURCHASES),
    "purchase-new": Shot("vanthu", f"{PURCHASES}them/"),
    "purchase-draft": Shot("vanthu", f"{PURCHASES}?state=draft", PURCHASE_AT_DESK),
    "purchase-published": Shot("vanthu", f"{PURCHASES}?state=published", PURCHASE_AT_DESK),
    "authorities": Shot("vanthu", f"{DESK}documents/issuingauthority/"),
    "authority": Shot("vanthu", f"{DESK}documents/issuingauthority/", CHANGE),
    "fields": Shot("vanthu", f"{DESK}documents/documentfield/"),
    "groups": Shot("vanthu", f"{DESK}documents/documentgroup/"),
    "group": Shot("vanthu", f"{DESK}documents/documentgroup/", CHANGE),
}

ADMINISTRATION: dict[str, Shot] = {
    "password": Shot("giaovien", "/tai-khoan/doi-mat-khau/"),
    "sign-out": Shot("giaovien", "/tai-khoan/dang-xuat/"),
    "forbidden": Shot("giaovien", f"{DESK}people/user/"),
    "help": Shot("giaovien", f"{DESK}tro-giup/"),
    **{
        f"help-{code}": Shot("quantri", f"{DESK}tro-giup/{code}/", printed=code == "soan-bai")
        for code in HELP
    },
    "events": Shot("phoban", f"{DESK}editorial/event/"),
    "event": Shot("phoban", f"{DESK}editorial/event/", CHANGE),
    "board": Shot("truongban", f"{DESK}editorial/boardmember/"),
    "board-new": Shot("truongban", f"{DESK}editorial/boardmember/add/"),
    "delegations": Shot("truongban", f"{DESK}editorial/approvaldelegation/"),
    "delegation-new": Shot("truongban", f"{DESK}editorial/approvaldelegation/add/"),
    "places": Shot("quantri", f"{DESK}danh-muc/"),
    "places-of-content": Shot("thuky", f"{DESK}content/"),
    "matrix": Shot("quantri", f"{DESK}ma-tran-quyen/", printed=True),
    "sections": Shot("quantri", f"{DESK}editorial/section/"),
    "section-at-desk": Shot("quantri", f"{DESK}editorial/section/", CHANGE),
    "users": Shot("quantri", f"{DESK}people/user/", printed=True),
    "user": Shot("quantri", f"{DESK}people/user/", CHANGE),
    "user-link": Shot(
        "quantri", f"{DESK}people/user/?q=Giang", CHANGED, act=pressed("Cấp liên kết đặt mật khẩu")
    ),
    "user-new": Shot("quantri", f"{DESK}people/user/add/"),
    "user-new-with-errors": Shot("quantri", f"{DESK}people/user/add/", act=pressed("Lưu")),
    "user-off": Shot("quantri", f"{DESK}people/user/2/khoa/"),
    "units": Shot("quantri", f"{DESK}people/unit/"),
    "unit-new": Shot("quantri", f"{DESK}people/unit/add/"),
    "unit-delete": Shot("quantri", f"{DESK}people/unit/1/delete/"),
    "staff": Shot("quantri", f"{DESK}people/staffmember/", printed=True),
    "staff-new": Shot("quantri", f"{DESK}people/staffmember/add/"),
    "synonyms": Shot("thuky", f"{DESK}search/synonym/"),
    "synonym-new": Shot("thuky", f"{DESK}search/synonym/add/"),
    "promoted": Shot("thuky", f"{DESK}search/promotedresult/"),
    "promoted-new": Shot("thuky", f"{DESK}search/promotedresult/add/"),
    "vain-searches": Shot("thuky", f"{DESK}search/vainsearch/"),
    "menus": Shot("quantri", f"{DESK}portal/menuentry/"),
    "menu-new": Shot("quantri", f"{DESK}portal/menuentry/add/"),
    "blocks": Shot("quantri", f"{DESK}portal/homeblock/"),
    "block": Shot("quantri", f"{DESK}portal/homeblock/", CHANGE),
    "block-new": Shot("quantri", f"{DESK}portal/homeblock/add/"),
    "blocks-reset": Shot("quantri", f"{DESK}portal/homeblock/mac-dinh/"),
    "theme": Shot("quantri", f"{DESK}portal/theme/1/change/"),
    "theme-history": Shot("quantri", f"{DESK}portal/theme/1/history/"),
    "school": Shot("quantri", f"{DESK}portal/schoolprofile/1/change/"),
}

PAGES = PUBLIC | WORKLISTS | TEXTS | PAPERS | ADMINISTRATION
