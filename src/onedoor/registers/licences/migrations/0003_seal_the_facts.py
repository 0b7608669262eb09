"""What licences print of people is sealed from here on, and what was kept plain with it."""

from django.db import migrations

from onedoor.kernel.secrecy import rewrite


def seal_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        rewrite(cursor, "licence", "facts", key="number")


def open_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        rewrite(cursor, "licence", "facts", key="number", back=True)


class Migration(migrations.Migration):
    dependencies = [("licences", "0002_facts_as_text")]
    operations = [migrations.RunPython(seal_them, open_them)]
