from django.db import migrations


def make_first_editions(apps, schema_editor):
    """Let what was asked so far become the first edition of each questionnaire."""
    Questionnaire, Edition, Question, Attribute, Response = (
        apps.get_model("surveys", name)
        for name in ("Questionnaire", "Edition", "Question", "Attribute", "Response")
    )
    for questionnaire in Questionnaire.objects.all():
        edition = Edition.objects.create(
            questionnaire=questionnaire,
            number=1,
            introduction=questionnaire.introduction,
            privacy_note=questionnaire.privacy_note,
            thanks=questionnaire.thanks,
            is_default_wording=questionnaire.is_default_wording,
            released_on=questionnaire.opens_on,
        )
        for model in (Question, Attribute, Response):
            model.objects.filter(questionnaire=questionnaire).update(edition=edition)


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0002_editions_devices_translations"),
    ]

    operations = [
        migrations.RunPython(make_first_editions, migrations.RunPython.noop),
    ]
