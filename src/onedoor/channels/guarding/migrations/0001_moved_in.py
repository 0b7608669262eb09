"""Two tables that the door of identity kept first; they stay where they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('identity', '0002_counts_moved_out'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='Spent',
                fields=[
                    ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('until', models.DateTimeField(db_index=True)),
                ],
                options={'db_table': 'identity_spent'},
            ),
            migrations.CreateModel(
                name='Tally',
                fields=[
                    ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('count', models.PositiveIntegerField()),
                    ('until', models.DateTimeField(db_index=True)),
                ],
                options={'db_table': 'identity_tally'},
            ),
        ]),
    ]
