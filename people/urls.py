"""Addresses under /tai-khoan/; the names are those allauth reverses."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from people import views

urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="account_login"),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("bi-khoa/", allauth_views.account_inactive, name="account_inactive"),
    path("doi-mat-khau/", views.ChangePasswordView.as_view(), name="account_change_password"),
    path("quen-mat-khau/", views.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path(
        "dat-mat-khau/xong/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^dat-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.LinkPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
]
