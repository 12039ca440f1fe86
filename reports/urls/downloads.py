from django.urls import path

from reports.views import downloads

urlpatterns = [
    path("berichte/", downloads.downloads, name="downloads"),
    path(
        "berichte/synthese-intern.xlsx",
        downloads.download_internal,
        name="download-internal",
    ),
    path("berichte/synthese.<str:extension>", downloads.download, name="download"),
]
