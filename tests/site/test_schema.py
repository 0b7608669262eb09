"""The dump is what the migrations build; an empty database gets it, an older one is brought on."""

import pytest

from onedoor.site import schema


@pytest.mark.usefixtures("django_db_setup")
def test_the_dump_equals_what_the_migrations_build(django_db_blocker):
    with django_db_blocker.unblock():
        assert schema.is_fresh(), "run `onedoor schema dump`"
        assert schema.differences() == []


@pytest.mark.django_db
def test_a_database_with_the_schema_lacks_no_migration():
    assert schema.unapplied() == []


def test_the_models_have_no_change_without_a_migration(capsys, django_db_blocker):
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out


def test_the_dump_speaks_to_every_postgresql_from_15_on():
    text = schema.DUMP.read_text(encoding="utf-8")
    assert "transaction_timeout" not in text
    assert not any(line.startswith("\\") for line in text.splitlines())
