"""What was handed in once is neither altered nor removed: the database itself refuses."""

from django.db import migrations

FORBID = """
CREATE OR REPLACE FUNCTION a_piece_version_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a piece never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER a_piece_version_never_changes
    BEFORE UPDATE OR DELETE ON publications_pieceversion
    FOR EACH ROW EXECUTE FUNCTION a_piece_version_never_changes();
"""
ALLOW = """
DROP TRIGGER IF EXISTS a_piece_version_never_changes ON publications_pieceversion;
DROP FUNCTION IF EXISTS a_piece_version_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
