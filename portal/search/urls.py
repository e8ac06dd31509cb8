from django.urls import path

from portal.search import views

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/goi-y", views.suggest, name="search_suggest"),
    path("tim-kiem/mo-ta.xml", views.description, name="search_description"),
]
