from django.urls import path

from staffsurvey.views import releasing

app_name = "staffsurvey-reading"
urlpatterns = [
    # /freigabe/
    path("freigabe/", releasing.queue, name="queue"),
    path("freigabe/<uuid:pk>/unkenntlich/", releasing.mask, name="mask"),
    path("freigabe/<uuid:pk>/entscheiden/", releasing.decide, name="decide"),
    # /freigabe/zurueckgehalten/
    path("freigabe/zurueckgehalten/", releasing.withheld, name="withheld"),
    path(
        "freigabe/zurueckgehalten/<uuid:pk>/zurueck/",
        releasing.put_back,
        name="put-back",
    ),
    path(
        "freigabe/zurueckgehalten/<uuid:pk>/loeschen/",
        releasing.destroy,
        name="destroy",
    ),
]
