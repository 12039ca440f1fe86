from django.urls import path

from staffsurvey import import_views, opening_views, preview_views
from staffsurvey import setup_views as views

app_name = "staffsurvey-setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("qr.svg", views.survey_qr, name="qr"),
    path("texte/", views.edit_survey, name="edit"),
    # /vorschau/
    path("vorschau/", preview_views.preview, name="preview"),
    path("vorschau/danke/", preview_views.preview_thanks, name="preview-thanks"),
    # /uebernahme/
    path("uebernahme/", import_views.imports, name="imports"),
    path("uebernahme/<int:pk>/", import_views.columns, name="import"),
    path("uebernahme/<int:pk>/pruefen/", import_views.check, name="import-check"),
    path("uebernahme/<int:pk>/verwerfen/", import_views.discard, name="import-discard"),
    # /themen/
    path("themen/neu/", views.add_topic, name="topic-add"),
    path("themen/<int:pk>/", views.edit_topic, name="topic"),
    path("themen/<int:pk>/verschieben/", views.move_topic, name="topic-move"),
    path("themen/<int:pk>/loeschen/", views.delete_topic, name="topic-delete"),
    path("themen/<int:topic_pk>/neu/", views.add_focus_area, name="focus-area-add"),
    # /schwerpunkte/
    path("schwerpunkte/<int:pk>/", views.edit_focus_area, name="focus-area"),
    path(
        "schwerpunkte/<int:pk>/verschieben/",
        views.move_focus_area,
        name="focus-area-move",
    ),
    path(
        "schwerpunkte/<int:pk>/loeschen/",
        views.delete_focus_area,
        name="focus-area-delete",
    ),
    # /oeffnung/
    path("oeffnung/", opening_views.opening, name="opening"),
    path(
        "oeffnung/protokoll.pdf",
        opening_views.opening_protocol,
        name="opening-protocol",
    ),
]
