"""The tables of a queue."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("team", models.CharField(max_length=100)),
                ("archive", models.CharField(max_length=1000)),
                ("sha256", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=2000)),
                ("counted", models.BooleanField(default=True)),
                ("handed_in_at", models.DateTimeField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["state", "id"], name="entry_state")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("counted", True)), fields=("team", "sha256"), name="one_zip_per_team")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("event", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=16)),
                ("by", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=2000)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workshop.entry")),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(max_length=10)),
                ("claimed_by", models.CharField(default="", max_length=200)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField()),
                ("fence", models.IntegerField(default=0)),
                ("attempts", models.IntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("result", models.CharField(default="", max_length=200)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="jobs", to="workshop.entry")),
            ],
            options={
                "indexes": [models.Index(fields=["state", "entry"], name="job_state_entry")],
                "constraints": [models.UniqueConstraint(fields=("entry", "kind"), name="one_job_of_a_kind")],
            },
        ),
    ]
