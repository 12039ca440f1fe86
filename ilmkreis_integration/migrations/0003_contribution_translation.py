import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_process_changed_at")]

    operations = [
        migrations.CreateModel(
            name="ContributionTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("text", models.TextField(verbose_name="Übersetzung")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Übersetzung"),
                            ("machine", "Maschinelle Übersetzung"),
                        ],
                        default="person",
                        max_length=10,
                        verbose_name="Wie entstand sie?",
                    ),
                ),
                (
                    "translated_by",
                    models.CharField(
                        blank=True,
                        max_length=150,
                        verbose_name="Übersetzt oder eingefügt von",
                    ),
                ),
                (
                    "checked_by",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="Geprüft von"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, null=True, verbose_name="Geprüft am"),
                ),
                (
                    "contribution",
                    # Its way back gets its name when the field of that name is gone.
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core.contribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "Übersetzung eines Beitrags",
                "verbose_name_plural": "Übersetzungen von Beiträgen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="contribution_translation_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "machine"])),
                        name="contribution_translation_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_by", ""), ("checked_on__isnull", True)),
                            models.Q(
                                models.Q(("checked_by", ""), _negated=True),
                                ("checked_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_translation_checked_by_somebody_on_a_day",
                        violation_error_message="Bitte nennen Sie, wer geprüft hat.",
                    ),
                ],
            },
        ),
    ]
