from django.urls import path

from worldcafe import projector, views

app_name = "worldcafe"
urlpatterns = [
    path("<str:code>/", views.show_table, name="table"),
    path("<str:code>/runde/<int:round_number>/notiz/", views.add_note, name="note-add"),
    path(
        "<str:code>/runde/<int:round_number>/anwesenheit/",
        views.count_people,
        name="attendance",
    ),
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
]
