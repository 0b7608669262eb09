"""A published version of a bundle is neither altered nor removed: the database itself refuses."""

from django.db import migrations

FORBID = """
CREATE OR REPLACE TRIGGER a_published_bundle_never_changes
    BEFORE UPDATE OR DELETE ON catalogue_bundleversion
    FOR EACH ROW EXECUTE FUNCTION a_published_version_never_changes();
"""
ALLOW = "DROP TRIGGER IF EXISTS a_published_bundle_never_changes ON catalogue_bundleversion;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_bundles")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
