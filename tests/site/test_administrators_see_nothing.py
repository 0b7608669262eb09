"""No administrator reads a case, a draft, a paper, a licence or a party: by no query there is."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from tests.journeys.scenery import Scenery, played
from tests.world import BOOKSHOP, World

from onedoor.casework.cases import queries as cases
from onedoor.channels.notices import queries as notices
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now, today
from onedoor.oversight.comments import queries as comments
from onedoor.oversight.feedback import queries as feedback
from onedoor.oversight.letters import queries as letters
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.licences import queries as licences
from onedoor.registers.papers import queries as papers
from onedoor.registers.people import queries as people
from onedoor.registers.people.models import Party

ROOMS = [cases, people, licences, papers, feedback, letters, comments, notices]
# What is open to anybody by its nature, and why that is no case.
OPEN = {
    "progress_by_code": "stage and days for whoever has the code, without a name",
    "filed_between": "counts for everybody",
    "comments_shown": "what stands on a guide, let be seen by an editor",
    "comment_shown": "as comments_shown",
    "comments_waiting": "a number, of the reader's own agencies",
    "exposures_unfinished": "two numbers, of the reader's own agencies",
    "told_to_offices_of": "rules, agencies and days of supervision cards, and no case",
    "office_notices": "as told_to_offices_of",
    "office_notices_unread": "a number, of the reader's own offices",
    "office_notices_of": "as told_to_offices_of",
    "public_notices": "what hangs out for everybody, the names of persons masked",
    "public_notice": "as public_notices",
    "route_facts": "of a file that case_for has handed out; to an administrator it hands out none",
    "answer_to_objection": "for the system alone, which tells whoever objected",
    "versions_behind": "numbers by version, for whoever supervises an agency, and no case",
    "moves_of": "as versions_behind",
    "outlooks_of_parts": "for whoever moves a bundle; asked in tests/casework/bundles",
    "open_tasks_at": "a number at a post, for whoever prepares a hand-over",
    "refs_numbered": "asked with a true number below",
    "assurance_of": "the level of an account that is handed in",
    "account_called": "sign-in itself",
    "holder_of_key": "sign-in of programs",
    "staff_account": "accounts of clerks, which administrators keep",
    "staff_accounts": "accounts of clerks, which administrators keep",
    "service_ratings": "counts for everybody",
    "account_reached_by": "sign-in itself",
    "account_for": "the account one is here with, one's own",
    "checks_left": "a number, for an account that is handed in",
    "check_code": "what stands on a paper in hand, for anybody, with its name masked",
    "check_document": "what a file in hand shows, for anybody",
    "short_numbers": "a case number in the form people say it, nothing else",
    "tokens_of": "keys of programs; nobody in this city has made one",
    "links_of": "nobody in this city is linked to another provider",
    "wishes_of": "nobody in this city wants short messages",
    "promises_of_draft": "nobody in this city has promised anything",
    "promises_of_case": "given the case, which only its readers get",
    "promises_to_look_at": "nobody in this city has promised anything",
    "signings_of_draft": "no application of this city waits for a signature",
    "signings_of_case": "given the case, which only its readers get",
    "known_for": "given the draft, which only its party gets",
    "reused_in": "given the draft, which only its party gets",
    "why_set_aside": "no rating of one's own was set aside here; tests/oversight/feedback asks",
    "follow_up_of": "whoever rated badly is asked in tests/oversight/feedback/test_following_up.py",
    "signing_for": "whoever holds a link is asked in tests/channels/portal/test_promises.py",
    "own_tasks": "nobody here was given a task; asked in tests/channels/desk/test_boards.py",
    "own_work": "numbers of the reader's own; of an administrator there are none",
    "in_nobodys_hands": "numbers at posts, as open_tasks_at",
    "part_of": "of a part of a bundle; asked in tests/casework/bundles",
    "mailbox_of": "for the house that writes alone; tests/registers/subscriptions asks as others",
    "quiet_among": "given the licences, which only their readers get",
    "language_of": "nobody in this city has chosen another language",
    "checks_of": "nobody in this city has asked the register",
    "named_licence": "given the case, which only its readers get",
    "duties_of": "given the licence, which only its readers get",
    "called_for": "no licence of this city runs out within a month",
    "licence_passed_to": "no licence of this city is about to be followed by another",
}


def queries_of(room: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, query in inspect.getmembers(room, inspect.isfunction):
        own = query.__module__.startswith(room.__name__.rpartition(".")[0])
        if own and not name.startswith("_") and "seen_by" in inspect.signature(query).parameters:
            yield name, query


ALL = [(room, name) for room in ROOMS for name, _query in queries_of(room) if name not in OPEN]


@pytest.fixture(scope="module")
def town(_registers: World, django_db_blocker: Any) -> Iterator[Scenery]:
    with django_db_blocker.unblock(), played(_registers) as scenery:
        assert scenery.comment and scenery.shown_comment
        assert scenery.draft and scenery.enquiry and scenery.letter and scenery.answered_letter
        assert scenery.follow_up and scenery.dispute and scenery.visit and scenery.device
        closed = scenery.case("closed").number
        assert cases.case_for(closed, seen_by=scenery.world.a_clerk("press-aksu-city", "window"))
        yield scenery


@dataclass
class Samples:
    """A true value for each argument: what a person entitled to it would ask with."""

    town: Scenery

    def of(self, name: str, query: str) -> Any:
        case = self.town.case("rated" if query == "rating_of" else "closed")
        if query in ("objections_of", "may_ask_for_a_hearing"):
            case = self.town.case("on-a-route")
        party = str(case.applicant_id)
        paper = self.town.paper
        if query == "licence_named" and name == "kind":
            return BOOKSHOP
        if (query, name) in (("licence_for", "number"), ("licence_named", "typed")):
            licence = licences.licence_on(case.number, seen_by=SYSTEM)
            assert licence is not None
            return licence.number
        if query in ("licences_found", "licence_of_paper"):
            licence = licences.licence_on(case.number, seen_by=SYSTEM)
            assert licence is not None
            return licence.number if query == "licences_found" else str(licence.paper_id)
        if query == "licence_identified":
            licence = licences.licence_on(case.number, seen_by=SYSTEM)
            assert licence is not None
            return licence.identifier
        if name == "number" and query in ("party_matching", "party_numbered"):
            return self.town.world.cast.people["ayigul"].number
        if (query, name) == ("licence_printed", "code"):
            licence = licences.licence_on(case.number, seen_by=SYSTEM)
            assert licence is not None
            return papers.paper_for(str(licence.paper_id), seen_by=SYSTEM).check_code
        if (query, name) == ("own_letter", "code"):
            return self.town.letter.code
        if query in ("letter_for", "letters_to_merge", "suggested_draft", "whom_to_tell"):
            return str(self.town.letter.pk)
        of_ratings = {
            "visit_for": str(self.town.visit.pk),
            "bad_rating_for": self.town.bad_rating,
            "dispute_for": self.town.dispute,
        }
        if query in of_ratings:
            return of_ratings[query]
        if query == "follow_up_for":
            return self.town.follow_up
        if query == "enquiry_for":
            return self.town.enquiry
        known: dict[str, Any] = {
            "on": today(), "number": case.number if query != "material_page" else 1,
            "ref": party, "party": party, "holder": party,
            "paper_id": str(paper.pk), "id": self._id(query), "page": 1, "case": case,
            "service": BOOKSHOP, "agency": "press-aksu-city",
            "old": current_version(BOOKSHOP).pk,
            "subject": case.subject, "ground": case.number, "code": paper.check_code,
            "seats": ["press-aksu-city/window"],
            "numbers": [self.town.case("submitted").number], "agencies": ["press-aksu-city"],
            "bundle": self.town.joint,
            "words": ("看",) if query == "copy_of" else {}, "at": now(),
            "granted": True, "first": date(2020, 1, 1),
            "last": today() + timedelta(days=1), "limit": 5, "why": "查看",
        }  # fmt: skip
        if name in known:
            return known[name]
        citizen = self.town.world.cast.people["ayigul"]
        account = get_user_model().objects.select_related("party").get(login="ayigul")
        person = self.town.world.cast("ayigul").party
        about: dict[str, Any] = {
            "account": account, "person": person, "refs": [f"account:{account.pk}"],
            "name": citizen.name, "number_kind": citizen.number_kind,
        }  # fmt: skip
        return about[name]

    def _id(self, query: str) -> str:
        if query in ("draft_for", "materials_of_draft"):
            return self.town.draft
        if "paper" in query:
            return str(self.town.paper.pk)
        return self.town.material


@pytest.mark.parametrize("office", ["system", "security", "audit"])
@pytest.mark.parametrize(("room", "name"), ALL, ids=lambda each: getattr(each, "__name__", each))
def test_nothing_comes_out_to_an_administrator(
    town: Scenery, room: ModuleType, name: str, office: str
) -> None:
    by = town.world.cast({"system": "admin_system", "security": "admin_security"}.get(
        office, "admin_audit"))  # fmt: skip
    assert _is_nothing(found := asked(town, room, name, by)), found


@pytest.mark.parametrize(("room", "name"), ALL, ids=lambda each: getattr(each, "__name__", each))
def test_the_same_questions_are_answered_to_whoever_may_ask(
    town: Scenery, room: ModuleType, name: str
) -> None:
    seat = "press-aksu-city/"
    readers = [
        SYSTEM,
        town.firm,
        town.world.cast("ayigul"),
        town.world.cast("press_aksu_city_supervisor"),
        town.world.a_clerk("press-aksu-city", "supervisor"),
        town.world.a_clerk("government-aksu", "supervisor"),
        Actor(kind="staff", ref="x", posts=frozenset({seat + "window", seat + "approver"})),
    ]
    assert any(not _is_nothing(asked(town, room, name, by)) for by in readers)


def asked(town: Scenery, room: ModuleType, name: str, by: Actor) -> Any:
    """What the query answers to this reader with true arguments; None where it refuses."""
    query = getattr(room, name)
    parameters = inspect.signature(query).parameters.values()
    given = {
        each.name: by if each.name == "seen_by" else Samples(town).of(each.name, name)
        for each in parameters
        if each.name == "seen_by" or each.default is inspect.Parameter.empty
    }
    positional = [
        given.pop(each.name)
        for each in parameters
        if each.kind is each.POSITIONAL_OR_KEYWORD and each.name in given
    ]
    try:
        return query(*positional, **given)
    except (Refusal, Party.DoesNotExist):
        return None


def _is_nothing(found: Any) -> bool:
    if isinstance(found, dict):
        return not any(found.values())
    return not found


def test_an_administrator_does_not_find_out_whether_a_number_is_known(town: Scenery) -> None:
    number = town.world.cast.people["ayigul"].number
    town.world.cast("ayigul")
    assert people.refs_numbered(number, seen_by=SYSTEM)
    for office in ("system", "security", "audit"):
        by = Actor(kind="administrator", ref="x", office=office)
        assert people.refs_numbered(number, seen_by=by) == []


def test_the_queries_that_are_open_say_nothing_of_a_person(town: Scenery) -> None:
    case = town.case("closed")
    by = Actor(kind="administrator", ref="x", office="audit")
    said = repr(cases.progress_by_code(case.query_code, seen_by=by))
    assert case.applicant_name not in said


@pytest.mark.parametrize("login", ["admin_system", "admin_security", "admin_audit"])
def test_an_administrators_actor_has_no_post_no_agency_and_no_party(
    town: Scenery, login: str
) -> None:
    from django.contrib.auth import get_user_model

    from onedoor.channels.look.doors import actor_for

    town.world.cast(login)
    actor = actor_for(get_user_model().objects.get(login=login))
    assert (actor.kind, actor.posts, actor.agency, actor.party) == (
        "administrator", frozenset(), "", "",
    )  # fmt: skip
