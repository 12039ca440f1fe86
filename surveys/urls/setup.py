from django.urls import path

from surveys.views import (
    channels,
    devices,
    editions,
    import_mapping,
    imports,
    paper,
    plain_german,
    preview,
    printing,
    questions,
    recordings,
    returns,
    setup,
    translations,
)

app_name = "surveys-setup"
urlpatterns = [
    path("", setup.overview, name="overview"),
    path("laufzeit/", editions.edit_questionnaire, name="edit"),
    # /fassung/
    path("fassung/texte/", editions.edit_texts, name="texts"),
    path("fassung/neu/", editions.begin_edition, name="edition-begin"),
    path("fassung/freigeben/", editions.release_edition, name="edition-release"),
    path("fassung/verwerfen/", editions.discard_edition, name="edition-discard"),
    # /vorschau/
    path("vorschau/", preview.start, name="preview"),
    path("vorschau/einzeln/", preview.single, name="preview-single"),
    path("vorschau/gruppe/", preview.group, name="preview-group"),
    path("vorschau/danke/", preview.thanks, name="preview-thanks"),
    # /verstaendlichkeit/
    path("verstaendlichkeit/", plain_german.overview, name="plain"),
    path("verstaendlich/", plain_german.advise, name="advice"),
    # /papier/
    path("papier/", paper.overview, name="paper"),
    path(
        "papier/<int:channel_pk>/einzeln/",
        paper.enter,
        {"kind": "einzeln"},
        name="paper-single",
    ),
    path(
        "papier/<int:channel_pk>/gruppe/",
        paper.enter,
        {"kind": "gruppe"},
        name="paper-group",
    ),
    path("papier/<uuid:pk>/pruefen/", paper.check, name="paper-check"),
    # /import/
    path("import/", imports.imports, name="imports"),
    path("import/vorlage/<int:number>/", imports.template, name="import-template"),
    path("import/<int:pk>/", imports.look_through, name="import"),
    path("import/<int:pk>/spalten/", import_mapping.columns, name="import-columns"),
    path("import/<int:pk>/werte/", import_mapping.values, name="import-values"),
    path("import/<int:pk>/verwerfen/", imports.discard, name="import-discard"),
    path("import/<int:pk>/zuruecknehmen/", imports.undo, name="import-undo"),
    # /drucken/
    path("drucken/", printing.overview, name="printed"),
    path(
        "drucken/einzelbogen.pdf",
        printing.paper_form,
        {"kind": "single"},
        name="printed-single",
    ),
    path(
        "drucken/gruppenbogen.pdf",
        printing.paper_form,
        {"kind": "group"},
        name="printed-group",
    ),
    path(
        "drucken/aushaenge.pdf",
        printing.for_all_channels,
        {"what": "poster"},
        name="printed-posters",
    ),
    path(
        "drucken/tischkarten.pdf",
        printing.for_all_channels,
        {"what": "card"},
        name="printed-cards",
    ),
    path("drucken/so-geht-es.pdf", printing.guide, name="printed-guide"),
    # /ruecklauf/
    path("ruecklauf/", returns.returns, name="returns"),
    path("ruecklauf/laufzeit/", returns.extend_field_time, name="extend"),
    path("ruecklauf/<slug:dimension>/", returns.edit_reference, name="reference"),
    path(
        "ruecklauf/vergleich/<int:pk>/loeschen/",
        returns.delete_reference,
        name="reference-delete",
    ),
    # /sprachen/
    path("sprachen/", translations.languages, name="languages"),
    path("sprachen/<slug:code>/", translations.language, name="language"),
    path(
        "sprachen/<slug:code>/geprueft/",
        translations.check_language,
        name="language-check",
    ),
    path(
        "sprachen/<slug:code>/<slug:key>/",
        translations.translation,
        name="translation",
    ),
    # /fragen/
    path("fragen/neu/", questions.add_question, name="question-add"),
    path("fragen/<int:pk>/", questions.edit_question, name="question"),
    path("fragen/<int:pk>/verschieben/", questions.move_question, name="question-move"),
    path(
        "fragen/<int:pk>/loeschen/", questions.delete_question, name="question-delete"
    ),
    # /merkmale/
    path("merkmale/neu/", questions.add_attribute, name="attribute-add"),
    path("merkmale/<int:pk>/", questions.edit_attribute, name="attribute"),
    path(
        "merkmale/<int:pk>/verschieben/",
        questions.move_attribute,
        name="attribute-move",
    ),
    path(
        "merkmale/<int:pk>/loeschen/",
        questions.delete_attribute,
        name="attribute-delete",
    ),
    path("merkmale/<int:attribute_pk>/neu/", questions.add_option, name="option-add"),
    # /antworten/
    path("antworten/<int:pk>/", questions.edit_option, name="option"),
    path("antworten/<int:pk>/verschieben/", questions.move_option, name="option-move"),
    path("antworten/<int:pk>/loeschen/", questions.delete_option, name="option-delete"),
    # /ausgabestellen/
    path("ausgabestellen/neu/", channels.add_channel, name="channel-add"),
    path("ausgabestellen/<int:pk>/", channels.show_channel, name="channel"),
    path("ausgabestellen/<int:pk>/qr.svg", channels.channel_qr, name="channel-qr"),
    path(
        "ausgabestellen/<int:pk>/einzelbogen.pdf",
        printing.paper_form,
        {"kind": "single"},
        name="channel-single",
    ),
    path(
        "ausgabestellen/<int:pk>/gruppenbogen.pdf",
        printing.paper_form,
        {"kind": "group"},
        name="channel-group",
    ),
    path(
        "ausgabestellen/<int:pk>/aushang.pdf",
        printing.for_channel,
        {"what": "poster"},
        name="channel-poster",
    ),
    path(
        "ausgabestellen/<int:pk>/tischkarte.pdf",
        printing.for_channel,
        {"what": "card"},
        name="channel-card",
    ),
    path(
        "ausgabestellen/<int:pk>/bearbeiten/",
        channels.edit_channel,
        name="channel-edit",
    ),
    path(
        "ausgabestellen/<int:pk>/loeschen/",
        channels.delete_channel,
        name="channel-delete",
    ),
    path(
        "ausgabestellen/<int:pk>/sperren/",
        channels.revoke_channel,
        name="channel-revoke",
    ),
    path(
        "ausgabestellen/<int:pk>/oeffnen/",
        channels.reopen_channel,
        name="channel-reopen",
    ),
    # /vorlesen/
    path("vorlesen/", recordings.overview, name="recordings"),
    path("vorlesen/<str:code>/", recordings.language, name="recordings-in"),
    path("vorlesen/<str:code>/<str:key>/", recordings.record, name="record"),
    path(
        "vorlesen/<str:code>/<str:key>/loeschen/",
        recordings.delete_recording,
        name="recording-delete",
    ),
    # /tablets/
    path(
        "ausgabestellen/<int:channel_pk>/tablet/",
        devices.add_device,
        name="device-add",
    ),
    path("tablets/<int:pk>/sperren/", devices.revoke_device, name="device-revoke"),
    path("tablets/<int:pk>/oeffnen/", devices.reopen_device, name="device-reopen"),
    path("tablets/datei/", devices.import_saved, name="saved-forms"),
]
