"""Versions of items and editions of powers lists are neither altered nor removed."""

from django.db import migrations

FORBID = """
CREATE OR REPLACE FUNCTION what_the_list_said_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the list said never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER an_item_version_never_changes
    BEFORE UPDATE OR DELETE ON items_itemversion
    FOR EACH ROW EXECUTE FUNCTION what_the_list_said_never_changes();
CREATE OR REPLACE TRIGGER a_powers_list_never_changes
    BEFORE UPDATE OR DELETE ON items_edition
    FOR EACH ROW EXECUTE FUNCTION what_the_list_said_never_changes();
"""
ALLOW = """
DROP TRIGGER IF EXISTS an_item_version_never_changes ON items_itemversion;
DROP TRIGGER IF EXISTS a_powers_list_never_changes ON items_edition;
DROP FUNCTION IF EXISTS what_the_list_said_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("items", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
