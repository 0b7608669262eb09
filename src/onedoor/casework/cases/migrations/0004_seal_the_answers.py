"""What applicants answered is sealed from here on, and what was kept plain with it."""

from django.db import migrations

from onedoor.kernel.secrecy import rewrite


def seal_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        rewrite(cursor, "cases_draft", "answers")
        rewrite(cursor, "cases_case", "answers")


def open_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        rewrite(cursor, "cases_draft", "answers", back=True)
        rewrite(cursor, "cases_case", "answers", back=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_answers_as_text")]
    operations = [migrations.RunPython(seal_them, open_them)]
