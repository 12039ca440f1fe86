"""The floor of a sealed answer: a bare view that stores one row of the same size.

No middleware, JSON in, one INSERT, on the database settings of the application.
`python -m tests.benchmarks.floor_envelope` makes its table.
"""

import json
from base64 import b64decode

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import JsonResponse
from django.urls import path

from ilmkreis_integration.settings import DATABASES  # noqa: TID251 - the very same

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES=DATABASES,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF=__name__,
    SECRET_KEY="floor",  # noqa: S106
)
application = get_wsgi_application()


class Entry(models.Model):  # noqa: DJ008
    id = models.UUIDField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        app_label = "floor"


def store(request):
    if request.method == "POST":
        sent = json.loads(request.body)
        Entry.objects.create(id=sent["umschlag"], content=b64decode(sent["versiegelt"]))
    return JsonResponse({"angenommen": True})


urlpatterns = [path("", store)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
