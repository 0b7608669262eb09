"""A published version is neither altered nor removed: the database itself refuses."""

from django.db import migrations

FORBID = """
CREATE OR REPLACE FUNCTION a_published_version_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a service never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER a_published_version_never_changes
    BEFORE UPDATE OR DELETE ON catalogue_serviceversion
    FOR EACH ROW EXECUTE FUNCTION a_published_version_never_changes();
"""
ALLOW = """
DROP TRIGGER IF EXISTS a_published_version_never_changes ON catalogue_serviceversion;
DROP FUNCTION IF EXISTS a_published_version_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
