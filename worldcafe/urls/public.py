from django.urls import path

from worldcafe.views import live, photo_notes, photos, projector, table

app_name = "worldcafe"
urlpatterns = [
    path("<str:code>/", table.show_table, name="table"),
    path("<str:code>/tafel/", live.live_part, name="live"),
    path("<str:code>/aenderung/", live.take_change, name="change"),
    path("<str:code>/worker.js", live.worker, name="worker"),
    # …/runde/1/
    path("<str:code>/runde/<int:round_number>/notiz/", table.add_note, name="note-add"),
    path(
        "<str:code>/runde/<int:round_number>/anwesenheit/",
        table.count_people,
        name="attendance",
    ),
    path(
        "<str:code>/runde/<int:round_number>/vorlesen/",
        table.read_back,
        name="read-back",
    ),
    path(
        "<str:code>/runde/<int:round_number>/vermerk/<uuid:note_id>/",
        table.mark,
        name="mark",
    ),
    # …/notiz/
    path("<str:code>/notiz/<uuid:note_id>/", table.edit_note, name="note"),
    path(
        "<str:code>/notiz/<uuid:note_id>/loeschen/",
        table.remove_note,
        name="note-delete",
    ),
    path(
        "<str:code>/notiz/<uuid:note_id>/zurueckholen/",
        table.bring_note_back,
        name="note-restore",
    ),
    path("<str:code>/leinwand/", projector.show_projector, name="projector"),
    path("<str:code>/leinwand/stand/", projector.projector_state, name="state"),
    # /<code>/fotos/
    path("<str:code>/fotos/", photos.photos, name="photos"),
    path("<str:code>/fotos/neu/", photos.add_photo, name="photo-add"),
    path(
        "<str:code>/fotos/<uuid:photo_id>.jpg",
        photos.picture,
        name="photo-picture",
    ),
    path("<str:code>/fotos/<uuid:photo_id>/", photo_notes.show_photo, name="photo"),
    path(
        "<str:code>/fotos/<uuid:photo_id>/loeschen/",
        photos.delete_photo,
        name="photo-delete",
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/notiz/<uuid:note_id>/",
        photo_notes.edit_region,
        name="photo-region",
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/notiz/<uuid:note_id>/entfernen/",
        photo_notes.delete_region,
        name="photo-region-delete",
    ),
]
