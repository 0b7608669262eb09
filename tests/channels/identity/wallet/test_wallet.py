"""A foreign wallet fetches a licence over HTTP; a bank checks it with software none of ours."""

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate
from tests.channels.identity.wallet.banks import Bank, Wallet, Web, well_known
from tests.registers.credentials.carrying import CLERK, TEACHER, holder, in_wallets, teacher
from tests.world import World

from onedoor.channels.guarding.limits import WALLET_ADDRESS, WALLET_WRONG
from onedoor.kernel.time import now, travel
from onedoor.registers.credentials.actions import Offered, offer_credential
from onedoor.registers.credentials.queries import issuer, link_by_reference, link_by_value, offered
from onedoor.registers.licences.actions import restore_licence, revoke_licence, suspend_licence
from onedoor.registers.licences.models import Licence

SD_JWT, VC_JWT = f"{TEACHER}.sd-jwt", f"{TEACHER}.vc-jwt"


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with travel(date(2026, 11, 26)):
        yield


def an_offer(world: World, licence: Licence) -> tuple[Wallet, Offered]:
    """A wallet that has scanned the offer of the holder of this licence."""
    made = offer_credential(licence.number, by=holder(world))
    wallet = Wallet()
    wallet.scan(link_by_value(licence.kind, made.code))
    return wallet, made


def a_ticket(world: World, licence: Licence) -> tuple[Wallet, str]:
    wallet, made = an_offer(world, licence)
    given = wallet.ask_for_ticket(made.digits)
    assert given.status_code == 200, given.content
    return wallet, given.json()["access_token"]


def error(answer: Any, status: int = 400) -> str:
    assert answer.status_code == status, answer.content
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return str(answer.json()["error"])


def test_a_bank_abroad_learns_that_she_is_over_sixty_and_nothing_more(world: World) -> None:
    licence = teacher(world)
    wallet, ticket = a_ticket(world, licence)
    given = wallet.fetch(ticket, SD_JWT)
    assert given.status_code == 200 and given.headers["Cache-Control"].startswith("no-store")
    credential = given.json()["credentials"][0]["credential"]
    bank = Bank()
    shown = wallet.show(
        credential, {"age_equal_or_over": {"60": True}}, nonce=bank.nonce, bank=bank.address
    )
    claims = bank.opens(shown)
    assert claims["age_equal_or_over"] == {"60": True}
    assert claims["issuing_authority"] == "温宿县教育局"
    assert not {"holder_name", "holder_number", "licence_number"} & set(claims)
    assert bank.status(claims) == 0
    # What kind of thing it is, says the address that stands in it.
    kind = bank.web.json(claims["vct"])
    assert kind["vct"] == claims["vct"] and kind["name"] == "Teacher Qualification Certificate"


def test_one_act_of_the_agency_reaches_the_bank_at_once(world: World) -> None:
    licence = teacher(world)
    wallet, ticket = a_ticket(world, licence)
    credential = wallet.fetch(ticket, SD_JWT).json()["credentials"][0]["credential"]
    whole = wallet.fetch(ticket, VC_JWT).json()["credentials"][0]["credential"]
    bank = Bank()
    shown = wallet.show(credential, {"level": True}, nonce=bank.nonce, bank=bank.address)
    both = [bank.opens(shown), bank.opens_whole(whole)]
    assert [bank.status(each) for each in both] == [0, 0]
    suspend_licence(licence.number, reasons="年检", by=CLERK)
    assert [bank.status(each) for each in both] == [2, 2]
    restore_licence(licence.number, reasons="合格", by=CLERK)
    assert [bank.status(each) for each in both] == [0, 0]
    revoke_licence(licence.number, reasons="骗取", by=CLERK)
    assert [bank.status(each) for each in both] == [1, 1]


def test_an_offer_by_reference_is_the_same_offer(world: World) -> None:
    made = offer_credential(teacher(world).number, by=holder(world))
    wallet = Wallet()
    wallet.scan(link_by_reference(f"{issuer()}/offers/{made.code}"))
    assert wallet.offer == offered(TEACHER, made.code)
    assert wallet.ask_for_ticket(made.digits).status_code == 200
    # Spent, it is nowhere to be found.
    assert wallet.web.get(f"{issuer()}/offers/{made.code}").status_code == 404


GUIDE = Path(__file__).parents[4] / "docs" / "credentials.md"


def test_what_the_guide_says_is_done_with_openssl_can_be_done(world: World, tmp_path: Path) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    credential = wallet.fetch(ticket, SD_JWT).json()["credentials"][0]["credential"]
    shown = wallet.show(credential, {"level": True}, nonce="n", bank="b")
    keys = wallet.web.json(well_known(issuer(), "jwt-vc-issuer"))
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    script = GUIDE.read_text("utf-8").split("```sh\n")[1].split("```")[0]
    # All of it but the first line, which fetches what lies there already.
    told = subprocess.run(
        ["bash", "-ec", script.partition("\n")[2]], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "SHOWN": shown},
    )  # fmt: skip
    assert told.stdout.endswith("Verified OK\n"), told.stderr
    assert "小学教师资格" in told.stdout and "古丽努尔" not in told.stdout
    digests = str(told.stdout.splitlines()[0])
    assert all(line.split()[0] in digests for line in told.stdout.splitlines()[1:-1])


def test_a_presentation_stolen_from_one_bank_opens_nothing_at_another(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    credential = wallet.fetch(ticket, SD_JWT).json()["credentials"][0]["credential"]
    bank, thief = Bank(), Wallet()
    shown = wallet.show(credential, {"level": True}, nonce=bank.nonce, bank=bank.address)
    with pytest.raises(ValueError, match=r"nonce|Nonce"):
        Bank().opens(shown)
    thief.metadata = wallet.metadata
    forged = thief.show(credential, {"level": True}, nonce=bank.nonce, bank=bank.address)
    with pytest.raises(Exception, match=r"[Vv]erif|[Ss]ignature"):
        bank.opens(forged)


# --- what is refused ---


def test_wrong_digits_and_other_grants_get_no_ticket(world: World) -> None:
    wallet, made = an_offer(world, teacher(world))
    wrong = f"{(int(made.digits) + 1) % 10**6:06}"
    assert error(wallet.ask_for_ticket(wrong)) == "invalid_grant"
    assert error(wallet.ask_for_ticket("")) == "invalid_request"
    other = wallet.ask_for_ticket(made.digits, grant_type="authorization_code")
    assert error(other) == "unsupported_grant_type"
    strange = wallet.ask_for_ticket(made.digits, **{"pre-authorized_code": "x\0y"})
    assert error(strange) == "invalid_grant"
    assert wallet.ask_for_ticket(made.digits).status_code == 200
    assert error(wallet.ask_for_ticket(made.digits)) == "invalid_grant"


def test_a_proof_counts_once(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    proof = wallet.proof(wallet.nonce())
    assert wallet.fetch(ticket, SD_JWT, proof).status_code == 200
    assert error(wallet.fetch(ticket, VC_JWT, proof)) == "invalid_nonce"
    assert in_wallets().count() == 1


def test_a_nonce_of_our_own_making_while_it_is_young(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    nonce = wallet.nonce()
    later = f"{int(nonce.split('.')[0]) + 9}.{nonce.partition('.')[2]}"
    for made_up in ("", "x", "1.2.3", later, nonce + "é", "٣.a.b"):
        answer = wallet.fetch(ticket, SD_JWT, wallet.proof(made_up))
        assert error(answer) == "invalid_nonce"
    with travel(now() + timedelta(minutes=5, seconds=1)):
        old = wallet.fetch(ticket, SD_JWT, wallet.proof(nonce))
    assert error(old) == "invalid_nonce"
    assert not in_wallets().exists()


def test_a_proof_by_another_key_for_another_issuer_or_of_old_is_none(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    for changes in (
        {"key": Wallet().key},
        {"aud": "https://other.example"},
        {"iat": int(now().timestamp()) - 400},
        {"iat": "now"},
    ):
        answer = wallet.fetch(ticket, SD_JWT, wallet.proof(wallet.nonce(), **changes))
        assert error(answer) == "invalid_proof"
    for junk in ("x", "e30.e30.", "a.b.c"):
        assert error(wallet.fetch(ticket, SD_JWT, junk)) == "invalid_proof"
    assert not in_wallets().exists()


def test_requests_that_are_none_get_an_answer_all_the_same(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    address = wallet.metadata["credential_endpoint"]
    for body in (None, [], "x", {}, {"credential_configuration_id": 5}):
        answer = wallet.web.post_json(address, body, Authorization=f"Bearer {ticket}")
        assert error(answer) == "invalid_credential_request"
    for proofs in (None, [], {"jwt": []}, {"jwt": ["a", "b"]}, {"jwt": [5]}, {"ldp_vp": ["x"]}):
        body = {"credential_configuration_id": SD_JWT, "proofs": proofs}
        assert error(wallet.web.post_json(address, body)) == "invalid_proof"
    form = wallet.web.post(address, {"credential_configuration_id": SD_JWT})
    assert error(form) == "invalid_credential_request"
    broken = wallet.web.client.post(
        "/credentials/credential", "[" * 40_000, content_type="application/json"
    )
    assert error(broken) == "invalid_credential_request"


def test_without_a_ticket_or_for_another_kind_there_is_nothing(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    assert error(wallet.fetch("stolen", SD_JWT), 401) == "invalid_token"
    assert error(wallet.fetch("", SD_JWT), 401) == "invalid_token"
    other = wallet.fetch(ticket, "work-permit.sd-jwt")
    assert error(other) == "unknown_credential_configuration"
    assert wallet.fetch(ticket, SD_JWT).status_code == 200
    assert error(wallet.fetch(ticket, SD_JWT)) == "credential_request_denied"


def test_guessing_is_slowed_down(world: World) -> None:
    wallet, made = an_offer(world, teacher(world))
    for _turn in range(WALLET_WRONG.most):
        wallet.ask_for_ticket("1", **{"pre-authorized_code": "x"})
    assert error(wallet.ask_for_ticket(made.digits), 429) == "slow_down"
    for _turn in range(WALLET_ADDRESS.most):
        last = wallet.web.post_json(wallet.metadata["nonce_endpoint"], None)
    assert error(last, 429) == "slow_down"


# --- what anybody reads ---


def test_the_sign_in_of_systems_is_as_it_was(world: World) -> None:
    web = Web()
    ours = web.json("http://x/.well-known/openid-configuration")
    wallets = web.json(well_known(issuer(), "oauth-authorization-server"))
    assert ours["issuer"] != wallets["issuer"]
    assert ours["token_endpoint"] != wallets["token_endpoint"]


def test_every_kind_is_described_as_wallets_ask(world: World) -> None:
    metadata = Web().json(well_known(issuer(), "openid-credential-issuer"))
    assert metadata == Web().json(f"{issuer()}/.well-known/openid-credential-issuer")
    validate(metadata, METADATA)
    for name, each in metadata["credential_configurations_supported"].items():
        assert ("vct" in each) == name.endswith(".sd-jwt")


def test_lists_are_for_any_browser_and_kept_by_nobody(world: World) -> None:
    wallet, ticket = a_ticket(world, teacher(world))
    wallet.fetch(ticket, SD_JWT)
    number = in_wallets().get().status_list_id
    for path, kind in (
        (f"/credentials/lists/{number}", "application/statuslist+jwt"),
        (f"/credentials/lists/{number}/revocation", "application/vc+jwt"),
    ):
        answer = wallet.web.get(path)
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "no-cache"
    assert wallet.web.get("/credentials/lists/999999").status_code == 404
    assert wallet.web.get(f"/credentials/lists/{number}/other").status_code == 404


_ONE = {
    "type": "object",
    "required": [
        "format", "cryptographic_binding_methods_supported",
        "credential_signing_alg_values_supported", "proof_types_supported", "credential_metadata",
    ],
    "properties": {
        "format": {"enum": ["dc+sd-jwt", "vc+jwt"]},
        "proof_types_supported": {
            "type": "object", "required": ["jwt"],
            "properties": {"jwt": {"required": ["proof_signing_alg_values_supported"]}},
        },
        "credential_metadata": {
            "type": "object",
            "properties": {
                "display": {"type": "array", "minItems": 1, "items": {"required": ["name"]}},
                "claims": {
                    "type": "array", "minItems": 1,
                    "items": {
                        "required": ["path"],
                        "properties": {"path": {"type": "array", "minItems": 1}},
                    },
                },
            },
        },
    },
}  # fmt: skip
METADATA = {
    "type": "object",
    "required": ["credential_issuer", "credential_endpoint", "credential_configurations_supported"],
    "properties": {
        "nonce_endpoint": {"type": "string"},
        "credential_configurations_supported": {
            "type": "object", "minProperties": 100, "additionalProperties": _ONE,
        },
    },
}  # fmt: skip
