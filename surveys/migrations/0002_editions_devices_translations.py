import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('set_up_on', models.DateField(verbose_name='Eingerichtet am')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='Gesperrt am')),
            ],
            options={
                'verbose_name': 'Tablet',
                'verbose_name_plural': 'Tablets',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SealingKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('private_key', models.BinaryField(editable=False, max_length=200)),
                ('questionnaire', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sealing_key', to='surveys.questionnaire')),
            ],
            options={
                'verbose_name': 'Schlüssel',
                'verbose_name_plural': 'Schlüssel',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='Fassung')),
                ('introduction', models.TextField(blank=True, verbose_name='Begrüßung')),
                ('privacy_note', models.TextField(blank=True, verbose_name='Hinweis zum Datenschutz')),
                ('thanks', models.TextField(blank=True, verbose_name='Dank')),
                ('is_default_wording', models.BooleanField(default=False, help_text='Die Fragen sind ein Vorschlag und nicht der Wortlaut von 2017.', verbose_name='Wortlaut ist unsere Vorgabe')),
                ('released_on', models.DateField(blank=True, null=True, verbose_name='Freigegeben am')),
            ],
            options={
                'verbose_name': 'Fassung',
                'verbose_name_plural': 'Fassungen',
                'ordering': ['questionnaire', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('de', 'Deutsch'), ('uk', 'Ukrainisch'), ('ru', 'Russisch'), ('ar', 'Arabisch'), ('fa', 'Persisch/Dari'), ('tr', 'Türkisch'), ('en', 'Englisch'), ('pl', 'Polnisch'), ('ro', 'Rumänisch'), ('ti', 'Tigrinya'), ('fr', 'Französisch')], max_length=8, verbose_name='Sprache')),
                ('spoken', models.TextField(verbose_name='Gesprochener Text')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('sound', models.BinaryField(verbose_name='Ton')),
                ('media_type', models.CharField(editable=False, max_length=50)),
                ('recorded_on', models.DateField(verbose_name='Aufgenommen am')),
            ],
            options={
                'verbose_name': 'Aufnahme',
                'verbose_name_plural': 'Aufnahmen',
                'ordering': ['language', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('uk', 'Ukrainisch'), ('ru', 'Russisch'), ('ar', 'Arabisch'), ('fa', 'Persisch/Dari'), ('tr', 'Türkisch'), ('en', 'Englisch'), ('pl', 'Polnisch'), ('ro', 'Rumänisch'), ('ti', 'Tigrinya'), ('fr', 'Französisch')], max_length=8, verbose_name='Sprache')),
                ('german', models.TextField(verbose_name='Deutsch')),
                ('text', models.TextField(verbose_name='Übersetzung')),
                ('checked_by', models.CharField(blank=True, max_length=100, verbose_name='Geprüft von')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='Geprüft am')),
            ],
            options={
                'verbose_name': 'Übersetzung',
                'verbose_name_plural': 'Übersetzungen',
                'ordering': ['language', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='channel',
            name='batch',
            field=models.CharField(blank=True, help_text='Kennzeichen der ausgegebenen Papierbögen, zum Beispiel „A“.', max_length=50, verbose_name='Stapel'),
        ),
        migrations.AddField(
            model_name='channel',
            name='contact',
            field=models.CharField(blank=True, help_text='Wer dort den Fragebogen ausgibt, mit Telefon oder E-Mail.', max_length=200, verbose_name='Ansprechperson'),
        ),
        migrations.AddField(
            model_name='option',
            name='pictogram',
            field=models.CharField(blank=True, help_text='Name eines Bildes aus der Sammlung, zum Beispiel „woman“.', max_length=40, verbose_name='Bild'),
        ),
        migrations.AddField(
            model_name='response',
            name='entry',
            field=models.CharField(choices=[('online', 'eigenes Gerät'), ('tablet', 'Tablet der Ausgabestelle'), ('paper', 'Papier'), ('import', 'Import')], default='online', max_length=10, verbose_name='Eingangsweg'),
        ),
        migrations.AddField(
            model_name='response',
            name='helped_by',
            field=models.CharField(blank=True, choices=[('nobody', 'Nein'), ('family', 'Ja, Familie oder Freunde'), ('counsellor', 'Ja, jemand von der Beratung oder vom Kurs'), ('interpreter', 'Ja, eine Dolmetscherin oder ein Dolmetscher'), ('refused', 'Das möchte ich nicht sagen')], max_length=15, verbose_name='Hilfe beim Ausfüllen'),
        ),
        migrations.AddField(
            model_name='response',
            name='language',
            field=models.CharField(default='de', help_text='Die Sprache, in der die Hilfe gezeigt wurde.', max_length=8, verbose_name='Sprache der Hilfe'),
        ),
        migrations.AddField(
            model_name='response',
            name='sheet',
            field=models.CharField(blank=True, max_length=50, verbose_name='Nr. auf dem Papierbogen'),
        ),
        migrations.AddField(
            model_name='device',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='surveys.channel'),
        ),
        migrations.AddField(
            model_name='response',
            name='device',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.device'),
        ),
        migrations.AddField(
            model_name='edition',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='attribute',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='surveys.edition'),
        ),
        migrations.AddField(
            model_name='question',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='surveys.edition'),
        ),
        migrations.AddField(
            model_name='response',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.edition'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(condition=models.Q(('entry', 'paper'), models.Q(('sheet', ''), _negated=True)), fields=('channel', 'sheet'), name='paper_sheet_once_per_channel', violation_error_message='Dieser Papierbogen ist für die Ausgabestelle schon erfasst.'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.UniqueConstraint(fields=('language', 'spoken'), name='one_recording_per_text'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('language', 'german'), name='one_translation_per_text'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by', ''), ('checked_on__isnull', True)), models.Q(models.Q(('checked_by', ''), _negated=True), ('checked_on__isnull', False)), _connector='OR'), name='translation_checked_by_somebody_on_a_day', violation_error_message='Bitte nennen Sie, wer geprüft hat.'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='translation_says_something'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(fields=('channel', 'name'), name='device_name_once_per_channel', violation_error_message='Ein Tablet mit diesem Namen gibt es hier schon.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('questionnaire', 'number'), name='edition_number_once_per_questionnaire'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('released_on__isnull', True)), fields=('questionnaire',), name='one_draft_per_questionnaire', violation_error_message='Es gibt schon einen Entwurf.'),
        ),
    ]
