"""Status lists to the letter of their vectors; the second form of a credential; wallets' proofs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vc import rfc
from tests.vc.test_sdjwt import AT, HOLDER, ISSUER, KEY, OTHER, code, key_of, report

import vc
from vc.jose import sign

URI = f"{ISSUER}/lists/1"


def test_the_lists_of_the_draft_come_out_letter_by_letter() -> None:
    assert vc.compressed(rfc.ONE_BIT[0]) == rfc.ONE_BIT[1]
    statuses, content, lst = rfc.TWO_BITS
    assert vc.packed(12, dict(enumerate(statuses))) == content and vc.compressed(content) == lst
    assert [vc.status_at(lst, at) for at in range(12)] == statuses
    assert vc.compressed(vc.packed(1 << 20, rfc.LARGE_AT, bits=1)) == rfc.LARGE
    assert all(vc.status_at(rfc.LARGE, at, bits=1) == 1 for at in rfc.LARGE_AT)
    assert vc.status_at(rfc.LARGE, 1, bits=1) == 0


@given(st.dictionaries(st.integers(0, 999), st.integers(0, 2), max_size=60))
def test_whatever_is_packed_is_read_again_in_both_kinds_of_list(known: dict[int, int]) -> None:
    lst = vc.compressed(vc.packed(1000, known))
    revoked = vc.bitstring(1000, {at for at, status in known.items() if status == vc.INVALID})
    for at in range(1000):
        assert vc.status_at(lst, at) == known.get(at, 0)
        assert vc.bit_at(revoked, at) == (known.get(at) == vc.INVALID)


def test_a_bitstring_leads_with_its_first_bit() -> None:
    assert vc.bit_at(vc.bitstring(16, {0}), 0) and not vc.bit_at(vc.bitstring(16, {0}), 7)


def a_list(**more: Any) -> str:
    usual: dict[str, Any] = {
        "uri": URI, "issuer": ISSUER, "key": KEY, "kid": "k1", "at": AT, "lives": 60, "ttl": 30,
    }  # fmt: skip
    return vc.make_list(vc.packed(64, {5: vc.SUSPENDED, 6: vc.INVALID}), **(usual | more))


def status(text: str, index: int = 0, uri: str = URI, at: int = AT) -> int:
    return vc.read_status(text, vc.Entry(uri, index), key_of=key_of, at=at)


def test_a_fetched_list_says_how_each_stands() -> None:
    assert [status(a_list(), at) for at in (4, 5, 6)] == [vc.VALID, vc.SUSPENDED, vc.INVALID]


def refused(text: str, **asked: Any) -> str:
    with pytest.raises(vc.Refused) as no:
        status(text, **asked)
    return no.value.code


def test_a_list_is_refused_when_old_foreign_other_or_too_short() -> None:
    assert refused(a_list(), at=AT + 60) == "status-expired"
    assert refused(a_list(key=OTHER)) == "bad-signature"
    assert refused(a_list(uri=f"{ISSUER}/lists/2")) == "status-other"
    assert refused(a_list(), index=64) == "status-outside"
    assert refused(sign({"iss": ISSUER}, key=KEY, kind="jwt")) == "status-type"
    broken = {"iss": ISSUER, "sub": URI, "iat": AT, "status_list": {"bits": 2, "lst": "AAAA"}}
    assert refused(sign(broken, key=KEY, kind="statuslist+jwt")) == "status-broken"


def test_a_list_that_would_unpack_without_end_is_not_unpacked() -> None:
    huge = vc.compressed(bytes(1 << 22))
    with pytest.raises(vc.Refused):
        vc.status_at(huge, 5)


# --- VC 2.0 ---


def credential(**more: Any) -> dict[str, Any]:
    return {
        "@context": [vc.CONTEXT], "type": ["VerifiableCredential"], "issuer": ISSUER,
        "credentialSubject": {"name": "王小明"},
    } | more  # fmt: skip


def as_jwt(body: dict[str, Any] | None = None, **claims: Any) -> str:
    usual: dict[str, Any] = {"iss": ISSUER, "exp": AT + 9}
    return vc.make_vc_jwt(body or credential(), key=KEY, kid="k1", **(usual | claims))


def test_a_credential_of_the_w3c_holds_as_a_token() -> None:
    text = as_jwt(status=vc.Entry(URI, 5).claim, cnf={"jwk": HOLDER.public.jwk})
    found = report(text)
    assert found.holds and found.kind == "vc+jwt" and found.issuer == ISSUER
    assert found.status == vc.Entry(URI, 5) and found.holder == HOLDER.public.thumbprint
    assert "vc" not in found.claims and found.claims["@context"] == [vc.CONTEXT]


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        ({"issuer": "https://other.example"}, {}),
        ({}, {"vc": {}}),
        ({}, {"exp": "x"}),
        ({"issuer": {"name": "x"}}, {}),
    ],
)
def test_what_is_unlike_a_credential_is_refused(body: Any, claims: Any) -> None:
    assert code(as_jwt(credential(**body), **claims)) == "bad-claims"


@pytest.mark.parametrize("lacking", ["@context", "type", "issuer", "credentialSubject"])
def test_nothing_unlike_a_credential_is_made(lacking: str) -> None:
    body = credential()
    del body[lacking]
    with pytest.raises(ValueError, match=lacking):
        as_jwt(body)


def test_a_tampered_one_is_refused() -> None:
    text = as_jwt()
    for at in range(0, len(text), 7):
        flipped = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert code(flipped)


def test_it_cannot_stand_for_a_signature_of_its_holder() -> None:
    wanted = vc.Wanted(nonce="n", audience="a")
    assert code(as_jwt(), wanted=wanted) == "no-binding"


# --- wallets ---


def proof_refused(text: str, at: int = AT) -> str:
    with pytest.raises(vc.Refused) as no:
        vc.read_proof(text, audience=ISSUER, at=at)
    return no.value.code


def test_a_wallet_proves_its_key() -> None:
    text = vc.make_proof(key=HOLDER, audience=ISSUER, nonce="n", at=AT)
    key, nonce = vc.read_proof(text, audience=ISSUER, at=AT)
    assert (key.thumbprint, nonce) == (HOLDER.public.thumbprint, "n")


def test_a_proof_for_another_issuer_hour_or_key_is_none() -> None:
    good: dict[str, Any] = {"aud": ISSUER, "iat": AT, "nonce": "n"}

    def made(said: dict[str, Any] | None = None, **header: Any) -> str:
        usual = {"jwk": HOLDER.public.jwk} | header
        return sign(good | (said or {}), key=HOLDER, kind=header.pop("kind", vc_kind), **usual)

    vc_kind = "openid4vci-proof+jwt"
    assert vc.read_proof(made(), audience=ISSUER, at=AT)
    assert proof_refused(made({"aud": "https://x.example"})) == "proof-audience"
    assert proof_refused(made({"iat": AT - 301})) == "proof-time"
    assert proof_refused(made({"iat": AT + 61})) == "proof-time"
    assert proof_refused(made({"nonce": None})) == "proof-nonce"
    assert proof_refused(made(jwk=OTHER.public.jwk)) == "bad-signature"
    assert proof_refused(made(jwk=None)) == "proof-key"
    assert proof_refused(made(jwk=HOLDER.public.jwk | {"d": "x"})) == "proof-key"
    assert proof_refused(made(jwk=HOLDER.public.jwk | {"x": "AA"})) == "proof-key"
    assert proof_refused(made(jwk=HOLDER.public.jwk | {"y": OTHER.public.jwk["y"]})) == "proof-key"
    assert proof_refused(made(kid="did:x")) == "proof-key"
    assert proof_refused(sign(good, key=HOLDER, kind="jwt", jwk=HOLDER.public.jwk)) == "proof-type"


def test_a_key_is_called_what_rfc_7638_calls_it() -> None:
    jwk = {
        "kty": "EC", "crv": "P-256", "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
        "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
    }  # fmt: skip
    key = vc.PublicKey.of(jwk)
    assert key.jwk == jwk and len(key.thumbprint) == 43
    assert vc.Key.read(HOLDER.pem).public.jwk == HOLDER.public.jwk
    assert HOLDER.public.thumbprint in repr(HOLDER) and "PRIVATE" not in repr(HOLDER)
