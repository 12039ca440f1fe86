from django.urls import path

from staffsurvey import views

app_name = "staffsurvey"
urlpatterns = [
    path("", views.survey, name="survey"),
    path("umschlag/", views.inbox, name="inbox"),
    path("danke/", views.thanks, name="thanks"),
]
