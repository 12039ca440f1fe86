"""For emergencies only; no daily task needs these pages."""

from django.contrib import admin

from ilmkreis_integration.models import ActionField, Process, ReachReview, Stage

admin.site.register([Process, Stage, ActionField, ReachReview])
