from django.urls import path

from staffsurvey.views import (
    ceremony,
    course,
    documents,
    imports,
    opening,
    opinions,
    papers,
    parties,
    preview,
    setup,
    slips,
    versions,
)

app_name = "staffsurvey-setup"
urlpatterns = [
    path("", setup.overview, name="overview"),
    path("qr.svg", setup.survey_qr, name="qr"),
    path("texte/", setup.edit_survey, name="edit"),
    # /vorschau/
    path("vorschau/", preview.preview, name="preview"),
    path("vorschau/danke/", preview.preview_thanks, name="preview-thanks"),
    # /uebernahme/
    path("uebernahme/", imports.imports, name="imports"),
    path("uebernahme/<int:pk>/", imports.columns, name="import"),
    path("uebernahme/<int:pk>/pruefen/", imports.check, name="import-check"),
    path("uebernahme/<int:pk>/verwerfen/", imports.discard, name="import-discard"),
    # /themen/
    path("themen/neu/", setup.add_topic, name="topic-add"),
    path("themen/<int:pk>/", setup.edit_topic, name="topic"),
    path("themen/<int:pk>/verantwortliche/", setup.edit_owners, name="topic-owners"),
    path("themen/<int:pk>/verschieben/", setup.move_topic, name="topic-move"),
    path("themen/<int:pk>/loeschen/", setup.delete_topic, name="topic-delete"),
    path("themen/<int:topic_pk>/neu/", setup.add_focus_area, name="focus-area-add"),
    # /schwerpunkte/
    path("schwerpunkte/<int:pk>/", setup.edit_focus_area, name="focus-area"),
    path(
        "schwerpunkte/<int:pk>/verschieben/",
        setup.move_focus_area,
        name="focus-area-move",
    ),
    path(
        "schwerpunkte/<int:pk>/loeschen/",
        setup.delete_focus_area,
        name="focus-area-delete",
    ),
    # /oeffnung/
    path("oeffnung/", opening.opening, name="opening"),
    path(
        "oeffnung/protokoll.pdf",
        opening.opening_protocol,
        name="opening-protocol",
    ),
    # /beteiligte/
    path("beteiligte/neu/", parties.add_party, name="party-add"),
    path("beteiligte/<int:pk>/", parties.edit_party, name="party"),
    path(
        "beteiligte/<int:pk>/verschieben/",
        parties.move_party,
        name="party-move",
    ),
    path(
        "beteiligte/<int:pk>/loeschen/",
        parties.delete_party,
        name="party-delete",
    ),
    # /fassungen/
    path("fassungen/", versions.versions, name="versions"),
    path("fassungen/vorlegen/", versions.present, name="version-present"),
    path("fassungen/neu/", versions.begin, name="version-begin"),
    path("fassungen/<int:pk>/", versions.version, name="version"),
    path("fassungen/<int:pk>/verbindlich/", versions.lock, name="version-lock"),
    path("fassungen/<int:pk>/pdf/", documents.printed, name="version-printed"),
    path(
        "fassungen/<int:pk>/unterschrieben/",
        documents.upload_signed,
        name="version-signed-upload",
    ),
    path(
        "fassungen/<int:pk>/unterschrieben.pdf",
        documents.signed,
        name="version-signed",
    ),
    path(
        "fassungen/<int:version_pk>/stellungnahmen/<int:party_pk>/",
        opinions.add_opinion,
        name="opinion-add",
    ),
    path("stellungnahmen/<int:pk>/", opinions.edit_opinion, name="opinion"),
    path(
        "stellungnahmen/<int:pk>/loeschen/",
        opinions.delete_opinion,
        name="opinion-delete",
    ),
    # /schluessel/, /zettel/, /start/
    path("schluessel/", ceremony.key, name="key"),
    path("schluessel/probe/", ceremony.trial, name="key-trial"),
    path("zettel/", slips.slips, name="slips"),
    path("zettel/verwerfen/", slips.discard, name="slips-discard"),
    path("start/", course.start, name="start"),
    path("verlaengern/", course.prolong, name="prolong"),
    path("beenden/", course.end, name="end"),
    # /vorlagen/
    path("vorlagen/<slug:name>.docx", papers.paper, name="paper"),
]
