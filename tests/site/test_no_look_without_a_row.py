"""No way to anybody's data avoids the trace: every address × every role, and every public query.

What came out of the database is compared with the rows that were left (see `watch`). What is let
off stands below with its reason, and a reason that is no longer needed fails the test.
"""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from tests.journeys.scenery import CITIZEN, FIRM, NOBODYS_ID, Scenery
from tests.site.test_doors import ALL, PEOPLE, Town, town  # noqa: F401 (the fixture)
from tests.site.watch import KEPT, Watch, watched
from tests.world import BOOKSHOP

import onedoor
import vc
from onedoor.casework.bundles import queries as bundles
from onedoor.casework.bundles.models import BundleDraft
from onedoor.casework.cases import queries as cases
from onedoor.casework.cases.models import Case
from onedoor.channels.notices import queries as notices
from onedoor.kernel import readings
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor, Scope
from onedoor.kernel.models import Entry
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import at_noon, today, travel
from onedoor.oversight.comments import queries as comments
from onedoor.oversight.feedback import queries as feedback
from onedoor.oversight.letters import queries as letters
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.credentials import queries as credentials
from onedoor.registers.credentials.actions import (
    fetch_credential,
    offer_credential,
    print_slip,
    take_offer,
)
from onedoor.registers.licences import queries as licences
from onedoor.registers.mandates import queries as mandates
from onedoor.registers.mandates.models import Mandate
from onedoor.registers.papers import queries as papers
from onedoor.registers.people import queries as people
from onedoor.registers.people.actions import make_token
from onedoor.registers.showing import queries as showing
from onedoor.registers.transcripts import queries as transcripts

pytestmark = pytest.mark.long

ROOT = Path(onedoor.__file__).parent

# What else may be asked of an address than its bare path.
MORE = {
    "desk:inbox": ["?view=today", "?view=late", "?view=done", "?q=多浪", "?q=0001", "?other=1"],
    "desk:case": [f"?see={see}" for see in ("form", "facts", "history", "papers")],
    "desk:decide": ["!outcome=grant&reasons=都满足&do=read"],
    "desk:corrections": ["!do=read"],
    "desk:wall": ["?wall=1"],
    "desk:behind": ["?which=late", "?which=today", "?of=watched", "?of=mine"],
    "portal:mine": ["?all=1"],
    "portal:readings": ["?since=all"],
}  # fmt: skip

# (address, role): why what comes out there leaves no row.
LET_OFF: dict[tuple[str, str], str] = {
    ("portal:progress", "anyone"): "stage and dates for whoever holds the code: nobody's name, and"
    " nobody known to write down",
    ("portal:check-code", "anyone"): "what a paper in hand says already, its name masked",
    ("portal:shown-link", "*"): "until when a code holds, for whoever has it: nothing it shows",
    ("portal:public-notices", "*"): "what hangs out for everybody, the names of persons masked",
    ("portal:public-notice", "*"): "as portal:public-notices",
    ("portal:rate-by-code", "*"): "a title and whether it has ended, for whoever holds the code:"
    " nobody's name",
    ("api:readProgress", "*"): "as portal:progress; the interface knows no session",
}

Reader = tuple[str, str]


def _readers() -> dict[str, Reader]:
    """Role → how it stands in a row, and its own party."""
    accounts = get_user_model().objects
    found = {"anyone": ("anyone", "")}
    for role, login in PEOPLE.items():
        if login:
            account = accounts.get(login=login)
            found[role] = (f"account:{account.pk}", str(account.party_id or ""))
    return found


@pytest.fixture(scope="module")
def walked(town: Town) -> dict[str, list[tuple[str, str, list[str]]]]:  # noqa: F811
    """Every address walked by every role: (role, path, what was missing), by name of address."""
    readers, knows = _readers(), _givers(town)
    account = get_user_model().objects.get(login=FIRM)
    key = make_token(account, label="test", by=SYSTEM)
    program = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)
    ref = f"token:{account.tokens.latest('made_at').pk}"
    # A program is no person: even a look at its own party's data leaves a row.
    town.clients["program"], readers["program"] = program, (ref, "")
    found: dict[str, list[tuple[str, str, list[str]]]] = {}
    try:
        for address in ALL:
            for path in _paths(town, address):
                # Whoever acts for another does so here too: looking into that is a look.
                town.put_on()
                for role, client in town.clients.items():
                    # Elsewhere a key is nothing, and whoever shows one is anyone.
                    if role == "program" and not path.startswith("/api/"):
                        continue
                    missing = _walk(client, path, readers[role], knows.get(role, ""))
                    found.setdefault(_name(address), []).append((role, path, missing))
    finally:
        del town.clients["program"]
    return found


def _name(address: Any) -> str:
    return {"api:read_progress": "api:readProgress"}.get(
        address.name, address.name or address.route
    )


def _paths(town: Town, address: Any) -> list[str]:  # noqa: F811
    return [town.path(address) + more for more in ["", *MORE.get(address.name, [])]]


def _givers(town: Town) -> dict[str, str]:  # noqa: F811
    """For whom each role acts: that one's name stands at the head of each page it is shown."""
    standing = {key: each for key, each in town.acting.items() if key != "ended mandate"}
    given = dict(Mandate.objects.values_list("pk", "giver_id"))
    return {
        role: str(given[each]) if each in given else each.partition(":")[2]
        for role, each in standing.items()
    }


def _walk(client: Client, path: str, reader: Reader, giver: str) -> list[str]:
    path, _, sent = path.partition("!")
    with watched() as watch:
        answer = client.get(path) if not sent else client.post(path, _pairs(sent))
        body = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code == 200:
        return watch.untraced(reader=reader[0], own=reader[1])
    # Who is kept out learns nothing, not even a name.
    words = body.decode("utf-8", "ignore")
    names = [
        case.applicant_name
        for case in Case.objects.all()
        if str(case.applicant_id) not in (reader[1], giver)
    ]
    return [f"{answer.status_code}, and yet it names {name}" for name in names if name in words]


def _pairs(sent: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in sent.split("&"))


@pytest.mark.parametrize("name", sorted({_name(each) for each in ALL}))
def test_no_address_shows_anybodys_data_without_a_row(walked: Any, name: str) -> None:
    missing = {
        (role, path): faults
        for role, path, faults in walked.get(name, [])
        if faults and not {(name, role), (name, "*")} & set(LET_OFF)
    }
    assert missing == {}


def test_what_is_let_off_still_needs_it(walked: Any) -> None:
    needed = {
        key
        for name, rows in walked.items()
        for role, _path, faults in rows
        if faults
        for key in ((name, role), (name, "*"))
    }
    assert set(LET_OFF) - needed == set()


def test_the_walk_meets_personal_data_at_all(walked: Any, town: Town) -> None:  # noqa: F811
    """A watch that sees nothing would pass everything: the clerk's case page is seen to be full."""
    with watched() as watch:
        town.clients["window"].get(f"/desk/cases/{town.scenery.case('submitted').number}/")
    tables = set().union(*watch.parties.values())
    assert {"people_party", "cases_case", "cases_task", "cases_material"} <= tables


# --- Every public query, called by everybody who is not the person --------------------------

Call = Callable[[Scenery, Actor], Any]


_BUILT: dict[str, Any] = {}


def _kept(name: str, made: Callable[[], Any]) -> Any:
    """Something of the scenery, asked of the database once: before anybody watches."""
    if name not in _BUILT:
        _BUILT[name] = made()
    return _BUILT[name]


def _case(scenery: Scenery, state: str = "to-decide") -> Case:
    case: Case = _kept(f"case {state}", lambda: scenery.case(state))
    return case


def _paper(scenery: Scenery) -> Any:
    return _kept("paper", lambda: scenery.paper)


def _material(scenery: Scenery) -> str:
    return str(_kept("material", lambda: scenery.material))


def _document(scenery: Scenery) -> bytes:
    return bytes(_kept("document", lambda: papers.document_of(_paper(scenery).pk, seen_by=SYSTEM)))


def _number(scenery: Scenery) -> str:
    party = _party(scenery)
    return str(_kept("number", lambda: people.party_for(party, seen_by=SYSTEM).number))


def _licence(scenery: Scenery) -> str:
    _case(scenery, "closed")
    held = _kept("licences", lambda: licences.licences_of(_party(scenery), seen_by=SYSTEM))
    return str(held[0].number)


def _identifier(scenery: Scenery) -> str:
    number = _licence(scenery)
    return licences.licence_for(number, seen_by=SYSTEM).identifier


def _when_it_calls(scenery: Scenery, reader: Actor) -> Any:
    """A month before the licence runs out."""
    number = _licence(scenery)
    ends = _kept("ends", lambda: licences.licence_for(number, seen_by=SYSTEM).valid_until)
    with travel(at_noon(ends)):
        return licences.called_for("renew", seen_by=reader)


def _printed_on(scenery: Scenery) -> str:
    number = _licence(scenery)
    return str(
        _kept("paper of the licence", lambda: licences.licence_for(number, seen_by=SYSTEM).paper_id)
    )


def _held(scenery: Scenery) -> Any:
    _case(scenery, "closed")
    return _kept("held", lambda: scenery.licence)


def _authorised(scenery: Scenery) -> Any:
    _held(scenery)
    return _kept("authorised", lambda: scenery.authorisation)


def _used(scenery: Scenery) -> int:
    _authorised(scenery)
    return int(_kept("use", lambda: scenery.use.pk))


def _transcript(scenery: Scenery) -> str:
    return str(_kept("transcript", lambda: scenery.transcript.pk))


def _use_copy(scenery: Scenery) -> str:
    _held(scenery)
    return str(_kept("use copy", lambda: scenery.use_copy.pk))


def _show(scenery: Scenery) -> str:
    return str(_kept("show", lambda: scenery.shown().show.pk))


def _print(scenery: Scenery) -> str:
    number = _licence(scenery)
    return str(
        _kept("print", lambda: licences.licence_for(number, seen_by=SYSTEM).paper.check_code)
    )


def _credential(scenery: Scenery) -> str:
    """The firm's licence as a wallet has it."""

    def fetched() -> str:
        licence = licences.licence_for(_licence(scenery), seen_by=SYSTEM)
        made = offer_credential(licence.number, by=scenery.firm)
        ticket = take_offer(made.code, made.digits).token
        key = vc.Key.make().public
        return fetch_credential(ticket, licence.kind, vc.SD_JWT_VC, holder=key)

    return str(_kept("credential", fetched))


def _slip(scenery: Scenery) -> str:
    number = _licence(scenery)
    return str(_kept("slip", lambda: print_slip(number, by=scenery.firm).text))


def _asked(scenery: Scenery) -> str:
    def ask() -> str:
        return scenery.enquiry

    return str(_kept("asked", ask))


def _told_of(scenery: Scenery) -> str:
    """The number of a comment that is shown; another one waits."""

    def told() -> str:
        assert scenery.comment
        return str(scenery.shown_comment.pk)

    return str(_kept("comments", told))


def _written(scenery: Scenery) -> str:
    return str(_kept("written", lambda: scenery.letter.pk))


def _letter_code(scenery: Scenery) -> str:
    return str(_kept("letter code", lambda: scenery.letter.code))


def _notice(scenery: Scenery) -> int:
    _case(scenery, "on-a-route")
    return scenery.notice


def _part_onward(scenery: Scenery) -> dict[str, cases.Onward]:
    number = _part(scenery)
    version = _kept("onward", lambda: Case.objects.get(number=number).version_id)
    return {number: cases.Onward(to=version, answers={}, situation={})}


def _party(scenery: Scenery) -> str:
    return scenery.firm.party


def _mandate(scenery: Scenery) -> str:
    return str(_kept("mandate", lambda: scenery.mandate))


def _stop_code(scenery: Scenery) -> str:
    mandate = _mandate(scenery)
    return str(_kept("stop code", lambda: Mandate.objects.get(pk=mandate).stop_code))


def _citizen(scenery: Scenery) -> str:
    return str(_kept("citizen", lambda: scenery.world.cast(CITIZEN).party))


def _deed(scenery: Scenery) -> Entry:
    return Entry(pk=1, mandate="representative", by_ref=scenery.firm.ref)


def _part(scenery: Scenery) -> str:
    def found() -> str:
        return Case.objects.filter(part_of=scenery.joint).values_list("number", flat=True)[0]

    return str(_kept("part", found))


CALLS: dict[str, Call] = {
    "registers.credentials.carried": lambda s, r: credentials.carried(
        _kept("print paper", lambda: s.licence_paper), seen_by=r),
    "registers.credentials.credentials_held": lambda s, r: credentials.credentials_held(seen_by=r),
    "registers.credentials.check_slip": lambda s, r: credentials.check_slip(_slip(s), seen_by=r),
    "registers.credentials.check_credential": lambda s, r: credentials.check_credential(
        _credential(s), seen_by=r),
    "casework.cases.case_for": lambda s, r: cases.case_for(_case(s).number, seen_by=r),
    "casework.cases.cases_of": lambda s, r: cases.cases_of(_party(s), seen_by=r),
    "casework.cases.titles_of": lambda s, r: cases.titles_of(seen_by=r),
    "casework.cases.drafts_of": lambda s, r: cases.drafts_of(_party(s), seen_by=r),
    "casework.cases.draft_for": lambda s, r: cases.draft_for(s.draft, seen_by=r),
    "casework.cases.draft_of": lambda s, r: cases.draft_of("publication-retail", seen_by=r),
    "casework.cases.materials_of_draft": lambda s, r: cases.materials_of_draft(s.draft, seen_by=r),
    "casework.cases.material_for": lambda s, r: cases.material_for(_material(s), seen_by=r),
    "casework.cases.material_page": lambda s, r: cases.material_page(_material(s), 1, seen_by=r),
    "casework.cases.progress_by_code": lambda s, r: cases.progress_by_code(
        _case(s).query_code, seen_by=r),
    "casework.cases.filed_between": lambda s, r: cases.filed_between(
        _case(s).received_on, _case(s).received_on, seen_by=r),
    "casework.cases.history_of": lambda s, r: cases.history_of(_case(s), seen_by=r),
    "casework.cases.correction_preview": lambda s, r: cases.correction_preview(
        _case(s, "unmet").number, words={}, seen_by=r),
    "casework.cases.decision_preview": lambda s, r: cases.decision_preview(
        _case(s).number, granted=True, reasons="有", seen_by=r),
    "casework.cases.readings_of_case": lambda s, r: cases.readings_of_case(
        _case(s).number, seen_by=r),
    "casework.cases.acts_open": lambda s, r: cases.acts_open(
        _case(s), ["press-aksu-city/window"], seen_by=r),
    "casework.cases.inbox": lambda s, r: [
        cases.inbox(seen_by=r, view=view) for view in ("mine", "today", "late", "done")
    ] + [cases.inbox(seen_by=r, find="多浪"), cases.inbox(seen_by=r, find=_case(s).number[-4:])],
    "casework.cases.inbox_counts": lambda s, r: cases.inbox_counts(seen_by=r),
    "casework.cases.tasks_chosen": lambda s, r: cases.tasks_chosen(
        [_case(s).number], seen_by=r),
    "casework.cases.in_nobodys_hands": lambda s, r: cases.in_nobodys_hands(
        ["press-aksu-city"], seen_by=r),
    "casework.cases.waiting_at": lambda s, r: [
        _case(s), cases.waiting_at(["press-aksu-city"])],
    "casework.cases.own_tasks": lambda s, r: cases.own_tasks(seen_by=r),
    "casework.cases.own_work": lambda s, r: cases.own_work(seen_by=r),
    "casework.cases.tasks_behind": lambda s, r: [
        _case(s), cases.tasks_behind(["press-aksu-city"], seen_by=r)],
    "casework.cases.parts_of": lambda s, r: cases.parts_of(s.joint, seen_by=r),
    "casework.cases.part_of": lambda s, r: cases.part_of(_case(s).number, seen_by=r),
    "casework.bundles.bundle_for": lambda s, r: bundles.bundle_for(s.joint, seen_by=r),
    "casework.bundles.bundles_of": lambda s, r: bundles.bundles_of(_citizen(s), seen_by=r),
    "casework.bundles.bundles_at": lambda s, r: bundles.bundles_at(seen_by=r),
    "casework.bundles.bundle_of_case": lambda s, r: bundles.bundle_of_case(
        _part(s), seen_by=r),
    "casework.bundles.bundle_draft_for": lambda s, r: bundles.bundle_draft_for(
        s.joint_draft, seen_by=r),
    "casework.bundles.bundle_draft_of": lambda s, r: bundles.bundle_draft_of(
        "restaurant", seen_by=r),
    "casework.bundles.bundle_drafts_of": lambda s, r: bundles.bundle_drafts_of(
        _citizen(s), seen_by=r),
    "casework.bundles.whole_of_draft": lambda s, r: bundles.whole_of_draft(
        BundleDraft(pk=s.joint_draft), seen_by=r),
    "casework.bundles.plan_bundle_move": lambda s, r: bundles.plan_bundle_move(
        "newborn", agency="health-aksu-city", seen_by=r),
    "casework.bundles.bundles_behind": lambda s, r: bundles.bundles_behind(
        ["health-aksu-city"], seen_by=r),
    "casework.bundles.bundle_moves_of": lambda s, r: bundles.bundle_moves_of(
        ["health-aksu-city"], seen_by=r),
    "casework.bundles.parts_under": lambda s, r: bundles.parts_under(
        current_version("newborn-household").pk, agency="police-aksu-city", seen_by=r),
    "casework.bundles.joint_material_for": lambda s, r: bundles.joint_material_for(
        s.joint_material, seen_by=r),
    "casework.cases.promises_of_draft": lambda s, r: cases.promises_of_draft(s.draft, seen_by=r),
    "casework.cases.promises_of_case": lambda s, r: cases.promises_of_case(_case(s), seen_by=r),
    "casework.cases.promises_to_look_at": lambda s, r: cases.promises_to_look_at(seen_by=r),
    "casework.cases.signings_of_draft": lambda s, r: cases.signings_of_draft(s.draft, seen_by=r),
    "casework.cases.signings_of_case": lambda s, r: cases.signings_of_case(_case(s), seen_by=r),
    "channels.notices.notices_of": lambda s, r: notices.notices_of(seen_by=r),
    "channels.notices.wishes_of": lambda s, r: notices.wishes_of(seen_by=r),
    "channels.notices.told": lambda s, r: notices.told(_case(s).subject),
    "oversight.feedback.tally_of": lambda s, r: [
        _case(s, "rated"), feedback.tally_of("publication-retail")],
    "oversight.feedback.tallies": lambda s, r: [
        _case(s, "rated"), feedback.tallies("agency"), feedback.tallies("service"),
        feedback.tallies("channel")],
    "oversight.feedback.days_to_call": lambda s, r: feedback.days_to_call(
        _case(s, "rated").agency),
    "oversight.feedback.open_to_rating": lambda s, r: feedback.open_to_rating(
        _case(s, "rated").agency, today()),
    "oversight.feedback.may_rate_until": lambda s, r: feedback.may_rate_until(
        _case(s, "rated"), seen_by=r),
    "oversight.feedback.rateable": lambda s, r: feedback.rateable(s.visit.number),
    "oversight.feedback.why_set_aside": lambda s, r: feedback.why_set_aside(
        _case(s, "rated").number, seen_by=r),
    "oversight.feedback.at_window": lambda s, r: feedback.at_window(
        s.device[0].code, secret=s.device[1]),
    "oversight.feedback.windows_at": lambda s, r: [s.device, feedback.windows_at(seen_by=r)],
    "oversight.feedback.windows_supervised": lambda s, r: [
        s.device, feedback.windows_supervised(seen_by=r)],
    "oversight.feedback.visits_today": lambda s, r: [
        s.visit, feedback.visits_today(today(), seen_by=r)],
    "oversight.feedback.visit_for": lambda s, r: feedback.visit_for(str(s.visit.pk), seen_by=r),
    "oversight.feedback.bad_ratings": lambda s, r: [
        s.bad_rating, feedback.bad_ratings(seen_by=r)],
    "oversight.feedback.bad_rating_for": lambda s, r: feedback.bad_rating_for(
        s.bad_rating, seen_by=r),
    "oversight.feedback.disputes_for": lambda s, r: [
        s.dispute, feedback.disputes_for(seen_by=r),
        feedback.disputes_for(seen_by=r, decided=True)],
    "oversight.feedback.disputes_waiting": lambda s, r: feedback.disputes_waiting(seen_by=r),
    "oversight.feedback.dispute_for": lambda s, r: feedback.dispute_for(s.dispute, seen_by=r),
    "oversight.feedback.rating_of": lambda s, r: feedback.rating_of(
        _case(s, "rated").number, seen_by=r),
    "oversight.feedback.ratings_of": lambda s, r: feedback.ratings_of(seen_by=r),
    "oversight.feedback.follow_up_for": lambda s, r: feedback.follow_up_for(
        s.follow_up, seen_by=r),
    "oversight.feedback.follow_up_of": lambda s, r: feedback.follow_up_of(
        s.rated_badly.number, seen_by=r),
    "oversight.feedback.follow_ups_for": lambda s, r: [
        s.follow_up, feedback.follow_ups_for(seen_by=r),
        feedback.follow_ups_for(seen_by=r, done=True)],
    "oversight.feedback.follow_ups_waiting": lambda s, r: feedback.follow_ups_waiting(seen_by=r),
    "oversight.feedback.answers_published": lambda s, r: [
        s.follow_up, feedback.answers_published().answers],
    "oversight.feedback.how_followed_up": lambda s, r: [s.follow_up, feedback.how_followed_up()],
    "oversight.feedback.enquiry_for": lambda s, r: feedback.enquiry_for(_asked(s), seen_by=r),
    "oversight.feedback.enquiries_of": lambda s, r: feedback.enquiries_of(seen_by=r),
    "oversight.feedback.enquiries_for": lambda s, r: [
        feedback.enquiries_for(seen_by=r), feedback.enquiries_for(seen_by=r, answered=True)],
    "oversight.feedback.enquiries_waiting": lambda s, r: feedback.enquiries_waiting(seen_by=r),
    "oversight.comments.comments_shown": lambda s, r: [
        _told_of(s), comments.comments_shown(BOOKSHOP)],
    "oversight.comments.comment_shown": lambda s, r: comments.comment_shown(
        BOOKSHOP, int(_told_of(s))),
    "oversight.comments.comments_of": lambda s, r: [
        _told_of(s), comments.comments_of(seen_by=r)],
    "oversight.comments.has_done": lambda s, r: comments.has_done(BOOKSHOP, seen_by=r),
    "oversight.comments.comments_waiting": lambda s, r: comments.comments_waiting(seen_by=r),
    "oversight.comments.guides_told": lambda s, r: [
        _told_of(s), comments.guides_told(seen_by=r)],
    "oversight.comments.guide_told": lambda s, r: [
        _told_of(s), comments.guide_told(BOOKSHOP, seen_by=r)],
    "oversight.letters.letter_for": lambda s, r: letters.letter_for(_written(s), seen_by=r),
    "oversight.letters.letters_for": lambda s, r: [
        _written(s), *(letters.letters_for(seen_by=r, view=view) for view in letters.VIEWS)],
    "oversight.letters.letters_to_merge": lambda s, r: letters.letters_to_merge(
        _written(s), seen_by=r),
    "oversight.letters.suggested_draft": lambda s, r: letters.suggested_draft(
        _written(s), seen_by=r),
    "oversight.letters.letters_waiting": lambda s, r: letters.letters_waiting(seen_by=r),
    "oversight.letters.exposures_unfinished": lambda s, r: letters.exposures_unfinished(seen_by=r),
    "oversight.letters.to_release": lambda s, r: letters.to_release(seen_by=r),
    "oversight.letters.letters_of": lambda s, r: letters.letters_of(seen_by=r),
    "oversight.letters.own_letter": lambda s, r: letters.own_letter(_letter_code(s), seen_by=r),
    "oversight.letters.whom_to_tell": lambda s, r: letters.whom_to_tell(_written(s), seen_by=r),
    "oversight.letters.answers": lambda s, r: letters.answers(words="几天"),
    "registers.licences.licences_of": lambda s, r: licences.licences_of(_party(s), seen_by=r),
    "registers.licences.licence_for": lambda s, r: licences.licence_for(_licence(s), seen_by=r),
    "registers.licences.licence_identified": lambda s, r: licences.licence_identified(
        _identifier(s), seen_by=r),
    "registers.licences.licence_on": lambda s, r: licences.licence_on(
        _case(s, "closed").number, seen_by=r),
    "registers.licences.licence_named": lambda s, r: licences.licence_named(
        _licence(s), holder=_party(s), kind=BOOKSHOP, seen_by=r),
    "registers.licences.newest_licence_on": lambda s, r: licences.newest_licence_on(
        _case(s, "closed").number, seen_by=r),
    "registers.licences.licence_passed_to": lambda s, r: licences.licence_passed_to(
        _case(s, "closed").number, seen_by=r),
    "registers.licences.standing_of": lambda s, r: None,
    "registers.papers.paper_for": lambda s, r: papers.paper_for(_paper(s).pk, seen_by=r),
    "registers.papers.paper_to_read": lambda s, r: papers.paper_to_read(_paper(s).pk, seen_by=r),
    "registers.papers.papers_held": lambda s, r: papers.papers_held(seen_by=r),
    "registers.papers.papers_of": lambda s, r: papers.papers_of(
        _case(s, "closed").subject, seen_by=r),
    "registers.papers.document_of": lambda s, r: papers.document_of(_paper(s).pk, seen_by=r),
    "registers.transcripts.transcripts_of": lambda s, r: transcripts.transcripts_of(
        _party(s), seen_by=r),
    "registers.transcripts.transcripts_at": lambda s, r: transcripts.transcripts_at(seen_by=r),
    "registers.transcripts.transcript_for": lambda s, r: transcripts.transcript_for(
        _transcript(s), seen_by=r),
    "registers.transcripts.scan_of": lambda s, r: transcripts.scan_of(
        _transcript(s), seen_by=r),
    "registers.showing.shows_of": lambda s, r: [
        _show(s), showing.shows_of(_held(s), seen_by=r)],
    "registers.showing.show_for": lambda s, r: showing.show_for(_show(s), seen_by=r),
    "registers.showing.show_waits": lambda s, r: showing.show_waits(s.shown().link),
    "registers.showing.authorisations_of": lambda s, r: showing.authorisations_of(
        _held(s), seen_by=r),
    "registers.showing.uses_of": lambda s, r: showing.uses_of(_held(s), seen_by=r),
    "registers.showing.copies_of": lambda s, r: showing.copies_of(_held(s), seen_by=r),
    "registers.showing.authorisation_for": lambda s, r: showing.authorisation_for(
        _authorised(s).pk, seen_by=r),
    "registers.showing.authorisations_to_us": lambda s, r: [
        _authorised(s), showing.authorisations_to_us(seen_by=r)],
    "registers.showing.use_for": lambda s, r: showing.use_for(_used(s), seen_by=r),
    "registers.showing.book_of": lambda s, r: [
        _authorised(s), showing.book_of(seen_by=r)],
    "registers.showing.given_to_us": lambda s, r: showing.given_to_us(
        _authorised(s).pk, seen_by=r),
    "registers.showing.uses_under": lambda s, r: showing.uses_under(_authorised(s), seen_by=r),
    "registers.showing.file_of_copy": lambda s, r: showing.file_of_copy(
        _use_copy(s), seen_by=r),
    "registers.papers.picture_of": lambda s, r: papers.picture_of(_paper(s).pk, seen_by=r),
    "registers.papers.copy_of": lambda s, r: papers.copy_of(
        _paper(s).pk, words=("复制件",), at=_paper(s).issued_at, seen_by=r),
    "registers.papers.check_code": lambda s, r: papers.check_code(_paper(s).check_code, seen_by=r),
    "registers.papers.check_document": lambda s, r: papers.check_document(
        _document(s), seen_by=r),
    "registers.people.party_for": lambda s, r: people.party_for(
        _party(s), seen_by=r, why="试一试"),
    "registers.people.refs_numbered": lambda s, r: people.refs_numbered(
        _number(s), seen_by=r),
    "registers.people.party_numbered": lambda s, r: people.party_numbered(
        "credit_code", _number(s), seen_by=r, why="试一试"),
    "registers.people.party_matching": lambda s, r: people.party_matching(
        name="", number=_number(s), seen_by=r),
    "registers.people.account_names": lambda s, r: people.account_names(
        {s.firm.ref}, seen_by=r),
    "registers.people.represented_by": lambda s, r: people.represented_by(
        _citizen(s), seen_by=r),
    "registers.people.ways_in_of": lambda s, r: people.ways_in_of(_party(s), seen_by=r),
    "registers.people.staff_accounts": lambda s, r: people.staff_accounts(seen_by=r),
    "registers.people.staff_account": lambda s, r: people.staff_account(
        s.firm.ref.partition(":")[2], seen_by=r),
    "registers.licences.licence_of_paper": lambda s, r: licences.licence_of_paper(
        _printed_on(s), seen_by=r),
    "registers.licences.licences_found": lambda s, r: licences.licences_found(
        _licence(s), seen_by=r),
    "registers.licences.called_for": lambda s, r: _when_it_calls(s, r),
    "registers.licences.licence_printed": lambda s, r: licences.licence_printed(
        _print(s), seen_by=r),
    "registers.papers.paper_of_code": lambda s, r: papers.paper_of_code(
        _paper(s).check_code, seen_by=r),
    "casework.cases.objections_of": lambda s, r: cases.objections_of(
        _case(s, "on-a-route").number, seen_by=r),
    "casework.cases.may_ask_for_a_hearing": lambda s, r: cases.may_ask_for_a_hearing(
        _case(s, "on-a-route"), seen_by=r),
    "casework.cases.public_notices": lambda s, r: [
        _case(s, "on-a-route"), cases.public_notices(seen_by=r)],
    "casework.cases.public_notice": lambda s, r: cases.public_notice(
        _notice(s), seen_by=r),
    "casework.cases.answer_to_objection": lambda s, r: cases.answer_to_objection(
        NOBODYS_ID, seen_by=r),
    "casework.cases.open_tasks_at": lambda s, r: cases.open_tasks_at(
        ["press-aksu-city/window"], seen_by=r),
    "casework.cases.plan_move": lambda s, r: cases.plan_move(
        BOOKSHOP, old=current_version(BOOKSHOP).pk, agency="press-aksu-city", seen_by=r),
    "casework.cases.versions_behind": lambda s, r: cases.versions_behind(
        ["press-aksu-city"], seen_by=r),
    "casework.cases.moves_of": lambda s, r: cases.moves_of(["press-aksu-city"], seen_by=r),
    "casework.cases.outlooks_of_parts": lambda s, r: cases.outlooks_of_parts(
        _part_onward(s), seen_by=r),
    "casework.cases.short_numbers": lambda s, r: cases.short_numbers(
        {_case(s).number}, seen_by=r),
    "registers.mandates.standing": lambda s, r: [
        mandates.standing(each, seen_by=r)
        for each in (f"representative:{_party(s)}", _mandate(s))],
    "registers.mandates.choices_of": lambda s, r: mandates.choices_of(seen_by=r),
    "registers.mandates.to_confirm": lambda s, r: mandates.to_confirm(seen_by=r),
    "registers.mandates.mandates_of": lambda s, r: mandates.mandates_of(_party(s), seen_by=r),
    "registers.mandates.people_of": lambda s, r: mandates.people_of(_party(s), seen_by=r),
    "registers.mandates.mandate_for": lambda s, r: mandates.mandate_for(_mandate(s), seen_by=r),
    "registers.mandates.deeds_under": lambda s, r: mandates.deeds_under(_mandate(s), seen_by=r),
    "registers.mandates.stop_code_of": lambda s, r: mandates.stop_code_of(
        Mandate(pk=_mandate(s)), seen_by=r),
    "registers.mandates.mandate_by_code": lambda s, r: mandates.mandate_by_code(
        _stop_code(s), seen_by=r),
    "registers.mandates.who_acted": lambda s, r: mandates.who_acted([_deed(s)], seen_by=r),
}  # fmt: skip

# Public queries that are not called here, each with its reason.
NOT_CALLED = {
    "casework.cases.standard_of": "of a file handed in, which case_for hands out and traces",
    "registers.showing.may_authorise": "asks of the reader alone",
    "registers.showing.may_show": "of a licence handed in: whether the mandate reaches it",
    "registers.licences.duties_of": "of a licence handed in, whose look is traced already",
    "casework.cases.act_word": "what an act on a licence is called",
    "casework.cases.named_licence": "of a file handed in, which case_for hands out and traces; the"
    " licence is traced here, as tests/casework/cases/test_acts_on_licences.py shows",
    "casework.cases.correction_until": "a day reckoned of a case handed in",
    "casework.cases.party_key": "the number of whoever asks",
    "casework.cases.reached": "narrows rows that its caller traces",
    "casework.cases.route_facts": "of a file handed in, which case_for hands out and traces; who"
    " objected is traced here, as objections_of shows",
    "casework.cases.steps_before": "narrows tasks handed in",
    "casework.cases.waiting_by": "sums of numbers handed in",
    "casework.cases.ways_taken": "sentences of the published route",
    "casework.bundles.awaited": "questions without answers, of a file handed in",
    "casework.bundles.problems_in_parts": "sentences about answers handed in",
    "casework.bundles.stage_word": "what a stage is called",
    "casework.bundles.consequence_words": "what a consequence is called",
    "casework.cases.outcome_of": "for the system, which publishes it; None to anybody else",
    "casework.cases.bundles_seen": "a question within a question; nothing is read",
    "casework.cases.parts_under_way": "as bundles_seen",
    "casework.cases.may_move": "a refusal, or none, about whoever asks",
    "casework.cases.went_on_since": "yes or no about places in chains handed in",
    "casework.cases.why_not_assured": "a refusal, or none, about whoever asks",
    "casework.cases.why_not_for_another": "a refusal, or none, about whoever asks",
    "casework.bundles.whole_of": "what is published; nobody's data",
    "casework.cases.promised_documents": "documents of the definition, of a case shown before",
    "casework.cases.known_for": "one's own draft's; to nobody else, see test_never_asked_twice",
    "casework.cases.reused_in": "of a draft that draft_for gave its reader",
    "casework.cases.signing_for": "asked with a link in tests/channels/portal/test_promises.py",
    "oversight.letters.answer_published": "what is published, redacted; nobody's data",
    "oversight.results.results_published": "what is published; nobody's data",
    "oversight.results.result_published": "what is published; nobody's data",
    "oversight.results.exchange_lines": "of rows handed in, which are published",
    "oversight.results.results_to_answer_for": "as it is published: no number, no person's name",
    "oversight.results.result_to_answer_for": "as results_to_answer_for",
    "oversight.results.results_late": "how many",
    "oversight.results.results_of": "as it is published, of matters shown before",
    "oversight.letters.figures_of_letters": "days and states, by agency",
    "channels.notices.kinds_told": "words for the page of settings",
    "channels.notices.told_to_offices_of": "rules, agencies and days of cards; nobody's data",
    "channels.notices.office_notices": "as told_to_offices_of",
    "channels.notices.office_notices_unread": "how many",
    "channels.notices.office_notices_of": "as told_to_offices_of",
    "registers.papers.redrawn": "draws a file handed in",
    "registers.subscriptions.subscriptions_of": "one's own; to nobody else",
    "registers.subscriptions.subscription_to": "one's own; to nobody else",
    "registers.subscriptions.subscription_for": "one's own; to nobody else",
    "registers.subscriptions.changes_told": "one's own; to nobody else",
    "registers.subscriptions.to_tell": "for the system, which tells; None to anybody else",
    "registers.subscriptions.name_of": "what a thing is called; nobody's data",
    "registers.subscriptions.topics_of": "topics of what is published; nobody's data",
    "registers.subscriptions.nobody_subscribes": "yes or no; nobody's name",
    "registers.subscriptions.points_of": "words of a change handed in, which is public",
    "registers.subscriptions.text_of": "as points_of",
    "registers.entitlements.asked_by": "one's own; to nobody else",
    "registers.entitlements.declined_by": "one's own; to nobody else",
    "registers.entitlements.entitlements_of": "one's own; to nobody else",
    "registers.entitlements.answers_for": "one's own; to nobody else",
    "registers.entitlements.entitlement_to_tell": "as to_tell",
    "registers.entitlements.rules_of": "published rules; nobody's data",
    "registers.people.mailbox_of": "for the house that writes; refused to anybody else",
    "registers.licences.quiet_among": "of licences handed in, whose look is traced already",
    "registers.people.language_of": "a language alone: one's own, or for the house that writes",
    "registers.papers.check_link": "makes an address of a code",
    "registers.showing.answer_keys": "keys to check with",
    "registers.showing.changes_for": "for a system that has shown its secret; traced in"
    " tests/channels/api/test_licences.py",
    "registers.showing.copy_words": "words of a copy handed in",
    "registers.showing.chain_of": "the name of a chain, of a licence handed in",
    "registers.showing.face_of": "what stands on something handed in",
    "registers.showing.thing_of": "as face_of",
    "registers.transcripts.stands": "yes or no about a transcript handed in",
    "registers.transcripts.types_entered_by": "types of licences; nobody's data",
    "registers.showing.is_open": "yes or no about a show handed in",
    "registers.showing.lines_of": "lines of a licence handed in",
    "registers.showing.shown_by": "a key alone, for whoever has the code; opening it is traced in"
    " tests/registers/showing",
    "registers.showing.stands": "yes or no about an authorisation handed in",
    "registers.papers.standing_on": "how a paper in hand stood on a day, in a word; the check that"
    " asks is traced",
    "registers.papers.damaged_papers": "numbers and digests, for operators; a paper's number names"
    " nobody",
    "registers.papers.what_rendering_lacks": "asks for fonts",
    "registers.credentials.bitstring_credential": "a list of places: how each stands, nobody's",
    "registers.credentials.configuration_id": "two words put together",
    "registers.credentials.credential_types": "kinds of licences",
    "registers.credentials.is_slip": "looks at what is handed in",
    "registers.credentials.key_bundle": "keys to check with",
    "registers.credentials.slip_problems": "sentences",
    "registers.credentials.is_credential": "looks at what is handed in",
    "registers.credentials.issuer": "an address",
    "registers.credentials.kind_offered": "of which kind an offer in hand is",
    "registers.credentials.link_by_reference": "puts together what was handed in",
    "registers.credentials.link_by_value": "as link_by_reference",
    "registers.credentials.list_token": "as bitstring_credential",
    "registers.credentials.offered": "as link_by_reference",
    "registers.credentials.published": "keys to check with",
    "registers.credentials.type_called": "a kind of licence",
    "registers.credentials.type_of": "an address",
    "registers.papers.within_reach": "narrows rows that its caller traces",
    "registers.people.account_called": "for signing in, before anybody is anybody",
    "registers.people.account_reached_by": "as account_called",
    "registers.people.checks_left": "a figure about the account that is asking",
    "registers.people.checks_of": "one's own; to nobody else",
    "registers.people.links_of": "one's own; to nobody else",
    "registers.people.ways_of": "one's own; to nobody else",
    "registers.systems.account_behind": "for two offices alone, and traced there; it takes a name"
    " that only a signed-in agency knows",
    "registers.systems.agreed_facts": "of the account that signs in, at its own page",
    "registers.systems.connections_of": "one's own; to nobody else",
    "registers.systems.facts_about": "one's own, or told to a system by passing, which traces",
    "registers.systems.issuer": "an address",
    "registers.systems.lives": "yes or no about a code handed in",
    "registers.systems.machine": "an actor made of what was handed in",
    "registers.systems.open_system": "a system; nobody's data",
    "registers.systems.open_ticket": "whom a ticket in hand opens for; passing traces what is told",
    "registers.systems.published": "keys to check with",
    "registers.systems.read_hint": "reads a signed word handed in",
    "registers.systems.session_stands": "a condition",
    "registers.systems.sign_in_of": "of the session that asks",
    "registers.systems.signing_keys": "keys; nobody's data",
    "registers.systems.sub_of": "a name made up, for a system about an account handed in",
    "registers.systems.system_for": "a system; nobody's data",
    "registers.systems.system_that_shows": "a system; nobody's data",
    "registers.systems.systems_given": "systems; nobody's data",
    "registers.systems.systems": "systems; nobody's data",
    "registers.systems.whom": "a word about an account handed in",
    "registers.mandates.acting_for": "joins what was handed in",
    "registers.mandates.may_confirm": "yes or no about a mandate handed in",
    "registers.mandates.state_of": "arithmetic on a mandate handed in",
    "registers.mandates.word_of": "what a kind is called",
    "registers.people.assurance_of": "the level of the account that is asking",
    "registers.people.account_for": "the account that is asking; to nobody else",
    "registers.people.proofs_of": "one's own; to nobody else",
    "registers.people.tokens_of": "one's own; to nobody else",
    "registers.people.holder_of_key": "whom a key in hand opens for: it is the asker's own",
}
# (query, kind of reader): why what came out there leaves no row.
NO_ROW = {
    ("oversight.feedback.visits_today", "window"): "whether a visit was rated; it is nobody's",
    ("registers.showing.show_waits", "*"): "as portal:shown-link",
    ("casework.cases.part_of", "*"): "the number of a bundle, for a number the asker has",
    ("channels.notices.told", "*"): "names of events, for stories; nobody's name or words",
    ("registers.people.refs_numbered", "*"): "keys alone, of somebody whose number the asker has",
    ("registers.people.party_matching", "*"): "a key alone, of somebody whose number and name the"
    " asker has",
    ("casework.cases.short_numbers", "*"): "the shorter words for a number the asker has",
    ("registers.mandates.mandate_by_code", "*"): "what the slip in hand says already",
    ("casework.cases.public_notices", "*"): "as portal:public-notices",
    ("casework.cases.public_notice", "*"): "as portal:public-notices",
    ("casework.cases.progress_by_code", "anyone"): "as portal:progress",
    ("registers.papers.check_code", "anyone"): "as portal:check-code",
    ("registers.credentials.check_slip", "anyone"): "what the code in hand says already",
    ("registers.credentials.check_credential", "anyone"): "what the text in hand says already",
    ("registers.papers.check_document", "anyone"): "as portal:check-code",
}


def _strangers(scenery: Scenery) -> dict[str, Actor]:
    """Everybody who is not the person: each kind of reader, with all the powers it can have."""
    cast, firm = scenery.world.cast, scenery.firm
    found = {
        role: cast(login) for role, login in PEOPLE.items() if login and role != "firm"
    }  # fmt: skip
    return found | {
        "anyone": ANYONE,
        "program": Actor(kind="machine", ref="token:1", party=firm.party),
        "agent": Actor(
            kind="person", ref="account:agent", party=firm.party, person=cast("patigul").party,
            scope=Scope(mandate="m"),
        ),
        **{
            f"{office} administrator": Actor(
                kind="administrator", ref=f"account:{office}", office=office)
            for office in ("system", "security", "audit")
        },
    }  # fmt: skip


def _public_queries() -> Iterator[tuple[str, Any]]:
    """Every function that the `queries` of a room hands out, by room and name."""
    for room in apps.get_app_configs():
        if not room.name.startswith("onedoor.") or room.name.count(".") < 2:
            continue
        for module in _parts(f"{room.name}.queries"):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                ours = function.__module__.startswith(room.name)
                if ours and not name.startswith("_") and _handed_out(module, name, function):
                    yield f"{room.name.removeprefix('onedoor.')}.{name}", function


def _handed_out(module: ModuleType, name: str, function: Any) -> bool:
    return name in getattr(module, "__all__", ()) or function.__module__ == module.__name__


def _parts(name: str) -> Iterator[ModuleType]:
    try:
        module = import_module(name)
    except ModuleNotFoundError:
        return
    yield module
    for each in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield import_module(f"{name}.{each.name}")


def _keeps_something_personal(room: str) -> bool:
    label = room.rsplit(".", 1)[0].rsplit(".", 1)[-1]
    return any(model._meta.db_table in KEPT for model in apps.get_app_config(label).get_models())


def test_every_public_query_of_a_room_with_personal_data_is_known_here() -> None:
    known = {name for name, _function in _public_queries() if _keeps_something_personal(name)}
    assert known - set(CALLS) - set(NOT_CALLED) == set(), "say in CALLS how they are called"
    assert (set(CALLS) | set(NOT_CALLED)) - known == set(), "these are gone"


@pytest.mark.parametrize("name", sorted(CALLS))
def test_no_query_hands_out_anybodys_data_without_a_row(town: Town, name: str) -> None:  # noqa: F811
    scenery = town.scenery
    _asked(scenery)
    missing, let_off = {}, set()
    for role, reader in _strangers(scenery).items():
        watch, answered = _called(CALLS[name], scenery, reader)
        # A program and an agent see with somebody's eyes and are not that somebody: an agent's
        # own is what is the agent's, a program has nothing of its own.
        own = "" if role == "program" else reader.own_party
        faults = watch.untraced(reader=reader.ref, own=own) if answered else []
        reason = {(name, role), (name, "*")} & set(NO_ROW)
        let_off |= reason if faults else set()
        if faults and not reason:
            missing[role] = faults
    assert missing == {}
    assert {key for key in NO_ROW if key[0] == name} - let_off == set(), "no longer needed"


def _called(call: Call, scenery: Scenery, reader: Actor) -> tuple[Watch, bool]:
    answered = True
    # What the scenery needs is built before anybody watches.
    with suppress(Refusal):
        call(scenery, SYSTEM)
    with watched() as watch:
        try:
            call(scenery, reader)
        except Refusal:
            answered = False
    return watch, answered


# --- The watch itself -----------------------------------------------------------------------


def test_every_table_about_a_party_is_watched() -> None:
    """A new table with a party in it must be told to the watch, or said to tell nothing."""
    telling = {"party", "holder", "asked_by", "giver", "receiver", "applicant", "case", "draft"}
    about = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("onedoor.")
        and {each.name for each in model._meta.get_fields() if each.concrete} & telling
    }
    assert about - set(KEPT) == set()


PLANTED: dict[str, Callable[[Case], Any]] = {
    "a row set": lambda case: list(Case.objects.filter(pk=case.pk)),
    "a name alone": lambda case: list(Case.objects.values_list("applicant_name", flat=True)),
    "another name for it": lambda case: _sql("SELECT id AS a, name AS b FROM people_party"),
    "a join": lambda case: _sql(
        "SELECT t.title, p.id, p.name FROM cases_task t JOIN cases_case c ON c.id = t.case_id"
        " JOIN people_party p ON p.id = c.applicant_id"),
    "an expression": lambda case: _sql("SELECT to_jsonb(p) FROM people_party p"),
    "a cursor of the server": lambda case: [*Case.objects.iterator(chunk_size=1)],
    "the system's eyes": lambda case: cases.case_for(case.number, seen_by=SYSTEM),
}  # fmt: skip


def _sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


@pytest.mark.parametrize("way", PLANTED)
def test_a_planted_way_around_the_trace_is_caught(town: Town, way: str) -> None:  # noqa: F811
    case = town.scenery.case("submitted")
    with watched() as watch:
        PLANTED[way](case)
    assert watch.untraced(reader="account:somebody") != []


def test_a_row_for_another_party_or_by_another_reader_does_not_count(town: Town) -> None:  # noqa: F811
    case = town.scenery.case("submitted")
    with watched() as watch:
        list(Case.objects.filter(pk=case.pk))
        for who, party in (("somebody", "other"), ("another", str(case.applicant_id))):
            by = Actor(kind="staff", ref=f"account:{who}")
            readings.trace(by=by, subject="x", what="x", why="x", party=party)
    assert watch.untraced(reader="account:somebody") != []
    assert watch.untraced(reader="account:another") == []


# Where reading as the system is right: the rooms' own work, not somebody at a page.
SYSTEMS_OWN_WORK = {"channels/notices/reactions.py"}


def test_no_page_reads_with_the_systems_eyes() -> None:
    asking = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "channels").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "seen_by"
        and isinstance(node.value, ast.Name) and node.value.id == "SYSTEM"
    }  # fmt: skip
    assert asking == SYSTEMS_OWN_WORK
