"""The pages of official documents for visitors; they speak Vietnamese, as the documents do."""

from django.urls import path, re_path

from documents import document_views, exporting

urlpatterns = [
    path("van-ban/", document_views.document_list, name="documents"),
    path("van-ban/tai-ve.csv", exporting.csv_list, name="documents_csv"),
    path("van-ban/tai-ve.xlsx", exporting.xlsx_list, name="documents_xlsx"),
    # 18 digits: what is longer fits no database's integer.
    re_path(
        r"^van-ban/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$", document_views.document, name="document"
    ),
]
