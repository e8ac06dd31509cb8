from django.urls import path

from documents import views

urlpatterns = [path("tep/<int:file_id>/<str:name>", views.download, name="download")]
