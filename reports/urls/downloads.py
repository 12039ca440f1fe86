from django.urls import path

from reports.views import downloads

urlpatterns = [
    path("berichte/", downloads.downloads, name="downloads"),
    path("berichte/synthese.<str:extension>", downloads.download, name="download"),
]
