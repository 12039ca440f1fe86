from django.urls import path

from staffsurvey import topic_views as views

app_name = "staffsurvey-topics"
urlpatterns = [
    path("", views.topics, name="topics"),
    path("<int:pk>/", views.topic, name="topic"),
    path("<int:pk>/tabelle/", views.table, name="table"),
    path(
        "<int:pk>/kommentare/<uuid:comment_pk>/weitergeben/",
        views.pass_on,
        name="pass-on",
    ),
    path(
        "<int:pk>/weitergaben/<int:passing_pk>/zurueck/",
        views.pass_back,
        name="pass-back",
    ),
]
