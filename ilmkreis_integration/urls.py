from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from ilmkreis_integration import views
from ilmkreis_integration.account_views import LoginView

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("impressum/", views.imprint, name="imprint"),
    path("lizenzen/", views.licences, name="licences"),
    path("anmelden/", LoginView.as_view(), name="login"),
    path("passwort/", auth.PasswordChangeView.as_view(), name="password_change"),
    path(
        "passwort/geaendert/",
        auth.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    path("abmelden/", auth.LogoutView.as_view(), name="logout"),
    path("fragebogen/", include("surveys.urls.public")),
    path("cafe/", include("worldcafe.urls.public")),
    path("mitarbeiterbefragung/", include("staffsurvey.urls.public")),
    path("verfahren/einstellungen/", include("ilmkreis_integration.setup_urls")),
    path("verfahren/fragebogen/", include("surveys.urls.setup")),
    path("verfahren/worldcafe/", include("worldcafe.urls.setup")),
    path("verfahren/mitarbeiterbefragung/", include("staffsurvey.urls.setup")),
    path("kommentare/themen/", include("staffsurvey.urls.topics")),
    path("kommentare/", include("staffsurvey.urls.reading")),
    path("verfahren/", include("reports.urls.process")),
    path("auswertung/", include("reports.urls.evaluation")),
    path("admin/", admin.site.urls),
]
