from django.urls import path

from operations import views

urlpatterns = [path("healthz", views.alive, name="healthz")]
