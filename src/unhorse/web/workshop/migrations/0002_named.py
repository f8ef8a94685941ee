"""Entries that stand in the competition's log have its name; that they are not handed in twice is the log's rule."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshop", "0001_initial")]

    operations = [
        migrations.AddField(model_name="entry", name="name", field=models.CharField(max_length=60, null=True, unique=True)),
        migrations.RemoveConstraint(model_name="entry", name="one_zip_per_team"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counted", True), ("name__isnull", True)), fields=("team", "sha256"), name="one_zip_per_team"
            ),
        ),
    ]
