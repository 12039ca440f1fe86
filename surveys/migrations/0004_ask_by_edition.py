import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0003_first_editions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='attribute',
            name='attribute_slug_once_per_questionnaire',
        ),
        migrations.RemoveConstraint(
            model_name='question',
            name='question_slug_once_per_questionnaire',
        ),
        migrations.AlterField(
            model_name='edition',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='surveys.questionnaire'),
        ),
        migrations.AlterField(
            model_name='attribute',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='surveys.edition'),
        ),
        migrations.AlterField(
            model_name='question',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='surveys.edition'),
        ),
        migrations.AlterField(
            model_name='response',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.edition'),
        ),
        migrations.RemoveField(
            model_name='attribute',
            name='questionnaire',
        ),
        migrations.RemoveField(
            model_name='question',
            name='questionnaire',
        ),
        migrations.RemoveField(
            model_name='questionnaire',
            name='introduction',
        ),
        migrations.RemoveField(
            model_name='questionnaire',
            name='is_default_wording',
        ),
        migrations.RemoveField(
            model_name='questionnaire',
            name='privacy_note',
        ),
        migrations.RemoveField(
            model_name='questionnaire',
            name='thanks',
        ),
        migrations.AddConstraint(
            model_name='attribute',
            constraint=models.UniqueConstraint(fields=('edition', 'slug'), name='attribute_slug_once_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('edition', 'slug'), name='question_slug_once_per_edition'),
        ),
    ]
