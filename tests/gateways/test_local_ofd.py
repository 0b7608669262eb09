"""Seals for OFD files made here hold, are the agency's own, and their keys are kept sealed."""

import base64
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.gateways.sealed import NAME, named, picture, put_on
from tests.gateways.sealed import a_sealed_ofd as seal
from tests.ofd import specimen

import ofd
from onedoor.gateways.local_ofd import LocalOfdSealer, SealNotFit
from onedoor.kernel import secrecy
from onedoor.kernel.ports import KeyNotHeld, port
from onedoor.kernel.time import local, now, travel


@pytest.fixture
def sealer(tmp_path: Path) -> LocalOfdSealer:
    return LocalOfdSealer(tmp_path)


def test_a_sealed_file_names_its_agency_the_hour_and_is_our_own(sealer: LocalOfdSealer) -> None:
    with travel(date(2019, 3, 4)):
        report = sealer.check(seal(sealer))
    assert (report.sealed, report.whole, report.trusted, report.own) == (True, True, True, True)
    assert report.signer == NAME and report.problem == ""
    assert report.signed_at is not None
    assert local(report.signed_at).isoformat().startswith("2019-03-04T12:00:0")


def test_the_seal_is_made_once_and_found_again_by_another_process(
    sealer: LocalOfdSealer, tmp_path: Path
) -> None:
    first = seal(sealer)
    again = put_on(LocalOfdSealer(tmp_path))
    roots = ofd.Trust(tuple(sealer.authority.trusted_roots()))
    one, other = (ofd.verify(each, trust=roots, at=now()) for each in (first, again))
    assert one.seals[0].es_id == other.seals[0].es_id


def test_a_renamed_agency_gets_a_new_seal(sealer: LocalOfdSealer) -> None:
    seal(sealer)
    assert sealer.check(seal(sealer, name="拜城县文化旅游局")).signer == "拜城县文化旅游局"


def test_many_at_once_make_one_root_and_one_seal(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        sealed = list(pool.map(lambda _: seal(LocalOfdSealer(tmp_path)), range(4)))
    assert all(LocalOfdSealer(tmp_path).check(each).own for each in sealed)
    assert len(list((tmp_path / "keys").glob("*.json"))) == 3
    assert len(list(tmp_path.glob("*.esl"))) == 1


def test_a_seal_that_was_never_made_seals_nothing(sealer: LocalOfdSealer, tmp_path: Path) -> None:
    with pytest.raises(KeyNotHeld, match="never made"):
        put_on(sealer)
    assert not list(tmp_path.rglob("*.json"))


def test_a_seal_holds_only_in_its_days(sealer: LocalOfdSealer) -> None:
    ends = datetime(2020, 1, 1, tzinfo=UTC)
    short = named("短期章", ends=ends)
    sealer.make(short, picture=picture())
    with travel(date(2021, 1, 1)):
        content = specimen.plain_unsealed()
        report = sealer.check(sealer.seal(content, seal=short, at=(133, 217), ground="case-1"))
    assert report.whole and not report.trusted


def test_without_the_data_key_nothing_is_sealed(
    sealer: LocalOfdSealer, tmp_path: Path, settings: Any
) -> None:
    seal(sealer)
    other = base64.b64encode(os.urandom(16)).decode()
    settings.ONEDOOR_DATA_KEYS = {
        **settings.ONEDOOR_DATA_KEYS, "seal": {"9": other}, "current": "9",
    }  # fmt: skip
    with pytest.raises(secrecy.SealBroken):
        put_on(LocalOfdSealer(tmp_path))


def test_a_machine_that_reckons_wrong_seals_nothing(
    sealer: LocalOfdSealer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ofd.sm2._ABC", "0" * 64)
    with pytest.raises(SealNotFit, match="自检没有通过"):
        seal(sealer)
    assert not list(tmp_path.rglob("*.json"))


def test_another_installation_does_not_take_it_for_its_own(
    sealer: LocalOfdSealer, tmp_path: Path
) -> None:
    sealed = seal(sealer)
    other = LocalOfdSealer(tmp_path / "other")
    report = other.check(sealed)
    assert report.whole and not report.trusted and not report.own
    trust = tmp_path / "other" / "trust"
    trust.mkdir(parents=True)
    (trust / "first.pem").write_bytes((tmp_path / "root.pem").read_bytes())
    report = other.check(sealed)
    assert report.trusted and not report.own


def test_the_settings_name_it() -> None:
    assert isinstance(port("ofd_sealer"), LocalOfdSealer)
