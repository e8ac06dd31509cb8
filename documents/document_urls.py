"""The pages of official documents for visitors; they speak Vietnamese, as the documents do."""

from django.urls import path, re_path

from documents import document_views, exporting, procurement_views

urlpatterns = [
    path("van-ban/", document_views.document_list, name="documents"),
    path("van-ban/tai-ve.csv", exporting.csv_list, name="documents_csv"),
    path("van-ban/tai-ve.xlsx", exporting.xlsx_list, name="documents_xlsx"),
    path("van-ban/mua-sam-cong/", procurement_views.procurement_list, name="procurement"),
    # 18 digits: what is longer fits no database's integer.
    re_path(
        r"^van-ban/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$", document_views.document, name="document"
    ),
    re_path(
        r"^van-ban/mua-sam-cong/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$",
        procurement_views.procurement_notice,
        name="procurement_notice",
    ),
]
