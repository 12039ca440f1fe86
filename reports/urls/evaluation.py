from reports.urls import cafes, catalogue, coding, downloads, synthesis

app_name = "evaluation"
urlpatterns = [
    *coding.urlpatterns,
    *synthesis.urlpatterns,
    *cafes.urlpatterns,
    *catalogue.urlpatterns,
    *downloads.urlpatterns,
]
