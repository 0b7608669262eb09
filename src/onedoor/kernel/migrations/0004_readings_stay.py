"""Looks at personal data are never altered, and removed by nobody before three years are over."""

from django.db import migrations, models

_FORWARD = """
CREATE FUNCTION a_reading_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('onedoor.readings_expire', true) = 'on'
            AND OLD.at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a reading stays as it is: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER a_reading_stays BEFORE UPDATE OR DELETE ON reading
    FOR EACH ROW EXECUTE FUNCTION a_reading_stays();
CREATE TRIGGER readings_are_never_emptied BEFORE TRUNCATE ON reading
    FOR EACH STATEMENT EXECUTE FUNCTION a_reading_stays();
"""
_BACKWARD = """
DROP TRIGGER readings_are_never_emptied ON reading;
DROP TRIGGER a_reading_stays ON reading;
DROP FUNCTION a_reading_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_for_whom")]
    operations = [
        # "administrator" is a word of thirteen letters.
        migrations.AlterField("entry", "by_kind", models.CharField(max_length=16)),
        migrations.AlterField("reading", "by_kind", models.CharField(max_length=16)),
        migrations.AddField(
            model_name="reading",
            name="by_post",
            field=models.CharField(blank=True, db_default="", default="", max_length=130),
        ),
        migrations.RunSQL(_FORWARD, _BACKWARD),
    ]
