"""The tables of a study's database."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=22, unique=True)),
                ("pseudonym", models.CharField(max_length=16, unique=True)),
                ("arm", models.CharField(max_length=16, null=True)),
                ("seed", models.BigIntegerField()),
                ("stage", models.CharField(max_length=16)),
                ("step", models.IntegerField(default=0)),
                ("consent_version", models.CharField(max_length=100)),
                ("arrived_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("reserved_until", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["arm", "stage"], name="place_arm_stage")],
            },
        ),
        migrations.CreateModel(
            name="PanelId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=100, unique=True)),
                ("study", models.CharField(max_length=100)),
                ("session", models.CharField(max_length=100)),
                ("place", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="panel_id", to="survey.place")),
            ],
        ),
        migrations.CreateModel(
            name="Given",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("item", models.CharField(max_length=16)),
                ("role", models.CharField(max_length=16)),
                ("options", models.CharField(max_length=200)),
                ("chosen", models.CharField(max_length=16, null=True)),
                ("position", models.IntegerField()),
                ("told", models.IntegerField(null=True)),
                ("seconds", models.FloatField()),
                ("confidence", models.IntegerField(null=True)),
                ("place", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="given", to="survey.place")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("place", "number"), name="one_answer_per_page")],
            },
        ),
    ]
