from django.urls import path

from staffsurvey import (
    ceremony_views,
    course_views,
    document_views,
    import_views,
    opening_views,
    paper_views,
    preparing_views,
    preview_views,
    slip_views,
)
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
    path("themen/<int:pk>/verantwortliche/", views.edit_owners, name="topic-owners"),
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
    # /beteiligte/
    path("beteiligte/neu/", preparing_views.add_party, name="party-add"),
    path("beteiligte/<int:pk>/", preparing_views.edit_party, name="party"),
    path(
        "beteiligte/<int:pk>/verschieben/",
        preparing_views.move_party,
        name="party-move",
    ),
    path(
        "beteiligte/<int:pk>/loeschen/",
        preparing_views.delete_party,
        name="party-delete",
    ),
    # /fassungen/
    path("fassungen/", preparing_views.versions, name="versions"),
    path("fassungen/vorlegen/", preparing_views.present, name="version-present"),
    path("fassungen/neu/", preparing_views.begin, name="version-begin"),
    path("fassungen/<int:pk>/", preparing_views.version, name="version"),
    path("fassungen/<int:pk>/verbindlich/", preparing_views.lock, name="version-lock"),
    path("fassungen/<int:pk>/pdf/", document_views.printed, name="version-printed"),
    path(
        "fassungen/<int:pk>/unterschrieben/",
        document_views.upload_signed,
        name="version-signed-upload",
    ),
    path(
        "fassungen/<int:pk>/unterschrieben.pdf",
        document_views.signed,
        name="version-signed",
    ),
    path(
        "fassungen/<int:version_pk>/stellungnahmen/<int:party_pk>/",
        preparing_views.add_opinion,
        name="opinion-add",
    ),
    path("stellungnahmen/<int:pk>/", preparing_views.edit_opinion, name="opinion"),
    path(
        "stellungnahmen/<int:pk>/loeschen/",
        preparing_views.delete_opinion,
        name="opinion-delete",
    ),
    # /schluessel/, /zettel/, /start/
    path("schluessel/", ceremony_views.key, name="key"),
    path("schluessel/probe/", ceremony_views.trial, name="key-trial"),
    path("zettel/", slip_views.slips, name="slips"),
    path("zettel/verwerfen/", slip_views.discard, name="slips-discard"),
    path("start/", course_views.start, name="start"),
    path("verlaengern/", course_views.prolong, name="prolong"),
    path("beenden/", course_views.end, name="end"),
    # /vorlagen/
    path("vorlagen/<slug:name>.docx", paper_views.paper, name="paper"),
]
