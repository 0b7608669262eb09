"""The auditor asks for looks of some days, whoever's: found by their time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_under_a_mandate")]
    operations = [
        migrations.AddIndex(
            "reading", models.Index(fields=["-at"], name="readings_by_time"),
        ),
    ]
