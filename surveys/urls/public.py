from django.urls import path

from surveys import views

app_name = "surveys"
urlpatterns = [
    path("<str:code>/", views.start, name="start"),
    path("<str:code>/einzeln/", views.single, name="single"),
    path("<str:code>/gruppe/", views.group, name="group"),
    path("<str:code>/danke/", views.thanks, name="thanks"),
]
