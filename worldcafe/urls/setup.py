from django.urls import URLPattern

app_name = "worldcafe-setup"
urlpatterns: list[URLPattern] = []
