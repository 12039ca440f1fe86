"""Give each note that is there already its first revision."""

from django.db import migrations


def keep_revisions(apps, schema_editor):
    Note = apps.get_model("worldcafe", "Note")
    NoteRevision = apps.get_model("worldcafe", "NoteRevision")
    NoteRevision.objects.bulk_create(
        (
            NoteRevision(
                id=note.pk,
                note=note,
                version=note.version,
                text=note.contribution.text,
                guiding_question_id=note.guiding_question_id,
                is_deleted=note.is_deleted,
            )
            for note in Note.objects.select_related("contribution").iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("worldcafe", "0002_tables_rounds_notes_photos")]
    operations = [
        migrations.RunPython(keep_revisions, migrations.RunPython.noop, elidable=True)
    ]
