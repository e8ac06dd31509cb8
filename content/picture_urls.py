"""Pictures have one address whatever the language of the page: stored texts name them by it."""

from django.urls import path, re_path

from content import pictures

urlpatterns = [
    path("anh/tai-len/", pictures.upload, name="picture_upload"),
    # A token has 22 signs: no picture's own address can be taken for that of a rendition.
    re_path(
        r"^anh/(?P<token>[A-Za-z0-9_-]{22})-(?P<width>320|640|960|1600)\.(?P<extension>jpg|png|webp)$",
        pictures.rendition,
        name="rendition",
    ),
    re_path(
        r"^anh/(?P<token>[A-Za-z0-9_-]{1,64})\.(?P<extension>jpg|png)$", pictures.picture, name="picture"
    ),
]
