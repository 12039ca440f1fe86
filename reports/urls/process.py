from django.urls import path

from reports.views.dashboard import dashboard

app_name = "process"
urlpatterns = [path("", dashboard, name="dashboard")]
