from django.urls import URLPattern

app_name = "staffsurvey-setup"
urlpatterns: list[URLPattern] = []
