"""Seals at the terminal: asked by one, approved by another who proves who they are."""

import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings
from tests.gateways.sealed import a_sealed_ofd, a_sealed_pdf
from tests.registers.seals_in_force import an_agency
from typer.testing import CliRunner

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import port
from onedoor.registers.agencies.models import Administrator, Agency
from onedoor.registers.people.actions import open_staff_account, reset_staff_sign_in
from onedoor.registers.seals.models import Seal, State
from onedoor.site import seal_commands
from onedoor.site.city import officers
from onedoor.site.cli import app
from onedoor.site.sealing import (
    PLAYED,
    approve_all,
    ask_for_all,
    found_sample_seals,
    why_papers_wait,
    without_a_seal,
)

pytestmark = pytest.mark.django_db

DAYS = (date(2026, 1, 1), date(2030, 1, 1))


@pytest.fixture(autouse=True)
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a database that is there already."""
    monkeypatch.setattr(seal_commands, "product", lambda **_: nullcontext())
    an_agency()


def said(*words: str, code: int = 0, typed: str = "") -> str:
    ended = CliRunner().invoke(app, ["seals", *words], input=typed)
    assert ended.exit_code == code, ended.output
    return ended.output


def security(login: str = "admin_security") -> str:
    """The password of a security administrator."""
    account = open_staff_account(login, "苏丽娜", by=SYSTEM)
    Administrator.objects.create(
        account=account, office="security", since=date(2020, 1, 1), given_by="test"
    )
    return reset_staff_sign_in(account.pk, by=SYSTEM)


def test_asked_at_the_terminal_approved_with_a_password_shown_and_stopped() -> None:
    assert "1 seals asked for" in said("ask", "press-baicheng", "--basis", "机关成立")
    seal = Seal.objects.get()
    assert seal.state == State.ASKED and seal.keeper == "press-baicheng/supervisor"
    password = security()
    approved = said("approve", str(seal.pk), "--as", "admin_security", typed=f"{password}\n")
    assert password not in approved
    seal.refresh_from_db()
    assert (seal.state, seal.settled_by_name) == (State.IN_FORCE, "苏丽娜")
    assert str(seal.pk) in said("list", "--state", "in-force")
    shown = said("show", str(seal.pk))
    assert "机关成立" in shown and "not yet" in shown and "0 times" in shown
    said("stop", str(seal.pk), "--because", "密钥遗失")
    assert "密钥遗失" in said("show", str(seal.pk))


@pytest.mark.parametrize("typed", ["guessed\n", "\n\n\n"])
def test_nobody_approves_in_anothers_name(typed: str) -> None:
    said("ask", "--all")
    security()
    ended = CliRunner().invoke(
        app, ["seals", "approve", "--all", "--as", "admin_security"], input=typed
    )
    assert ended.exit_code == 1
    assert Seal.objects.get().state == State.ASKED


def test_a_clerk_with_a_good_password_is_no_administrator() -> None:
    said("ask", "--all")
    account = open_staff_account("clerk", "李明", by=SYSTEM)
    password = reset_staff_sign_in(account.pk, by=SYSTEM)
    said("approve", "--all", "--as", "clerk", typed=f"{password}\n", code=1)
    assert Seal.objects.get().state == State.ASKED


def test_what_is_refused_is_told_in_a_sentence() -> None:
    said("ask", "press-baicheng")
    assert "已经有一枚" in said("ask", "press-baicheng", code=1)
    assert "没有找到" in said("show", "00000000-0000-4000-8000-000000000000", code=1)


def test_all_agencies_without_a_seal_get_one_and_a_renamed_ones_takes_the_olds_place() -> None:
    an_agency("education-baicheng", "拜城县教育局")
    assert [each.agency for each in ask_for_all(DAYS, "启用", by=SYSTEM)] == [
        "education-baicheng", "press-baicheng",
    ]  # fmt: skip
    assert without_a_seal() == [] and ask_for_all(DAYS, "启用", by=SYSTEM) == []
    Seal.objects.update(state=State.IN_FORCE, settled_by="somebody", settled_at="2026-01-01T00:00Z")
    Agency.objects.filter(code="press-baicheng").update(name="拜城县文化旅游局")
    (new,) = ask_for_all(DAYS, "更名", by=SYSTEM)
    assert new.name == "拜城县文化旅游局" and new.replaces is not None


def test_start_up_says_in_one_line_whose_papers_wait_for_a_seal_and_which_command_is_due() -> None:
    count = len(without_a_seal())
    line = why_papers_wait()
    assert line.startswith(f"{count} agencies have no seal in force") and "\n" not in line
    assert "`onedoor seals ask --all`, then `onedoor seals approve --all --as LOGIN`" in line
    ask_for_all(DAYS, "启用", by=SYSTEM)
    line = why_papers_wait()
    assert "`onedoor seals approve --all --as LOGIN`" in line and "ask --all" not in line
    approve_all(by=PLAYED[1])
    assert why_papers_wait() == ""


def test_the_authority_is_told_with_fingerprints_and_its_roots_are_written(tmp_path: Path) -> None:
    a_sealed_pdf(port("sealer"))
    a_sealed_ofd(port("ofd_sealer"))
    told = said("authority")
    assert "maker" in told and "不具有法律效力" in told and "docs/seals.md" in told
    assert len(set(re.findall(r"SHA-256 ([0-9a-f]{64})", told))) >= 3
    said("export-trust", str(tmp_path / "trust"))
    written = {path.name for path in (tmp_path / "trust").iterdir()}
    assert written == {"sm2-root.pem", "p256-root.pem"}
    root = x509.load_pem_x509_certificate((tmp_path / "trust" / "p256-root.pem").read_bytes())
    kept = Path(settings.ONEDOOR_STATE) / "seals" / "root.pem"
    assert root == x509.load_pem_x509_certificate(kept.read_bytes())


def test_a_city_older_than_its_seals_gets_them_from_its_own_two_administrators() -> None:
    assert officers() == PLAYED
    for login, office in (("admin_system", "system"), ("admin_security", "security")):
        account = open_staff_account(login, login, by=SYSTEM)
        Administrator.objects.create(
            account=account, office=office, since=date(2020, 1, 1), given_by="test"
        )
    asks, approves = officers()
    assert (asks.office, approves.office) == ("system", "security") and asks.ref != PLAYED[0].ref
    assert found_sample_seals(asks, approves) == 1
    assert found_sample_seals(asks, approves) == 0
    seal = Seal.objects.get()
    assert (seal.state, seal.asker, seal.settled_by) == (State.IN_FORCE, asks.ref, approves.ref)
