"""The floor: what Django alone takes for a form of the same size.

One view, `form.as_div`, the CSRF middleware and one INSERT, on the database settings of
the application. `python -m tests.benchmarks.floor` makes its table.
"""

from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from ilmkreis_integration.settings import DATABASES  # noqa: TID251 - the very same

TEMPLATE = (
    '<form method="post">{% csrf_token %}{{ form.as_div }}<button>OK</button></form>'
)
LOCMEM = "django.template.loaders.locmem.Loader"

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES=DATABASES,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="floor",  # noqa: S106
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [(LOCMEM, {"form.html": TEMPLATE})]},
        }
    ],
)
application = get_wsgi_application()


class Entry(models.Model):  # noqa: DJ008
    gender = models.CharField(max_length=20, blank=True)
    age = models.CharField(max_length=20, blank=True)
    stay = models.CharField(max_length=20, blank=True)
    good = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    wish = models.TextField(blank=True)

    class Meta:
        app_label = "floor"


def choices(number):
    return [(f"angabe-{n}", f"Angabe Nummer {n}") for n in range(number)]


class EntryForm(forms.Form):
    """As many options as the questionnaire of the Ilm-Kreis, in the cheaper widget."""

    gender = forms.ChoiceField(choices=choices(4), required=False)
    age = forms.ChoiceField(choices=choices(6), required=False)
    stay = forms.ChoiceField(choices=choices(5), required=False)
    good = forms.CharField(widget=forms.Textarea, required=False)
    hard = forms.CharField(widget=forms.Textarea, required=False)
    wish = forms.CharField(widget=forms.Textarea, required=False)


def fill_in(request):
    if request.method == "POST":
        form = EntryForm(request.POST)
        if form.is_valid():
            Entry.objects.create(**form.cleaned_data)
            return redirect("thanks")
    else:
        form = EntryForm()
    return render(request, "form.html", {"form": form})


def thanks(request):
    return HttpResponse("Danke")


urlpatterns = [path("", fill_in), path("danke/", thanks, name="thanks")]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
