from django.urls import path

from reports.views import reviews
from reports.views.dashboard import dashboard

app_name = "process"
urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("alle-erreicht/neu/", reviews.add_review, name="review-add"),
    path("alle-erreicht/<int:pk>/", reviews.edit_review, name="review"),
]
