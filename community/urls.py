"""What people outside ask of the school; the pages have the language of the page they came from."""

from django.urls import path, re_path

from community import views

urlpatterns = [
    # 18 digits: what is longer fits no database's integer.
    re_path(r"^gop-y/de-nghi/(?P<item_id>[0-9]{1,18})/$", views.item_request, name="item_request"),
    path("gop-y/tra-cuu/", views.look_up, name="request_look_up"),
    path("gop-y/tra-cuu/bo-sung/", views.supplement, name="request_supplement"),
    path("gop-y/tra-cuu/rut-lai/", views.withdraw, name="request_withdraw"),
    re_path(r"^gop-y/xac-nhan/(?P<token>[A-Za-z0-9_:-]{20,200})/$", views.confirm, name="request_confirm"),
    path("du-lieu-ca-nhan/", views.data_request, name="data_request"),
]
