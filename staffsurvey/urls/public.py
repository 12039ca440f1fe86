from django.urls import path

from staffsurvey.views import anonymity, answering

app_name = "staffsurvey"
urlpatterns = [
    path("", answering.survey, name="survey"),
    path("umschlag/", answering.inbox, name="inbox"),
    path("danke/", answering.thanks, name="thanks"),
    path("anonymitaet/", anonymity.anonymity, name="anonymity"),
    path("anonymitaet.pdf", anonymity.anonymity_pdf, name="anonymity-pdf"),
]
