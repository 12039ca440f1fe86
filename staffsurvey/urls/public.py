from django.urls import path

from staffsurvey import anonymity_views, views

app_name = "staffsurvey"
urlpatterns = [
    path("", views.survey, name="survey"),
    path("umschlag/", views.inbox, name="inbox"),
    path("danke/", views.thanks, name="thanks"),
    path("anonymitaet/", anonymity_views.anonymity, name="anonymity"),
    path("anonymitaet.pdf", anonymity_views.anonymity_pdf, name="anonymity-pdf"),
]
