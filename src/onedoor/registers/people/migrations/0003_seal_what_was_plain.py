"""Numbers, telephones and addresses that were kept plain are sealed, and numbers get their index."""

from django.db import migrations

from onedoor.kernel.secrecy import blind_index, seal, unseal

COLUMNS = ("number", "phone", "address")


def seal_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, number_kind, number, phone, address FROM people_party")
        for id, kind, *plain in cursor.fetchall():
            sealed = [
                seal(text, place=f"people_party.{column}")
                for column, text in zip(COLUMNS, plain, strict=True)
            ]
            index = blind_index(f"{kind}::{plain[0]}", purpose="party.number")
            cursor.execute(
                "UPDATE people_party SET number = %s, phone = %s, address = %s, number_index = %s"
                " WHERE id = %s",
                [*sealed, index, id],
            )


def open_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, number, phone, address FROM people_party")
        for id, *sealed in cursor.fetchall():
            plain = [
                unseal(text, place=f"people_party.{column}")
                for column, text in zip(COLUMNS, sealed, strict=True)
            ]
            cursor.execute(
                "UPDATE people_party SET number = %s, phone = %s, address = %s WHERE id = %s",
                [*plain, id],
            )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_proofs_and_sealed_numbers")]
    operations = [migrations.RunPython(seal_them, open_them)]
