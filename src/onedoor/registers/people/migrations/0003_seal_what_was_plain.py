"""Numbers, telephones and addresses that were kept plain are sealed, and numbers get their index."""

from django.db import migrations

from onedoor.kernel.secrecy import blind_index, rewrite

_COLUMNS = ("number", "phone", "address")


def seal_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, number_kind, number FROM people_party")
        for id, kind, number in cursor.fetchall():
            index = blind_index(f"{kind}::{number}", purpose="party.number")
            cursor.execute("UPDATE people_party SET number_index = %s WHERE id = %s", [index, id])
        rewrite(cursor, "people_party", *_COLUMNS)


def open_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        rewrite(cursor, "people_party", *_COLUMNS, back=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_proofs_and_sealed_numbers")]
    operations = [migrations.RunPython(seal_them, open_them)]
