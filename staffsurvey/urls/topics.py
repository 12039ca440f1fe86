from django.urls import path

from staffsurvey.views import topics

app_name = "staffsurvey-topics"
urlpatterns = [
    path("", topics.topics, name="topics"),
    path("<int:pk>/", topics.topic, name="topic"),
    path("<int:pk>/tabelle/", topics.table, name="table"),
    path(
        "<int:pk>/kommentare/<uuid:comment_pk>/weitergeben/",
        topics.pass_on,
        name="pass-on",
    ),
    path(
        "<int:pk>/weitergaben/<int:passing_pk>/zurueck/",
        topics.pass_back,
        name="pass-back",
    ),
]
