from django.urls import URLPattern

app_name = "surveys-setup"
urlpatterns: list[URLPattern] = []
