from django.urls import URLPattern

app_name = "worldcafe"
urlpatterns: list[URLPattern] = []
