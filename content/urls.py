"""Pages for visitors, in each language of the portal; pictures have theirs in `content.picture_urls`."""

from django.urls import path, re_path

from content import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tin-tuc/", views.all_news, name="all_news"),
    path("tin-tuc/chu-de/<slug:slug>/", views.topic, name="topic"),
    path("tin-tuc/<slug:slug>/", views.section, name="section"),
    # 18 digits: what is longer fits no database's integer.
    re_path(r"^tin-tuc/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$", views.article, name="article"),
    path("trang/<slug:slug>/", views.page, name="page"),
]
