"""A report is of one site: what was kept until now is of the installation's own name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_inspected")]

    operations = [
        # The day stops being the key before another key can be.
        migrations.AlterField("inspected", "day", models.DateField()),
        migrations.AddField(
            "inspected",
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        migrations.AddField(
            "inspected", "site", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddConstraint(
            "inspected",
            models.UniqueConstraint(fields=("site", "day"), name="a_site_has_one_report_a_day"),
        ),
    ]
