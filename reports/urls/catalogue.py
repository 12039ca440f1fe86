from django.urls import path

from reports.views import catalogue, measures, principles

urlpatterns = [
    path("leitbild/", principles.principles, name="principles"),
    path("leitbild/neu/", principles.add_principle, name="add-principle"),
    path("leitbild/<int:pk>/", principles.edit_principle, name="edit-principle"),
    path(
        "leitbild/<int:pk>/loeschen/",
        principles.delete_principle,
        name="delete-principle",
    ),
    path(
        "leitbild/<int:pk>/verschieben/",
        principles.move_principle,
        name="move-principle",
    ),
    path(
        "leitbild/<int:pk>/belege/",
        principles.principle_evidence,
        name="principle-evidence",
    ),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/neues-ziel/<slug:slug>/", catalogue.add_goal, name="add-goal"),
    path("katalog/ziele/<int:pk>/", catalogue.edit_goal, name="edit-goal"),
    path("katalog/ziele/<int:pk>/loeschen/", catalogue.delete_goal, name="delete-goal"),
    path("katalog/ziele/<int:pk>/verschieben/", catalogue.move_goal, name="move-goal"),
    path(
        "katalog/ziele/<int:pk>/belege/",
        catalogue.goal_evidence,
        name="goal-evidence",
    ),
    path(
        "katalog/ziele/<int:pk>/neue-massnahme/",
        measures.add_measure,
        name="add-measure",
    ),
    path("katalog/massnahmen/<int:pk>/", measures.measure, name="measure"),
    path(
        "katalog/massnahmen/<int:pk>/bearbeiten/",
        measures.edit_measure,
        name="edit-measure",
    ),
    path(
        "katalog/massnahmen/<int:pk>/loeschen/",
        measures.delete_measure,
        name="delete-measure",
    ),
    path(
        "katalog/massnahmen/<int:pk>/verschieben/",
        measures.move_measure,
        name="move-measure",
    ),
    path(
        "katalog/massnahmen/<int:pk>/belege/",
        measures.measure_evidence,
        name="measure-evidence",
    ),
    path(
        "katalog/massnahmen/<int:pk>/veroeffentlichen/",
        measures.publish,
        name="publish-measure",
    ),
    path(
        "katalog/massnahmen/<int:pk>/zuruecknehmen/",
        measures.withdraw,
        name="withdraw-measure",
    ),
    path(
        "katalog/massnahmen/<int:pk>/stand/",
        measures.measure_status,
        name="measure-status",
    ),
]
