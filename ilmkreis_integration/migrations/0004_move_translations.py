from django.db import migrations

BATCH = 1_000


def to_rows_of_their_own(apps, schema_editor):
    Contribution = apps.get_model("core", "Contribution")
    Translation = apps.get_model("core", "ContributionTranslation")
    translated = Contribution.objects.exclude(translation="").order_by()
    Translation.objects.bulk_create(
        (
            Translation(
                contribution=contribution,
                text=contribution.translation,
                translated_by=contribution.translated_by,
            )
            for contribution in translated.only("translation", "translated_by")
        ),
        batch_size=BATCH,
    )


def back_to_their_contributions(apps, schema_editor):
    Contribution = apps.get_model("core", "Contribution")
    Translation = apps.get_model("core", "ContributionTranslation")
    for row in Translation.objects.order_by().iterator(BATCH):
        Contribution.objects.filter(pk=row.contribution_id).update(
            translation=row.text, translated_by=row.translated_by[:100]
        )


class Migration(migrations.Migration):
    dependencies = [("core", "0003_contribution_translation")]

    operations = [
        migrations.RunPython(to_rows_of_their_own, back_to_their_contributions)
    ]
