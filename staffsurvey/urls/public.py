from django.urls import path

from staffsurvey import views

app_name = "staffsurvey"
urlpatterns = [
    path("", views.survey, name="survey"),
    path("danke/", views.thanks, name="thanks"),
]
