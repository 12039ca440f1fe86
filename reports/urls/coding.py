from django.urls import path

from reports.views import coding, paraphrases, parts, themes, translations

urlpatterns = [
    path("aussagen/", coding.coding_desk, name="coding-desk"),
    path("aussagen/bearbeitet/", coding.coded_contributions, name="coded"),
    path(
        "aussagen/uebersetzungen/", translations.translation_list, name="translations"
    ),
    path("aussagen/themen/", themes.theme_overview, name="theme-overview"),
    path("aussagen/themen/<slug:slug>/", themes.theme_list, name="themes"),
    path("aussagen/themen/<slug:slug>/neu/", themes.add_theme, name="add-theme"),
    path("aussagen/themen/<slug:slug>/<int:pk>/", themes.edit_theme, name="edit-theme"),
    path(
        "aussagen/themen/<slug:slug>/<int:pk>/zusammenlegen/",
        themes.merge_theme,
        name="merge-theme",
    ),
    path(
        "aussagen/themen/<slug:slug>/<int:pk>/loeschen/",
        themes.remove_theme,
        name="delete-theme",
    ),
    path("aussagen/sinngemaess/<int:pk>/", paraphrases.paraphrase, name="paraphrase"),
    path(
        "aussagen/sinngemaess/<int:pk>/zuruecknehmen/",
        paraphrases.undo_paraphrase,
        name="undo-paraphrase",
    ),
    path("aussagen/<uuid:pk>/", parts.parts, name="coding-parts"),
    path(
        "aussagen/<uuid:pk>/uebersetzen/",
        translations.translate_contribution,
        name="translate",
    ),
    path(
        "aussagen/<uuid:pk>/uebersetzen/zuruecknehmen/",
        translations.undo_translation,
        name="undo-translation",
    ),
    path("aussagen/<uuid:pk>/zuordnen/", coding.code, name="coding-code"),
    path("aussagen/<uuid:pk>/aufteilen/", parts.split, name="coding-split"),
    path(
        "aussagen/<uuid:pk>/ohne-aussage/",
        coding.dismiss_contribution,
        name="coding-dismiss",
    ),
    path("aussagen/<uuid:pk>/zuruecknehmen/", coding.undo, name="coding-undo"),
]
