from django.urls import path, re_path

from content import pictures, views

urlpatterns = [
    path("tin-tuc/", views.all_news, name="all_news"),
    path("tin-tuc/<slug:slug>/", views.section, name="section"),
    # 18 digits: what is longer fits no database's integer.
    re_path(r"^tin-tuc/(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})\.html$", views.article, name="article"),
    path("trang/<slug:slug>/", views.page, name="page"),
    path("anh/tai-len/", pictures.upload, name="picture_upload"),
    re_path(
        r"^anh/(?P<token>[A-Za-z0-9_-]{1,64})\.(?P<extension>jpg|png)$", pictures.picture, name="picture"
    ),
]
