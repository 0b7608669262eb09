"""The database itself refuses to alter, remove or empty the record."""

from django.db import migrations

_FORWARD = """
CREATE FUNCTION record_is_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is never altered: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER record_is_never_altered BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW EXECUTE FUNCTION record_is_never_altered();
CREATE TRIGGER record_is_never_emptied BEFORE TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_altered();
"""
_BACKWARD = """
DROP TRIGGER record_is_never_emptied ON record;
DROP TRIGGER record_is_never_altered ON record;
DROP FUNCTION record_is_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
