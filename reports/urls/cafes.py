from django.urls import path

from reports.views import cafes

urlpatterns = [
    path("world-cafes/", cafes.comparison, name="cafe-comparison"),
    path(
        "world-cafes/<slug:slug>/",
        cafes.field_comparison,
        name="cafe-field-comparison",
    ),
]
