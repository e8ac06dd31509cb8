"""Looking up results; the pages have the language of the page they came from."""

from django.urls import path, re_path

from exams import views

urlpatterns = [
    path("tra-cuu/", views.sessions, name="exam_sessions"),
    # 18 digits: what is longer fits no database's integer.
    re_path(r"^tra-cuu/(?P<slug>[a-z0-9-]{1,80})-(?P<pk>[0-9]{1,18})/$", views.session, name="exam_session"),
]
