"""Pages for visitors, in each language of the portal; pictures have theirs in `content.picture_urls`."""

from django.urls import path, re_path

from content import previewing, views

urlpatterns = [
    path("tin-tuc/", views.all_news, name="all_news"),
    path("tin-tuc/chu-de/<slug:slug>/", views.topic, name="topic"),
    path("tin-tuc/<slug:slug>/", views.section, name="section"),
    # 18 digits: what is longer fits no database's integer.
    re_path(r"^tin-tuc/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$", views.article, name="article"),
    path("trang/<slug:slug>/", views.page, name="page"),
    re_path(r"^xem-truoc/(?P<token>[A-Za-z0-9_-]{43})/$", previewing.shared_preview, name="shared_preview"),
    re_path(
        r"^xem-truoc/(?P<token>[A-Za-z0-9_-]{43})/(?P<part>(?:anh|tep)/.{1,300})$",
        previewing.shared_part,
        name="shared_part",
    ),
]
