from django.urls import path

from worldcafe import live_views, photo_note_views, photo_views, projector, views

app_name = "worldcafe"
urlpatterns = [
    path("<str:code>/", views.show_table, name="table"),
    path("<str:code>/tafel/", live_views.live_part, name="live"),
    path("<str:code>/aenderung/", live_views.take_change, name="change"),
    path("<str:code>/worker.js", live_views.worker, name="worker"),
    # …/runde/1/
    path("<str:code>/runde/<int:round_number>/notiz/", views.add_note, name="note-add"),
    path(
        "<str:code>/runde/<int:round_number>/anwesenheit/",
        views.count_people,
        name="attendance",
    ),
    path(
        "<str:code>/runde/<int:round_number>/vorlesen/",
        views.read_back,
        name="read-back",
    ),
    path(
        "<str:code>/runde/<int:round_number>/vermerk/<uuid:note_id>/",
        views.mark,
        name="mark",
    ),
    # …/notiz/
    path("<str:code>/notiz/<uuid:note_id>/", views.edit_note, name="note"),
    path(
        "<str:code>/notiz/<uuid:note_id>/loeschen/",
        views.remove_note,
        name="note-delete",
    ),
    path(
        "<str:code>/notiz/<uuid:note_id>/zurueckholen/",
        views.bring_note_back,
        name="note-restore",
    ),
    path("<str:code>/leinwand/", projector.show_projector, name="projector"),
    path("<str:code>/leinwand/stand/", projector.projector_state, name="state"),
    # /<code>/fotos/
    path("<str:code>/fotos/", photo_views.photos, name="photos"),
    path("<str:code>/fotos/neu/", photo_views.add_photo, name="photo-add"),
    path(
        "<str:code>/fotos/<uuid:photo_id>.jpg",
        photo_views.picture,
        name="photo-picture",
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/", photo_note_views.show_photo, name="photo"
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/loeschen/",
        photo_views.delete_photo,
        name="photo-delete",
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/notiz/<uuid:note_id>/",
        photo_note_views.edit_region,
        name="photo-region",
    ),
    path(
        "<str:code>/fotos/<uuid:photo_id>/notiz/<uuid:note_id>/entfernen/",
        photo_note_views.delete_region,
        name="photo-region-delete",
    ),
]
