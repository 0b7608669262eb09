"""The settings read what they are told and refuse what they cannot read."""

import pytest

from onedoor.site import places


def test_an_address_with_a_password_and_an_option_is_read_whole():
    entry = places.from_url("postgresql://li:a%2Fb@db.local:6432/city?sslmode=require")
    assert (entry["USER"], entry["PASSWORD"], entry["NAME"]) == ("li", "a/b", "city")
    assert (entry["HOST"], entry["PORT"]) == ("db.local", "6432")
    assert entry["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://li@db/city", "postgresql://li@db/"])
def test_an_address_that_is_not_a_postgresql_database_is_refused(url):
    with pytest.raises(ValueError, match="DATABASE_URL"):
        places.from_url(url)


def test_what_is_private_is_readable_by_its_owner_alone(tmp_path):
    places.write_private(tmp_path / "deep" / "key", "secret")
    assert (tmp_path / "deep" / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["key"]
