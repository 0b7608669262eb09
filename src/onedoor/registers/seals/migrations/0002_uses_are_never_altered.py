"""The database itself refuses to alter or remove what a seal was used for."""

from django.db import migrations

_FORWARD = """
CREATE FUNCTION a_use_of_a_seal_is_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a use of a seal is never altered: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER a_use_of_a_seal_is_never_altered BEFORE UPDATE OR DELETE ON seal_use
    FOR EACH ROW EXECUTE FUNCTION a_use_of_a_seal_is_never_altered();
CREATE TRIGGER uses_of_seals_are_never_emptied BEFORE TRUNCATE ON seal_use
    FOR EACH STATEMENT EXECUTE FUNCTION a_use_of_a_seal_is_never_altered();
"""
_BACKWARD = """
DROP TRIGGER uses_of_seals_are_never_emptied ON seal_use;
DROP TRIGGER a_use_of_a_seal_is_never_altered ON seal_use;
DROP FUNCTION a_use_of_a_seal_is_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("seals", "0001_initial")]
    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
