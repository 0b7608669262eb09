"""The room of guarding keeps these from now on; the tables stay."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0001_counts_and_spent'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.DeleteModel(name='Spent'),
            migrations.DeleteModel(name='Tally'),
        ]),
    ]
