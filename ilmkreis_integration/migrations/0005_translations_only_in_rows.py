import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_move_translations")]

    operations = [
        migrations.RemoveField(model_name="contribution", name="translation"),
        migrations.RemoveField(model_name="contribution", name="translated_by"),
        migrations.AlterField(
            model_name="contributiontranslation",
            name="contribution",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translation",
                to="core.contribution",
            ),
        ),
    ]
