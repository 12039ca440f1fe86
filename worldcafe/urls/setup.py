from django.urls import path

from worldcafe.views import (
    cafes,
    closing,
    evidence,
    moderation,
    note_imports,
    planning,
    printing,
    protocol,
    setup,
)

app_name = "worldcafe-setup"
urlpatterns = [
    path("", setup.overview, name="overview"),
    path("neu/", planning.add_cafe, name="cafe-add"),
    path("<int:pk>/", cafes.show_cafe, name="cafe"),
    path("<int:pk>/bearbeiten/", planning.edit_cafe, name="cafe-edit"),
    path("<int:pk>/loeschen/", cafes.delete_cafe, name="cafe-delete"),
    path("<int:pk>/abschliessen/", closing.close, name="close"),
    path("<int:pk>/wieder-oeffnen/", closing.reopen, name="reopen"),
    path("<int:pk>/vorschlag/", planning.replan_cafe, name="cafe-replan"),
    path("<int:pk>/tische/neu/", planning.add_cafe_table, name="table-add"),
    path("<int:pk>/runden/neu/", planning.add_cafe_round, name="round-add"),
    path("<int:pk>/runden/streichen/", planning.remove_round, name="round-remove"),
    # /<pk>/drucken/
    path("<int:pk>/drucken/", printing.overview, name="printed"),
    path("<int:pk>/drucken/tischschilder.pdf", printing.signs, name="printed-signs"),
    path("<int:pk>/drucken/laufkarten.pdf", printing.cards, name="printed-cards"),
    path("<int:pk>/drucken/blaetter.pdf", printing.sheets, name="printed-sheets"),
    path("<int:pk>/drucken/mitschreiben.pdf", printing.guide, name="printed-guide"),
    path("<int:pk>/protokoll.pdf", protocol.protocol_pdf, name="protocol-pdf"),
    path("<int:pk>/protokoll.docx", protocol.protocol_docx, name="protocol-docx"),
    # /<pk>/moderation/
    path("<int:pk>/moderation/", moderation.show_moderation, name="moderation"),
    path(
        "<int:pk>/moderation/stand/",
        moderation.moderation_state,
        name="moderation-state",
    ),
    path(
        "<int:pk>/moderation/runde/<int:number>/beginnen/",
        moderation.begin_round,
        name="moderation-begin",
    ),
    path(
        "<int:pk>/moderation/runde/<int:number>/beenden/",
        moderation.end_round,
        name="moderation-end",
    ),
    path(
        "<int:pk>/moderation/runde/<int:number>/verlaengern/",
        moderation.prolong_round,
        name="moderation-prolong",
    ),
    path(
        "<int:pk>/moderation/ernte/", moderation.set_harvest, name="moderation-harvest"
    ),
    path(
        "<int:pk>/moderation/doppelte/",
        moderation.list_duplicates,
        name="moderation-duplicates",
    ),
    path(
        "<int:pk>/moderation/zusammenlegen/", moderation.merge, name="moderation-merge"
    ),
    path(
        "<int:pk>/moderation/trennen/<uuid:note_id>/",
        moderation.separate,
        name="moderation-separate",
    ),
    # /tische/
    path("tische/<int:pk>/", planning.edit_table, name="table"),
    path("tische/<int:pk>/loeschen/", planning.delete_table, name="table-delete"),
    path("tische/<int:pk>/qr.svg", cafes.table_qr, name="table-qr"),
    path("tische/<int:pk>/sperren/", cafes.revoke_table, name="table-revoke"),
    path("tische/<int:pk>/oeffnen/", cafes.reopen_table, name="table-reopen"),
    # Sheets that were written by hand
    path("<int:pk>/nacherfassung/", note_imports.note_imports, name="note-imports"),
    path(
        "<int:pk>/nacherfassung/vorlage.xlsx",
        note_imports.note_template,
        name="note-template",
    ),
    path("nacherfassung/<int:pk>/", note_imports.look_through, name="note-import"),
    path(
        "nacherfassung/<int:pk>/verwerfen/",
        note_imports.discard,
        name="note-import-discard",
    ),
    path(
        "nacherfassung/<int:pk>/zuruecknehmen/",
        note_imports.undo,
        name="note-import-undo",
    ),
    # Photographs
    path("<int:pk>/fotos/", evidence.photos, name="photos"),
    path("fotos/<uuid:photo_id>.jpg", evidence.picture, name="photo-picture"),
    path("fotos/<uuid:photo_id>/loeschen/", evidence.delete_photo, name="photo-delete"),
    path("notizen/<uuid:pk>/beleg/", evidence.note_evidence, name="evidence"),
    # /zielgruppen/
    path("zielgruppen/neu/", setup.add_target_group, name="target-group-add"),
    path("zielgruppen/<int:pk>/", setup.edit_target_group, name="target-group"),
    path(
        "zielgruppen/<int:pk>/verschieben/",
        setup.move_target_group,
        name="target-group-move",
    ),
    path(
        "zielgruppen/<int:pk>/loeschen/",
        setup.delete_target_group,
        name="target-group-delete",
    ),
    path(
        "zielgruppen/<int:group_pk>/untergruppen/neu/",
        setup.add_subgroup,
        name="subgroup-add",
    ),
    path("untergruppen/<int:pk>/", setup.edit_subgroup, name="subgroup"),
    path(
        "untergruppen/<int:pk>/verschieben/", setup.move_subgroup, name="subgroup-move"
    ),
    path(
        "untergruppen/<int:pk>/loeschen/",
        setup.delete_subgroup,
        name="subgroup-delete",
    ),
    # /leitfragen/
    path("leitfragen/neu/", setup.add_guiding_question, name="guiding-question-add"),
    path("leitfragen/<int:pk>/", setup.edit_guiding_question, name="guiding-question"),
    path(
        "leitfragen/<int:pk>/verschieben/",
        setup.move_guiding_question,
        name="guiding-question-move",
    ),
    path(
        "leitfragen/<int:pk>/loeschen/",
        setup.delete_guiding_question,
        name="guiding-question-delete",
    ),
]
