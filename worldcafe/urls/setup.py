from django.urls import path

from worldcafe import setup_views as views

app_name = "worldcafe-setup"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("neu/", views.add_cafe, name="cafe-add"),
    path("<int:pk>/", views.show_cafe, name="cafe"),
    path("<int:pk>/links/", views.print_links, name="links"),
    path("<int:pk>/abschliessen/", views.close, name="close"),
    # /tische/
    path("tische/<int:pk>/qr.svg", views.table_qr, name="table-qr"),
    path("tische/<int:pk>/sperren/", views.revoke_table, name="table-revoke"),
    path("tische/<int:pk>/oeffnen/", views.reopen_table, name="table-reopen"),
    path("runden/<int:pk>/beginnen/", views.begin_round, name="round-begin"),
    path("zielgruppen/<int:pk>/", views.edit_target_group, name="target-group"),
    path("leitfragen/<int:pk>/", views.edit_guiding_question, name="guiding-question"),
]
