"""One event may be told to more than one party: a mandate has two sides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_wishes")]
    operations = [
        migrations.RemoveConstraint("notice", "one_notice_for_one_event"),
        migrations.AddConstraint(
            "notice",
            models.UniqueConstraint(
                fields=["subject", "place", "party"], name="one_notice_for_one_event"
            ),
        ),
    ]
