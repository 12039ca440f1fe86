from reports.urls import catalogue, coding, downloads, synthesis

app_name = "evaluation"
urlpatterns = [
    *coding.urlpatterns,
    *synthesis.urlpatterns,
    *catalogue.urlpatterns,
    *downloads.urlpatterns,
]
