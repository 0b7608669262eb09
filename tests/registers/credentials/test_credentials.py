"""A licence in a wallet: what is shown singly, who may fetch it, and that one act reaches it."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.registers.credentials.carrying import (
    CLERK,
    NUMBER,
    WALLET,
    carried_by,
    holder,
    in_wallets,
    teacher,
    ticket,
)
from tests.registers.seals_in_force import a_matter
from tests.world import World, _forget_what_happened

import vc
from onedoor.kernel.actors import SYSTEM, Actor, Scope
from onedoor.kernel.models import Reading
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import now, travel
from onedoor.registers.credentials import refusals, rules
from onedoor.registers.credentials.actions import (
    fetch_credential,
    forget_old_offers,
    offer_credential,
    print_slip,
    renew_issuing_key,
    renew_old_issuing_key,
    stop_credential,
    take_offer,
)
from onedoor.registers.credentials.models import Credential, IssuingKey, Offer, Slip
from onedoor.registers.credentials.queries import (
    bitstring_credential,
    carried,
    check_credential,
    check_slip,
    credential_types,
    list_token,
    published,
)
from onedoor.registers.credentials.signing import key_of, second
from onedoor.registers.issuing.actions import issue_licence
from onedoor.registers.licences.actions import (
    cancel_licence,
    pass_on_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.ages import ages
from onedoor.registers.licences.queries import Licence
from onedoor.registers.papers.queries import Verdict, check_document, document_of

ANNA = vc.Key.make()


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with travel(date(2026, 11, 26)):
        yield


def read(text: str) -> vc.Report:
    return vc.verify(text, key_of=key_of, at=second(now()))


def status(text: str) -> int:
    """As anybody's software reads it: the list is fetched and the place looked up."""
    entry = read(text).status
    assert entry is not None
    number = int(entry.uri.rsplit("/", 1)[1])
    return vc.read_status(list_token(number), entry, key_of=key_of, at=second(now()))


# --- what a credential says ---


def test_in_the_clear_stands_only_what_tells_kind_issuer_time_and_status(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    bare = read(vc.present(text, show=[]))
    assert bare.holds
    assert set(bare.claims) == {
        "iss", "vct", "iat", "exp", "status", "cnf", "issuing_country", "issuing_authority",
        "age_equal_or_over",
    }  # fmt: skip
    assert bare.claims["age_equal_or_over"] == {}
    assert "古丽" not in str(vc.parse(text).token.payload) and NUMBER not in str(bare.claims)


def test_that_somebody_is_over_sixty_is_shown_without_their_birthday(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    shown = read(vc.present(text, show=[("age_equal_or_over", "60")]))
    assert shown.claims["age_equal_or_over"] == {"60": True}
    assert not {"holder_name", "holder_number"} & set(shown.claims)
    whole = read(text).claims
    assert whole["age_equal_or_over"] == {
        "14": True, "16": True, "18": True, "21": True, "60": True, "65": True, "80": True,
    }  # fmt: skip


def test_lines_are_claimed_by_the_facts_behind_them(world: World) -> None:
    whole = read(carried_by(licence := teacher(world), holder(world))).claims
    assert whole["holder_name"] == "古丽努尔·阿卜杜热合曼" and whole["holder_number"] == NUMBER
    assert whole["level"] == "小学教师资格" and whole["licence_number"] == licence.number
    assert whole["issue_date"] == "2026-11-26" and "expiry_date" not in whole


def test_a_licence_without_a_citizen_number_says_nothing_of_age(world: World) -> None:
    licence = teacher(world, facts=[("持证人", "古丽努尔·阿卜杜热合曼")])
    assert "age_equal_or_over" not in read(carried_by(licence, holder(world))).claims


@pytest.mark.parametrize(
    ("birth", "on", "is_of_age"),
    [
        (date(2008, 11, 26), date(2026, 11, 26), True),
        (date(2008, 11, 27), date(2026, 11, 26), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
    ],
)
def test_of_age_is_who_has_had_the_birthday(birth: date, on: date, is_of_age: bool) -> None:
    assert ages(birth, on=on)["18"] is is_of_age


def test_the_form_of_the_w3c_says_what_the_face_says(world: World) -> None:
    licence = teacher(world)
    found = read(carried_by(licence, holder(world), format=vc.VC_JWT))
    assert found.holds and found.claims["credentialSubject"]["holder_number"] == NUMBER
    assert "age_equal_or_over" not in found.claims["credentialSubject"]
    purposes = {each["statusPurpose"]: each for each in found.claims["credentialStatus"]}
    assert set(purposes) == {"revocation", "suspension"}
    number = int(purposes["revocation"]["statusListCredential"].rsplit("/", 2)[1])
    place = int(purposes["revocation"]["statusListIndex"])

    def is_set(purpose: str) -> bool:
        listed = read(bitstring_credential(number, purpose))
        assert listed.holds
        return vc.bit_at(listed.claims["credentialSubject"]["encodedList"], place)

    assert (is_set("revocation"), is_set("suspension")) == (False, False)
    suspend_licence(licence.number, reasons="年检", by=CLERK)
    assert (is_set("revocation"), is_set("suspension")) == (False, True)
    revoke_licence(licence.number, reasons="骗取", by=CLERK)
    assert (is_set("revocation"), is_set("suspension")) == (True, False)
    with pytest.raises(NotFound):
        bitstring_credential(number, "message")


def test_it_ends_with_the_licence_or_after_a_year(world: World) -> None:
    at = datetime(2026, 11, 26, 4, tzinfo=now().tzinfo)
    assert rules.expiry(None, at=at) == at + timedelta(days=365)
    short = teacher(world, valid_until=date(2026, 12, 1))
    text = carried_by(short, holder(world))
    with travel(datetime.fromisoformat("2026-12-01T23:59:00+08:00")):
        assert read(text).holds and check_credential(text).valid_until == date(2026, 12, 1)
    with travel(datetime.fromisoformat("2026-12-02T00:00:00+08:00")):
        assert read(text).problems[0].code == "expired"
        assert check_credential(text).verdict == Verdict.EXPIRED


def test_neighbours_in_a_list_are_strangers(world: World) -> None:
    licence = teacher(world)
    for _turn in range(6):
        carried_by(licence, holder(world))
    places = sorted(in_wallets().values_list("place", flat=True))
    gaps = [after - before for before, after in itertools.pairwise(places)]
    assert len(set(places)) == 6 and max(gaps) > 100


# --- who may have it ---


def test_only_the_holder_in_person_makes_an_offer(world: World) -> None:
    licence, mine = teacher(world), holder(world)
    agent = Actor(
        kind="person", ref="a", party=mine.party, person="other", scope=Scope(mandate="m")
    )
    for stranger in (holder(world, "patigul"), CLERK, agent, SYSTEM):
        with pytest.raises(NotFound):
            offer_credential(licence.number, by=stranger)
        with pytest.raises(NotFound):
            carried(str(licence.paper_id), seen_by=stranger)
    assert not Offer.objects.exists()


def test_only_a_licence_in_force_is_carried(world: World) -> None:
    licence = teacher(world)
    suspend_licence(licence.number, reasons="年检", by=CLERK)
    with pytest.raises(refusals.LicenceNotInForce):
        offer_credential(licence.number, by=holder(world))
    unknown = teacher(world, ground="case-2", kind="gone")
    with pytest.raises(refusals.KindNotCarried):
        offer_credential(unknown.number, by=holder(world))


def test_code_and_digits_are_kept_as_digests(world: World) -> None:
    offered = offer_credential(teacher(world).number, by=holder(world))
    row = Offer.objects.get()
    kept = f"{row.digest} {row.digits}"
    assert offered.code not in kept and offered.digits not in kept
    assert len(offered.digits) == 6 and offered.until - row.made_at == timedelta(minutes=10)


def test_a_code_is_spent_once_and_shown_again_it_voids_what_it_gave(world: World) -> None:
    licence = teacher(world)
    offered = offer_credential(licence.number, by=holder(world))
    token = take_offer(offered.code, offered.digits).token
    with pytest.raises(refusals.NoSuchOffer):
        take_offer(offered.code, offered.digits)
    with pytest.raises(refusals.NoSuchTicket):
        fetch_credential(token, licence.kind, vc.SD_JWT_VC, holder=WALLET.public)
    assert not in_wallets().exists()


def test_five_wrong_digits_end_an_offer(world: World) -> None:
    offered = offer_credential(teacher(world).number, by=holder(world))
    wrong = f"{(int(offered.digits) + 1) % 10**6:06}"
    for _turn in range(5):
        with pytest.raises(refusals.NoSuchOffer):
            take_offer(offered.code, wrong)
    with pytest.raises(refusals.NoSuchOffer):
        take_offer(offered.code, offered.digits)
    with pytest.raises(refusals.DigitsMissing):
        take_offer(offered.code, "")


def test_an_offer_ends_by_itself_and_by_the_next(world: World) -> None:
    licence = teacher(world)
    first = offer_credential(licence.number, by=holder(world))
    second_one = offer_credential(licence.number, by=holder(world))
    with pytest.raises(refusals.NoSuchOffer):
        take_offer(first.code, first.digits)
    with travel(now() + timedelta(minutes=10)), pytest.raises(refusals.NoSuchOffer):
        take_offer(second_one.code, second_one.digits)
    with travel(now() + timedelta(days=2)):
        forget_old_offers()
    assert not Offer.objects.exists()


def test_offers_are_not_made_without_end(world: World) -> None:
    licence = teacher(world)
    for _turn in range(rules.MOST_OFFERS):
        offer_credential(licence.number, by=holder(world))
    with pytest.raises(refusals.TooManyOffers):
        offer_credential(licence.number, by=holder(world))


def test_a_ticket_fetches_each_form_once_and_nothing_else(world: World) -> None:
    licence = teacher(world)
    token = ticket(licence, holder(world))
    for kind, format in ((licence.kind, "mso_mdoc"), ("driving-licence", vc.SD_JWT_VC)):
        with pytest.raises(refusals.NoSuchFormat):
            fetch_credential(token, kind, format, holder=WALLET.public)
    for format in rules.FORMATS:
        fetch_credential(token, licence.kind, format, holder=WALLET.public)
        with pytest.raises(refusals.FetchedAlready):
            fetch_credential(token, licence.kind, format, holder=WALLET.public)
    assert in_wallets().count() == 2
    with travel(now() + timedelta(minutes=10)), pytest.raises(refusals.NoSuchTicket):
        fetch_credential(token, licence.kind, vc.SD_JWT_VC, holder=WALLET.public)


def test_a_licence_taken_away_meanwhile_is_not_fetched(world: World) -> None:
    licence = teacher(world)
    token = ticket(licence, holder(world))
    revoke_licence(licence.number, reasons="骗取", by=CLERK)
    with pytest.raises(refusals.LicenceGone):
        fetch_credential(token, licence.kind, vc.SD_JWT_VC, holder=WALLET.public)
    assert not in_wallets().exists()


def test_fetching_is_recorded_and_the_holder_reads_of_it(world: World) -> None:
    licence, mine = teacher(world), holder(world)
    carried_by(licence, mine)
    kept = in_wallets().get()
    told = entries_of("case-1")[-1]
    assert (told.name, told.body["credential"]) == ("credential.issued", str(kept.pk))
    assert WALLET.public.thumbprint not in str(told.body)
    look = Reading.objects.get(by_kind="machine")
    assert look.party == mine.party and "数字钱包" in look.why


# --- stopping ---


def test_a_holder_stops_one_copy_and_no_other(world: World) -> None:
    licence, mine = teacher(world), holder(world)
    one, other = carried_by(licence, mine), carried_by(licence, mine)
    first = in_wallets().order_by("issued_at").first()
    assert first is not None
    with pytest.raises(NotFound):
        stop_credential(str(first.pk), by=holder(world, "patigul"))
    stopped = read(one).status
    assert stopped is not None
    pk = Credential.objects.get(place=stopped.index).pk
    stop_credential(str(pk), by=mine)
    assert (status(one), status(other)) == (vc.INVALID, vc.VALID)
    assert check_credential(one).verdict == Verdict.WITHDRAWN
    assert check_credential(other).verdict == Verdict.GENUINE
    assert entries_of("case-1")[-1].name == "credential.stopped"
    with pytest.raises(refusals.StoppedAlready):
        stop_credential(str(pk), by=mine)


# --- one act reaches all formats ---

_AGREES = {
    Verdict.GENUINE: vc.VALID, Verdict.SUSPENDED: vc.SUSPENDED, Verdict.WITHDRAWN: vc.INVALID,
    Verdict.SUPERSEDED: vc.INVALID,
}  # fmt: skip
_ACTS: dict[str, Any] = {
    "suspend": suspend_licence,
    "restore": restore_licence,
    "revoke": revoke_licence,
    "cancel": cancel_licence,
}


def _all_agree(licence: Licence, texts: list[str], slip: str) -> Verdict:
    pdf, ofd = (
        check_document(document_of(licence.paper_id, seen_by=SYSTEM, as_ofd=as_ofd))
        for as_ofd in (False, True)
    )
    assert pdf.verdict == ofd.verdict == check_slip(slip).verdict
    for text in texts:
        assert check_credential(text).verdict == pdf.verdict
        assert status(text) == _AGREES[pdf.verdict]
    return pdf.verdict


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from([*_ACTS, "supersede"]), max_size=6))
def test_pdf_ofd_credentials_and_slips_agree_after_any_acts(world: World, acts: list[str]) -> None:
    _forget_what_happened()
    licence, mine = teacher(world), holder(world)
    made = Credential.objects.get(licence=licence, thumbprint="").text
    texts = [made, *(carried_by(licence, mine, format=format) for format in rules.FORMATS)]
    slip = Slip.objects.get(licence=licence).text
    assert print_slip(licence.number, by=mine).text == slip
    assert _all_agree(licence, texts, slip) == Verdict.GENUINE
    for turn, act in enumerate(acts):
        # What may not be done changes nothing, and all formats say so too.
        try:
            if act == "supersede":
                _renewed(licence, f"case-{turn + 2}")
            else:
                _ACTS[act](licence.number, reasons="依法", by=CLERK)
        except Refusal:
            pass
        _all_agree(licence, texts, slip)


def _renewed(licence: Licence, ground: str) -> None:
    a_matter(ground)
    pass_on_licence(licence.number, to=ground, by=SYSTEM)
    issue_licence(
        kind=licence.kind, kind_name=licence.kind_name, ground=ground, holder=licence.holder,
        holder_name=licence.holder_name, agency=licence.agency, agency_name=licence.agency_name,
        facts=[("持证人", "古丽努尔·阿卜杜热合曼")], valid_from=date(2026, 11, 26),
        valid_until=None, numbering="202665290{seq:08}", because="换证", by=SYSTEM,
    )  # fmt: skip


# --- keys ---


def test_an_older_key_is_published_while_what_it_signed_may_be_shown(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    before = published()
    with travel(now() + timedelta(days=364)):
        renew_old_issuing_key()
        assert published() == before and read(text).holds
        renew_issuing_key()
        assert [each["kid"] for each in published()][1:] == [before[0]["kid"]]
        assert read(text).holds and status(text) == vc.VALID
    with travel(now() + timedelta(days=364 + 366)):
        assert len(published()) == 1


def test_a_key_no_longer_trusted_takes_all_it_signed_with_it(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    renew_issuing_key(at_once=True)
    assert read(text).problems[0].code == "unknown-key"
    assert check_credential(text).verdict == Verdict.UNTRUSTED
    assert IssuingKey.objects.get(withdrawn_at=None).kid == published()[0]["kid"]


def test_keys_are_sealed_at_rest(world: World) -> None:
    from django.db import connection

    carried_by(teacher(world), holder(world))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pem FROM credentials_issuingkey")
        assert "PRIVATE" not in cursor.fetchone()[0]


# --- what the page says of a text ---


def test_the_check_says_who_when_which_key_and_how_it_stands(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    shown = vc.present(text, show=[("holder_name",)])
    found = check_credential(shown)
    words = " ".join(found.sentences)
    assert found.is_good and "温宿县教育局的《教师资格证书》" in words
    assert published()[0]["kid"] in words and "不证明拿来的人就是持证人" in words
    assert "证照目前有效" in words
    assert dict(found.shown) == {"持证人": "古丽努尔·阿卜杜热合曼"}
    assert NUMBER not in words


def test_the_check_says_for_whom_it_was_shown(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    shown = vc.present(
        text, show=[], key=WALLET, nonce="n", audience="https://bank.example", at=second(now())
    )
    assert "是出示给 https://bank.example 的" in " ".join(check_credential(shown).sentences)
    stolen = vc.present(text, show=[], key=ANNA, nonce="n", audience="x", at=second(now()))
    assert check_credential(stolen).verdict == Verdict.ALTERED


def _other(text: str) -> str:
    """The same with one letter in its middle changed."""
    at = len(text) - 20
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def test_each_failure_has_its_sentence(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    token, first, *rest = text.split("~")
    for changed in ([_other(token), first, *rest], [token, _other(first), *rest]):
        assert check_credential("~".join(changed)).verdict == Verdict.ALTERED
    assert check_credential("eyJ").verdict == Verdict.UNREADABLE
    strange = vc.make_sd_jwt_vc(
        {"iss": "https://x.example", "vct": "y"}, key=ANNA, kid="k", holder=None
    )
    other = check_credential(strange)
    assert other.verdict == Verdict.FOREIGN and "https://x.example" in other.sentences[0]
    nul = vc.make_sd_jwt_vc({"iss": read(text).issuer, "vct": "y"}, key=ANNA, kid="\0", holder=None)
    assert check_credential(nul).verdict == Verdict.UNTRUSTED


def test_tampered_ones_are_refused_by_the_page_too(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    for at in range(0, len(text), len(text) // 70):
        flipped = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        found = check_credential(flipped)
        assert not found.is_good and found.sentences and not found.shown


def test_a_known_asker_leaves_a_row_and_a_stranger_none(world: World) -> None:
    text = carried_by(teacher(world), holder(world))
    check_credential(text)
    check_credential(text, seen_by=holder(world))
    assert not Reading.objects.exclude(by_kind="machine").exists()
    check_credential(text, seen_by=CLERK)
    assert Reading.objects.get(by_kind="staff").why == "公开查验"


def test_every_kind_has_a_name_in_both_tongues_and_claims_without_doubles(world: World) -> None:
    kinds = credential_types()
    assert {"teacher-certificate", "work-permit"} <= {each.kind for each in kinds}
    for each in kinds:
        paths = [claim.path for claim in each.claims]
        assert each.zh and each.en and len(paths) == len(set(paths)), each.kind
