"""Why a bundle pauses is a key: what it is called depends on who reads it."""

from typing import Any

from django.db import migrations

_KEYS = {"等您补填": "later-answer", "等您把前一项办下来": "earlier-part"}


def by_key(apps: Any, schema: Any) -> None:
    pauses = apps.get_model("bundles", "JointPause").objects.using(schema.connection.alias)
    for words, key in _KEYS.items():
        pauses.filter(reason=words).update(reason=key)


def in_words(apps: Any, schema: Any) -> None:
    pauses = apps.get_model("bundles", "JointPause").objects.using(schema.connection.alias)
    for words, key in _KEYS.items():
        pauses.filter(reason=key).update(reason=words)


class Migration(migrations.Migration):
    dependencies = [("bundles", "0001_initial")]
    operations = [migrations.RunPython(by_key, in_words)]
