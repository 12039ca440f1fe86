from django.urls import path

from surveys import channel_views as channels
from surveys import setup_views as views

app_name = "surveys-setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("texte/", views.edit_questionnaire, name="edit"),
    # /fragen/
    path("fragen/neu/", views.add_question, name="question-add"),
    path("fragen/<int:pk>/", views.edit_question, name="question"),
    path("fragen/<int:pk>/verschieben/", views.move_question, name="question-move"),
    path("fragen/<int:pk>/loeschen/", views.delete_question, name="question-delete"),
    # /merkmale/
    path("merkmale/neu/", views.add_attribute, name="attribute-add"),
    path("merkmale/<int:pk>/", views.edit_attribute, name="attribute"),
    path("merkmale/<int:pk>/verschieben/", views.move_attribute, name="attribute-move"),
    path(
        "merkmale/<int:pk>/loeschen/", views.delete_attribute, name="attribute-delete"
    ),
    path("merkmale/<int:attribute_pk>/neu/", views.add_option, name="option-add"),
    # /antworten/
    path("antworten/<int:pk>/", views.edit_option, name="option"),
    path("antworten/<int:pk>/verschieben/", views.move_option, name="option-move"),
    path("antworten/<int:pk>/loeschen/", views.delete_option, name="option-delete"),
    # /ausgabestellen/
    path("ausgabestellen/neu/", channels.add_channel, name="channel-add"),
    path("ausgabestellen/<int:pk>/", channels.show_channel, name="channel"),
    path("ausgabestellen/<int:pk>/qr.svg", channels.channel_qr, name="channel-qr"),
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
]
