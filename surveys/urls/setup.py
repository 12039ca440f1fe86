from django.urls import path

from surveys import device_views as devices
from surveys import setup_views as views

app_name = "surveys-setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("texte/", views.edit_questionnaire, name="edit"),
    # /fragen/
    path("fragen/neu/", views.add_question, name="question-add"),
    path("fragen/<int:pk>/", views.edit_question, name="question"),
    path("fragen/<int:pk>/loeschen/", views.delete_question, name="question-delete"),
    # /merkmale/
    path("merkmale/<int:pk>/", views.edit_attribute, name="attribute"),
    path("merkmale/<int:attribute_pk>/neu/", views.add_option, name="option-add"),
    # /antworten/
    path("antworten/<int:pk>/", views.edit_option, name="option"),
    path("antworten/<int:pk>/loeschen/", views.delete_option, name="option-delete"),
    # /ausgabestellen/
    path("ausgabestellen/neu/", views.add_channel, name="channel-add"),
    path("ausgabestellen/<int:pk>/", views.show_channel, name="channel"),
    path("ausgabestellen/<int:pk>/qr.svg", views.channel_qr, name="channel-qr"),
    path(
        "ausgabestellen/<int:pk>/bearbeiten/", views.edit_channel, name="channel-edit"
    ),
    path(
        "ausgabestellen/<int:pk>/sperren/", views.revoke_channel, name="channel-revoke"
    ),
    path(
        "ausgabestellen/<int:pk>/oeffnen/", views.reopen_channel, name="channel-reopen"
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
