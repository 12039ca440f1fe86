from django.urls import URLPattern

app_name = "staffsurvey"
urlpatterns: list[URLPattern] = []
