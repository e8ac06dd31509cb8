"""Where readers send a text; in Vietnamese only, for what they send is."""

from django.urls import path, re_path

from content import reader_views

urlpatterns = [
    path("gui-bai/", reader_views.submit, name="reader_submit"),
    path("gui-bai/da-nhan/", reader_views.thanks, name="reader_thanks"),
    path("gui-bai/tra-cuu/", reader_views.look_up, name="reader_lookup"),
    re_path(
        r"^gui-bai/xac-nhan/(?P<token>[A-Za-z0-9_:=-]{10,300})/$", reader_views.confirm, name="reader_confirm"
    ),
]
