"""The table of counts and codes that are spent once (django.core.cache's shape), unlogged: after a
crash it is empty, and nobody loses more than a code that must be asked for again."""

from django.db import migrations

_FORWARD = """
CREATE UNLOGGED TABLE cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0001_initial")]
    operations = [migrations.RunSQL(_FORWARD, "DROP TABLE cache")]
