"""Translations that were fields of contributions become rows of their own, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import ContributionFactory, ProcessFactory

BEFORE = [("core", "0002_process_changed_at")]


def migrate(target=None):
    """Migrate, to the newest state without `target`; return the models of that time."""
    executor = MigrationExecutor(connection)
    target = target or executor.loader.graph.leaf_nodes()
    executor.migrate(target)
    return executor.loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_no_translation_is_lost_on_the_way_there_and_back():
    process = ProcessFactory()
    ContributionFactory(process=process, code="F-1", language="uk", translation="Ja")
    ContributionFactory(process=process, code="F-2")
    try:
        old = migrate(BEFORE).get_model("core", "Contribution")
        fields = "code", "translation", "translated_by"
        assert list(old.objects.order_by("code").values_list(*fields)) == [
            ("F-1", "Ja", "auswertung"),
            ("F-2", "", ""),
        ]
    finally:
        new = migrate().get_model("core", "ContributionTranslation")
    fields = "contribution__code", "text", "kind", "translated_by", "checked_by"
    assert list(new.objects.values_list(*fields)) == [
        ("F-1", "Ja", "person", "auswertung", "")
    ]
