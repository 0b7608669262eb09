"""Nobody administers and holds a post at once: the database itself refuses, both ways round.

The two tables take turns for each account, so that two acts at one moment cannot slip past.
"""

from django.db import migrations

FORBID = """
CREATE OR REPLACE FUNCTION an_administrator_holds_no_post() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(4207003, hashtext(NEW.account_id::text));
    IF TG_TABLE_NAME = 'agencies_administrator' THEN
        IF EXISTS (SELECT FROM agencies_appointment WHERE account_id = NEW.account_id
                AND ended_at IS NULL AND (until IS NULL OR until >= NEW.since)) THEN
            RAISE EXCEPTION 'an administrator holds no post'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM agencies_administrator WHERE account_id = NEW.account_id
            AND ended_at IS NULL AND (NEW.until IS NULL OR NEW.until >= since)) THEN
        RAISE EXCEPTION 'an administrator holds no post'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER an_administrator_holds_no_post
    BEFORE INSERT OR UPDATE ON agencies_administrator
    FOR EACH ROW EXECUTE FUNCTION an_administrator_holds_no_post();
CREATE OR REPLACE TRIGGER an_administrator_holds_no_post
    BEFORE INSERT OR UPDATE ON agencies_appointment
    FOR EACH ROW EXECUTE FUNCTION an_administrator_holds_no_post();
"""
ALLOW = """
DROP TRIGGER IF EXISTS an_administrator_holds_no_post ON agencies_administrator;
DROP TRIGGER IF EXISTS an_administrator_holds_no_post ON agencies_appointment;
DROP FUNCTION IF EXISTS an_administrator_holds_no_post();
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_authority_and_offices")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
