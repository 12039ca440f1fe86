from django.urls import path

from reports.views import synthesis

urlpatterns = [
    path("handlungsfelder/", synthesis.overview, name="synthesis-overview"),
    path("handlungsfelder/<slug:slug>/", synthesis.synthesis, name="synthesis"),
]
