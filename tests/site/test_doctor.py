"""The doctor names what is wrong and how to mend it, and one fault does not hide the next."""

import pytest

from onedoor.site import doctor


def found(about: str) -> doctor.Finding:
    return next(finding for finding in doctor.examine() if finding.about == about)


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("ONEDOOR_STATE", str(tmp_path))
    # No database is to be started for these: what lies inside is asked elsewhere.
    monkeypatch.setattr(doctor, "INSIDE", ())
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    return tmp_path


def test_a_key_that_others_can_read_is_named_with_the_cure(state):
    (state / "secret-key").write_text("key")
    (state / "secret-key").chmod(0o644)
    finding = found("state folder")
    assert not finding.well
    assert finding.mend == f"chmod 600 {state}/secret-key"


def test_a_sound_state_folder_is_well(state):
    assert found("state folder").well


def test_an_installation_never_started_is_told_to_start(state, monkeypatch):
    monkeypatch.setenv("ONEDOOR_STATE", str(state / "never"))
    assert found("state folder").mend == "run `make run`"


@pytest.mark.django_db
def test_packs_that_differ_from_what_is_published_are_seen():
    (finding,) = doctor._packs()
    assert "publish" in finding.mend


@pytest.mark.django_db
def test_a_database_with_todays_schema_is_well():
    assert [finding.well for finding in [*doctor._database(), *doctor._schema()]] == [True] * 3


def test_a_look_that_fails_is_itself_a_finding():
    def _broken():
        raise OSError("connection refused")
        yield

    (finding,) = doctor._looked(_broken)
    assert finding.about == "broken"
    assert "DATABASE_URL" in finding.mend
