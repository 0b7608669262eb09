"""A slip is checked with nothing but a bundle of keys; whatever was changed is refused."""

import json
import zlib
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from hypothesis import given
from hypothesis import strategies as st

import slip
from slip import base45

KEY, OTHER = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
KID, DAY = b"2026-11", 86400
NOW = 1_800_000_000
FACTS = slip.Facts(
    title="出版物经营许可证", number="新出发阿零字第00001号", holder="阿依古丽·买买提",
    agency="拜城县新闻出版局", begins="2026-11-20", ends="2031-11-19",
)  # fmt: skip
BUNDLE = slip.Bundle.load(
    slip.Bundle(
        "https://example.org", NOW - DAY, NOW + 30 * DAY,
        ((KID, slip.BundleKey(KEY.public_key(), NOW - 90 * DAY, NOW + 90 * DAY)),),
    ).dump()
)  # fmt: skip


def issued(**given: object) -> str:
    usual: dict[str, object] = {
        "issuer": "https://example.org", "at": NOW - 10, "until": NOW + 80 * DAY, "kid": KID,
        "key": KEY,
    }  # fmt: skip
    return slip.issue(FACTS, **(usual | given))  # type: ignore[arg-type]


TEXT = issued()


def test_what_was_issued_is_good_and_says_what_it_cannot_know() -> None:
    report = slip.check(TEXT, bundle=BUNDLE, at=NOW)
    assert report.good and report.slip and report.slip.facts == FACTS
    assert "没有联网" in report.sentences[0]


def test_it_fits_into_a_code_that_is_read_from_paper() -> None:
    import segno

    code = segno.make(TEXT, error="m", boost_error=False)
    assert isinstance(code.version, int) and code.version <= 17


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"key": OTHER}, "bad-signature"),
        ({"kid": b"another"}, "unknown-key"),
        ({"at": NOW - 100 * DAY}, "before-key"),
        ({"at": NOW + DAY}, "not-yet"),
        ({"at": NOW - 80 * DAY, "until": NOW}, "over"),
    ],
)
def test_each_thing_that_does_not_hold_is_named(changed: dict[str, object], problem: str) -> None:
    report = slip.check(issued(**changed), bundle=BUNDLE, at=NOW)
    assert not report.good and problem in report.problems and report.sentences


def test_an_identifier_is_carried_without_its_root_and_read_whole() -> None:
    whole = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
    said = replace(FACTS, identifier=whole)
    text = slip.issue(
        said, issuer="https://example.org", at=NOW - 10, until=NOW + DAY, kid=KID, key=KEY
    )
    report = slip.check(text, bundle=BUNDLE, at=NOW)
    assert report.good and report.slip and report.slip.facts == said
    assert b"1.2.156" not in report.slip.payload and b"20230000403" in report.slip.payload


def test_an_identifier_of_another_root_is_not_put_on_a_slip() -> None:
    with pytest.raises(ValueError, match="root"):
        slip.issue(
            replace(FACTS, identifier="2.16.840.1"), issuer="x", at=NOW, until=NOW + DAY, kid=KID,
            key=KEY,
        )  # fmt: skip


def test_a_slip_of_before_identifiers_stays_good() -> None:
    # Written by the release before; of its key nothing but this bundle is left.
    kept = json.loads(Path(__file__).with_name("of_before.json").read_text("utf-8"))
    bundle = slip.Bundle.load(kept["keys"].encode())
    report = slip.check(kept["text"], bundle=bundle, at=NOW)
    assert report.good and report.slip and report.slip.facts == FACTS
    assert report.slip.facts.identifier == ""


def test_an_old_bundle_says_that_it_is_old() -> None:
    report = slip.check(TEXT, bundle=replace(BUNDLE, until=NOW), at=NOW)
    assert report.problems == ("bundle-over",) and not report.good


@given(
    st.integers(0, len(TEXT) - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
)
def test_a_changed_letter_is_never_good(place: int, letter: str) -> None:
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    assert changed == TEXT or not slip.check(changed, bundle=BUNDLE, at=NOW).proven


@given(st.text(max_size=300))
def test_anything_may_be_scanned_and_nothing_raises(text: str) -> None:
    assert not slip.check(text, bundle=BUNDLE, at=NOW).good
    assert not slip.check(slip.PREFIX + text, bundle=BUNDLE, at=NOW).good


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_carried_by_base45_and_come_back(content: bytes) -> None:
    assert base45.decoded(base45.encoded(content)) == content
    report = slip.check(
        slip.PREFIX + base45.encoded(zlib.compress(content, 9)), bundle=BUNDLE, at=NOW
    )
    assert report.problems == ("unreadable",)


def test_base45_gives_what_the_standard_prints() -> None:
    assert base45.encoded(b"AB") == "BB8"
    assert base45.encoded(b"Hello!!") == "%69 VD92EX0"
    assert base45.encoded(b"base-45") == "UJCLQE7W581"
    assert base45.decoded("QED8WEX0") == b"ietf!"
    for wrong in ("GGW", ":::", "A", "a00"):
        with pytest.raises(ValueError, match=r"value|length|letter"):
            base45.decoded(wrong)


def test_a_flood_packed_small_is_not_unpacked() -> None:
    flood = zlib.compress(b"\0" * 10_000_000, 9)[:800]
    assert slip.check(slip.PREFIX + base45.encoded(flood), bundle=BUNDLE, at=NOW).problems == (
        "unreadable",
    )


def remade(**parts: object) -> str:
    """The slip with parts of its message put in anew, packed as ours are."""
    message = cbor2.loads(zlib.decompress(base45.decoded(TEXT.removeprefix(slip.PREFIX))))
    names = ("protected", "open", "payload", "signature")
    whole = dict(zip(names, message.value, strict=True)) | parts
    again = cbor2.dumps(cbor2.CBORTag(18, list(whole.values())))
    return slip.PREFIX + base45.encoded(zlib.compress(again, 9))


@pytest.mark.parametrize(
    "parts",
    [
        {"open": {1: -7}}, {"open": {33: b"chain"}}, {"signature": b""}, {"signature": b"\0" * 64},
        {"protected": b""}, {"protected": cbor2.dumps({1: -7})},
        {"protected": cbor2.dumps({1: -35, 4: KID})}, {"payload": b""},
        {"payload": cbor2.dumps({1: "x"})}, {"payload": cbor2.dumps([])},
        {"payload": cbor2.dumps({1: "x", 4: 2**41, 6: 1})},
        {"payload": cbor2.dumps({1: "x", 4: True, 6: 1})},
        {"payload": cbor2.dumps({1: "x", 4: 2, 6: 1, -80000: "more"})},
    ],
)  # fmt: skip
def test_a_message_put_together_otherwise_is_refused(parts: dict[str, object]) -> None:
    assert not slip.check(remade(**parts), bundle=BUNDLE, at=NOW).proven


def test_the_other_signature_that_holds_for_the_same_text_is_not_taken() -> None:
    found = slip.read(TEXT)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    r, s = found.signature[:32], int.from_bytes(found.signature[32:], "big")
    assert not slip.check(
        remade(signature=r + (order - s).to_bytes(32, "big")), bundle=BUNDLE, at=NOW
    ).proven


def test_what_is_no_bundle_is_refused() -> None:
    for content in (b"", b"{}", b'{"form": "other"}', b"[1]", b"\xff"):
        with pytest.raises(slip.BundleBroken):
            slip.Bundle.load(content)


def test_too_much_for_a_printed_code_is_not_issued() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        slip.issue(replace(FACTS, holder="许" * 2000 + "".join(map(chr, range(0x4E00, 0x5200)))),
                   issuer="x", at=1, until=2, kid=KID, key=KEY)  # fmt: skip
