from django.urls import path

from surveys.views import filling, guide, recordings, tablets

app_name = "surveys"
urlpatterns = [
    # /fragebogen/tablet/, before the codes of channels
    path("tablet/", tablets.tablet, name="tablet"),
    path("tablet/einstellungen/", tablets.settings_of_device, name="device-settings"),
    path("tablet/eingang/", tablets.inbox, name="inbox"),
    path("tablet/app.webmanifest", tablets.manifest, name="manifest"),
    path("worker.js", tablets.worker, name="worker"),
    path("ton/<str:name>", recordings.sound, name="sound"),
    path("so-geht-es/", guide.show, name="guide"),
    # /fragebogen/<Code der Ausgabestelle>/
    path("<str:code>/", filling.start, name="start"),
    path("<str:code>/einzeln/", filling.single, name="single"),
    path("<str:code>/gruppe/", filling.group, name="group"),
    path("<str:code>/danke/", filling.thanks, name="thanks"),
]
