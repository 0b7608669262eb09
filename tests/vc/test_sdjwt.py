"""Selective disclosure as RFC 9901 says: its own example comes out, each of its rules refuses."""

import itertools
from typing import Any

import pytest
from tests.vc import rfc

import vc
from vc.jose import PublicKey, encoded, proven, sign, take_apart, written
from vc.sdjwt import BINDING, Hidden, hash_of, issue, opened, parse, present

KEY, HOLDER, OTHER = vc.Key.make(), vc.Key.make(), vc.Key.make()
AT = 1_800_000_000
ISSUER = "https://gov.example.cn"


def key_of(header: dict[str, Any], payload: dict[str, Any]) -> PublicKey | None:
    return KEY.public if payload.get("iss") == ISSUER else None


def claims(**more: Any) -> dict[str, Any]:
    usual = {"iss": ISSUER, "vct": f"{ISSUER}/types/permit", "iat": AT - 9, "exp": AT + 999}
    return usual | {"name": Hidden("王小明"), "age": Hidden({"18": Hidden(True)})} | more


def credential(**more: Any) -> str:
    return vc.make_sd_jwt_vc(claims(**more), key=KEY, kid="k1", holder=HOLDER.public)


def report(text: str, **given: Any) -> vc.Report:
    return vc.verify(text, **({"key_of": key_of, "at": AT} | given))


def code(text: str, **given: Any) -> str:
    found = report(text, **given).problems
    return found[0].code if found else ""


# --- what the standard prints ---


def test_the_example_of_the_standard_verifies_and_opens_to_what_it_prints() -> None:
    shown = parse(rfc.PRESENTED)
    proven(shown.token, PublicKey.of(rfc.ISSUER_KEY))
    assert opened(shown).claims == rfc.PROCESSED
    proven(take_apart(shown.binding), PublicKey.of(rfc.PROCESSED["cnf"]["jwk"]))
    assert take_apart(shown.binding).payload["sd_hash"] == hash_of(shown.signed_over)


def test_a_holder_shows_of_the_example_what_the_standard_shows() -> None:
    places = [("family_name",), ("address",), ("given_name",), ("nationalities", 0)]
    shown = present(rfc.ISSUED, show=places)
    assert set(shown.split("~")) == set(rfc.SHOWN.split("~"))
    assert opened(parse(shown)).claims == rfc.PROCESSED


@pytest.mark.parametrize("part", rfc.RECURSIVE)
def test_the_digests_of_the_standard_come_out(part: str) -> None:
    text = parse(f"{rfc.TOKEN}~{rfc.RECURSIVE[part]}~").disclosures[0]
    assert text.digest == rfc.DIGESTS[part]


def test_the_recursive_example_opens_only_with_what_is_around_it() -> None:
    token = sign({"_sd": [rfc.DIGESTS["address"]], "_sd_alg": "sha-256"}, key=KEY, kind="x")
    texts = rfc.RECURSIVE
    both = opened(parse("~".join([token, texts["address"], texts["locality"], ""])))
    assert both.claims == {"address": {"locality": "Schulpforta"}}
    assert both.places[rfc.DIGESTS["locality"]] == ("address", "locality")
    with pytest.raises(vc.Refused) as refused:
        opened(parse(f"{token}~{texts['locality']}~"))
    assert refused.value.code == "not-referenced"


# --- issuing and showing ---


def test_what_is_hidden_stands_nowhere_in_the_token() -> None:
    token = parse(credential()).token
    assert "王小明" not in str(token.payload) and "name" not in token.payload
    assert token.payload["_sd"] == sorted(token.payload["_sd"])
    assert len(token.payload["_sd"]) == 2


@pytest.mark.parametrize(
    "show",
    [(), (("name",),), (("age",),), (("age", "18"),), (("name",), ("age", "18"))],
)
def test_any_choice_can_be_shown_and_nothing_else_is_learned(show: Any) -> None:
    found = report(present(credential(), show=show))
    assert found.holds
    assert ("name" in found.claims) == (("name",) in show)
    assert ("age" in found.claims) == any(each[0] == "age" for each in show)
    if ("age", "18") in show:
        assert found.claims["age"] == {"18": True}
    elif "age" in found.claims:
        assert found.claims["age"] == {}


def test_elements_of_an_array_are_shown_one_by_one() -> None:
    text = credential(langs=["zh", Hidden("ug"), Hidden("en")])
    places = {place for place in opened(parse(text)).places.values() if place[0] == "langs"}
    assert places == {("langs", 1), ("langs", 2)}
    assert report(present(text, show=[("langs", 2)])).claims["langs"] == ["zh", "en"]


def test_the_same_claim_is_never_hidden_alike_twice() -> None:
    assert not set(parse(credential()).token.payload["_sd"]) & set(
        parse(credential()).token.payload["_sd"]
    )


def test_decoys_open_nothing_and_hide_how_many_claims_there_are() -> None:
    text = issue(claims(), key=KEY, kind="dc+sd-jwt", decoys=5)
    assert len(parse(text).token.payload["_sd"]) == 7
    assert report(text).holds


def test_showing_what_is_not_there_raises() -> None:
    with pytest.raises(KeyError):
        present(credential(), show=[("salary",)])


@pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
def test_no_claim_is_named_as_the_format_names_its_own(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        issue({name: 1}, key=KEY, kind="x")


@pytest.mark.parametrize("name", ["iss", "vct", "exp", "nbf", "status"])
def test_what_controls_validity_is_never_hidden(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        credential(**{name: Hidden("x")})
    # Nor is it taken from somebody who hid it all the same.
    whole = claims(**{name: Hidden(ISSUER if name == "iss" else AT + 9)})
    text = issue(whole, key=KEY, kind="dc+sd-jwt")
    assert code(text, key_of=lambda *_: KEY.public) == "bad-claims"


# --- the holder's signature ---


def bound(text: str = "", **given: Any) -> str:
    usual: dict[str, Any] = {"show": [("name",)], "key": HOLDER, "nonce": "n1", "at": AT}
    return present(text or credential(), **(usual | {"audience": "https://bank.example"} | given))


WANTED = vc.Wanted(nonce="n1", audience="https://bank.example")


def test_a_holder_proves_that_it_is_theirs() -> None:
    found = report(bound(), wanted=WANTED)
    assert found.holds and found.bound and found.holder == HOLDER.public.thumbprint
    assert (found.bound_at, found.bound_for) == (AT, "https://bank.example")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"key": OTHER}, "binding-signature"),
        ({"nonce": "n2"}, "binding-nonce"),
        ({"audience": "https://other.example"}, "binding-audience"),
        ({"at": AT - 601}, "binding-time"),
        ({"at": AT + 61}, "binding-time"),
        ({"key": None}, "no-binding"),
    ],
)
def test_a_signature_for_another_hour_place_or_by_another_is_refused(
    given: dict[str, Any], problem: str
) -> None:
    assert code(bound(**given), wanted=WANTED) == problem


def test_what_was_shown_cannot_be_added_to_or_cut_after_signing() -> None:
    shown = bound()
    token, name, binding = shown.split("~")
    age = next(each.text for each in parse(credential()).disclosures if each.name == "age")
    assert code(f"{token}~{binding}", wanted=WANTED) == "binding-hash"
    assert code(f"{token}~{name}~{age}~{binding}", wanted=WANTED) == "not-referenced"


def test_a_signature_counts_only_where_the_credential_names_a_key() -> None:
    bare = vc.make_sd_jwt_vc(claims(), key=KEY, kid="k1", holder=None)
    assert code(bound(bare)) == "binding-wanted-none"


def test_a_signature_of_another_kind_is_none() -> None:
    shown = present(credential(), show=[])
    said = {"iat": AT, "aud": "a", "nonce": "n", "sd_hash": hash_of(shown)}
    assert code(shown + sign(said, key=HOLDER, kind="jwt")) == "binding-type"
    assert code(shown + sign(said, key=HOLDER, kind=BINDING)) == ""


# --- what section 7.1 rejects ---


def forged(payload: dict[str, Any], *disclosures: list[Any], kind: str = "dc+sd-jwt") -> str:
    """A token signed by the issuer, so that only its content can be refused."""
    texts = [encoded(written(each)) for each in disclosures]
    whole = {"iss": ISSUER, "vct": "x"} | payload
    return "~".join([sign(whole, key=KEY, kind=kind), *texts, ""])


def digest(parts: list[Any]) -> str:
    return parse(f"{rfc.TOKEN}~{encoded(written(parts))}~").disclosures[0].digest


A, B = ["salt-a", "name", "A"], ["salt-b", "name", "B"]
ELEMENT, INNER = ["salt-c", "zh"], ["salt-d", "deep", 1]
OUTER = ["salt-e", "outer", {"_sd": [digest(INNER)]}]
REJECTED: dict[str, tuple[str, str]] = {
    "a digest twice": (forged({"_sd": [digest(A), digest(A)]}, A), "digest-twice"),
    "a digest twice on two levels": (
        forged({"_sd": [digest(A)], "x": {"_sd": [digest(A)]}}, A), "digest-twice"),
    "a disclosure twice": (forged({"_sd": [digest(A)]}, A, A), "digest-twice"),
    "a digest that is met within a disclosure again": (
        forged({"_sd": [digest(OUTER), digest(INNER)]}, OUTER, INNER), "digest-twice"),
    "a disclosure of nowhere": (forged({"_sd": []}, A), "not-referenced"),
    "an inner disclosure without its outer": (
        forged({"_sd": [digest(OUTER)]}, INNER), "not-referenced"),
    "a name that is taken": (forged({"_sd": [digest(A)], "name": "x"}, A), "name-taken"),
    "a name that two disclosures take": (
        forged({"_sd": [digest(A), digest(B)]}, A, B), "name-taken"),
    "a claim that is called _sd": (
        forged({"_sd": [digest(A)]}, ["s", "_sd", []]), "reserved-name"),
    "a claim that is called ...": (forged({}, ["s", "...", 1]), "reserved-name"),
    "the algorithm as a claim": (
        forged({"_sd": [digest(["s", "_sd_alg", "x"])]}, ["s", "_sd_alg", "x"]), "name-taken"),
    "an element among members": (forged({"_sd": [digest(ELEMENT)]}, ELEMENT), "bad-disclosure"),
    "a member among elements": (forged({"l": [{"...": digest(A)}]}, A), "bad-disclosure"),
    "four parts": (forged({}, ["s", "n", 1, 2]), "bad-disclosure"),
    "one part": (forged({}, ["s"]), "bad-disclosure"),
    "a salt that is a number": (forged({}, [1, "n", 2]), "bad-disclosure"),
    "a name that is a number": (forged({}, ["s", 1, 2]), "bad-disclosure"),
    "digests that are no list": (forged({"_sd": "x"}), "bad-disclosure"),
    "digests that are no texts": (forged({"_sd": [1]}), "bad-disclosure"),
    "an element's digest that is no text": (forged({"l": [{"...": 1}]}), "bad-disclosure"),
    "dots with company": (forged({"l": [{"...": "x", "y": 1}]}), "reserved-name"),
    "another digest algorithm": (forged({"_sd_alg": "sha-1"}), "bad-hash"),
    "no kind of credential": (forged({"vct": 7}), "bad-claims"),
    "another kind of token": (forged({}, kind="jwt"), "wrong-type"),
    "a list token as a credential": (forged({}, kind="statuslist+jwt"), "wrong-type"),
    "an expiry that is a word": (forged({"exp": "soon"}), "bad-claims"),
    "an expiry that is yes": (forged({"exp": True}), "bad-claims"),
    "a holder that is no key": (forged({"cnf": {"jwk": {"kty": "EC"}}}), "bad-claims"),
    "a holder with a private key": (
        forged({"cnf": {"jwk": HOLDER.public.jwk | {"d": "x"}}}), "bad-claims"),
    "a status without a list": (forged({"status": {}}), "bad-claims"),
    "a status before the first": (
        forged({"status": {"status_list": {"idx": -1, "uri": "x"}}}), "bad-claims"),
}  # fmt: skip


@pytest.mark.parametrize("why", REJECTED)
def test_the_verifier_rejects(why: str) -> None:
    text, problem = REJECTED[why]
    assert code(text) == problem


def test_dates_are_kept() -> None:
    assert code(credential(exp=AT)) == "expired"
    assert code(credential(exp=AT + 1)) == ""
    assert code(credential(nbf=AT + 61)) == "not-yet"
    assert code(credential(iat=AT + 61)) == "from-tomorrow"


def test_none_but_es256_signs() -> None:
    """Whatever a header says of the algorithm, the signature is of the one expected kind."""
    parts = parse(credential()).token.text.split(".")
    for algorithm in ("none", "HS256", "ES384", "RS256", "es256", ""):
        header = encoded(written({"alg": algorithm, "typ": "dc+sd-jwt"}))
        assert code(".".join([header, *parts[1:]]) + "~") == "bad-algorithm"
    header = encoded(written({"alg": "ES256", "typ": "dc+sd-jwt", "crit": ["x"], "x": 1}))
    assert code(".".join([header, *parts[1:]]) + "~") == "critical"


def test_another_issuers_key_opens_nothing() -> None:
    text = vc.make_sd_jwt_vc(claims(), key=OTHER, kid="k1", holder=None)
    assert code(text) == "bad-signature"
    assert code(text, key_of=lambda *_: None) == "unknown-key"


# --- tampering: every letter of a credential matters ---

WHOLE = credential(langs=["zh", Hidden("ug")])
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _mutated() -> list[tuple[str, str]]:
    found = []
    for at in range(0, len(WHOLE), max(1, len(WHOLE) // 70)):
        found.append((f"letter {at}", _other(WHOLE, at)))
    ends = [at for at, letter in enumerate(WHOLE) if letter in ".~"]
    # The last letter before each mark has bits that mean nothing to a careless reader.
    found += [(f"letter before the mark at {at}", _other(WHOLE, at - 1)) for at in ends]
    found += [(f"mark {at} left out", WHOLE[:at] + WHOLE[at + 1 :]) for at in ends]
    found += [(f"cut at {at}", WHOLE[:at]) for at in range(1, len(WHOLE), len(WHOLE) // 20)]
    parts = WHOLE.split("~")
    found += [
        (f"part {at} twice", "~".join([*parts[:at], parts[at], *parts[at:]]))
        for at in range(1, len(parts) - 1)
    ]
    other = credential(langs=["zh", Hidden("ug")]).split("~")
    found += [
        (f"part {at} of another", "~".join([*parts[:at], other[at], *parts[at + 1 :]]))
        for at in range(1, len(parts) - 1)
    ]
    found += [("another's token", "~".join([other[0], *parts[1:]]))]
    return found


def _other(text: str, at: int) -> str:
    letter = text[at]
    if letter in ALPHABET:
        # The neighbour: one bit of difference, in the place hardest to see.
        return text[:at] + ALPHABET[ALPHABET.index(letter) ^ 1] + text[at + 1 :]
    return text[:at] + ("~" if letter == "." else ".") + text[at + 1 :]


MUTATED = _mutated()


def test_the_untampered_holds_and_there_are_enough_tampered_ones() -> None:
    assert report(WHOLE).holds
    assert len(MUTATED) >= 100


@pytest.mark.parametrize(("what", "text"), MUTATED, ids=[what for what, _text in MUTATED])
def test_the_tampered_is_refused_with_a_sentence(what: str, text: str) -> None:
    found = report(text)
    assert not found.holds
    assert found.problems[0].sentence == vc.PROBLEMS[found.problems[0].code]


JUNK = [
    "", "~", "~~", ".", "..", "...~", "a.b.c", "a.b.c~", "ey", "e30.e30.", "e30.e30.AA~",
    "凭证", "凭证.凭证.凭证~", "\0.\0.\0~", "eyJ" * 90_000, "." * 4000, "~" * 4000,
    *(f"{encoded(each)}.{encoded(each)}.{'A' * 86}~"
      for each in (b"[]", b"null", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 5000,
                   b'{"alg":"ES256","alg":"ES256"}', b"NaN", b"1e999", b"9" * 9000,
                   b'{"alg":"ES256","typ":"dc+sd-jwt"}', b'{"alg":"ES256","typ":5}')),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(JUNK)))
def test_junk_is_refused_without_a_crash(number: int) -> None:
    found = report(JUNK[number])
    assert found.problems and not found.signed


def test_every_mark_of_the_format_may_stand_anywhere_without_a_crash() -> None:
    parts = WHOLE.split("~")
    for order in itertools.permutations(parts):
        text = "~".join(order)
        assert report(text).holds == (order[0] == parts[0] and order[-1] == "")
