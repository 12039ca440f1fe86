from django.urls import path

from staffsurvey import setup_views as views

app_name = "staffsurvey-setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("qr.svg", views.survey_qr, name="qr"),
    path("texte/", views.edit_survey, name="edit"),
    path("themen/<int:pk>/", views.edit_topic, name="topic"),
    path("themen/<int:topic_pk>/neu/", views.add_focus_area, name="focus-area-add"),
    path("schwerpunkte/<int:pk>/", views.edit_focus_area, name="focus-area"),
    path(
        "schwerpunkte/<int:pk>/loeschen/",
        views.delete_focus_area,
        name="focus-area-delete",
    ),
]
