from django.urls import path

from ilmkreis_integration import account_views as accounts
from ilmkreis_integration import setup_views as views

app_name = "setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("verfahren/", views.edit_process, name="process"),
    path("verfahren/<int:pk>/wechseln/", views.switch_process, name="switch"),
    # /schritte/
    path("schritte/neu/", views.add_stage, name="stage-add"),
    path("schritte/<int:pk>/", views.edit_stage, name="stage"),
    path("schritte/<int:pk>/verschieben/", views.move_stage, name="stage-move"),
    path("schritte/<int:pk>/loeschen/", views.delete_stage, name="stage-delete"),
    # /handlungsfelder/
    path("handlungsfelder/neu/", views.add_action_field, name="field-add"),
    path("handlungsfelder/<int:pk>/", views.edit_action_field, name="field"),
    path(
        "handlungsfelder/<int:pk>/verschieben/",
        views.move_action_field,
        name="field-move",
    ),
    path(
        "handlungsfelder/<int:pk>/loeschen/",
        views.delete_action_field,
        name="field-delete",
    ),
    # /alle-erreicht/
    path("alle-erreicht/<int:pk>/loeschen/", views.delete_review, name="review-delete"),
    # /konten/
    path("konten/", accounts.account_list, name="accounts"),
    path("konten/neu/", accounts.add_account, name="account-add"),
    path("konten/<int:pk>/", accounts.edit_account, name="account"),
    path("konten/<int:pk>/passwort/", accounts.reset_password, name="account-password"),
    path(
        "konten/<int:pk>/abschalten/",
        accounts.deactivate_account,
        name="account-deactivate",
    ),
    path(
        "konten/<int:pk>/oeffnen/",
        accounts.reactivate_account,
        name="account-reactivate",
    ),
]
