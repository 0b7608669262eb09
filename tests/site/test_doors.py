"""Every URL × every role: who is let in, who is asked to sign in, who is kept out.

What is expected follows from the door each view declares and from whose the samples in the address
are. An address with a parameter nobody gave a sample for fails the test: it asks for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from tests.channels.identity.sso.systems import a_system
from tests.gateways.outside import a_provider
from tests.house.addresses import Address, addresses
from tests.journeys.scenery import (
    CITIZEN,
    FIRM,
    NOBODYS_ID,
    OTHER_CITIZEN,
    OTHER_FIRM,
    Scenery,
    played,
)
from tests.oversight.inspection.planted import Site, inspected
from tests.registers.items.proposing import a_list_change
from tests.registers.publications.writing import NOTICE, a_picture, published
from tests.registers.sites.making import made
from tests.standing_in import EVERY_ACT, a_mandate
from tests.world import BOOKSHOP, World

from onedoor.casework.cases.queries import case_for
from onedoor.channels.look.assets import static
from onedoor.channels.look.doors import Door, staff_actor
from onedoor.channels.notices.off import off_path
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import port
from onedoor.kernel.time import now, today, travel
from onedoor.oversight.inspection.actions import keep_report
from onedoor.registers.agencies.actions import delegate, set_policy
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.mandates.actions import end_mandate
from onedoor.registers.papers import sealing
from onedoor.registers.people.actions import (
    lock_staff_account,
    make_token,
    unlock_staff_account,
)
from onedoor.registers.publications.queries import Piece
from onedoor.registers.seals.queries import seals
from onedoor.registers.sites.queries import cluster
from onedoor.site.samples import drawn_document

OURS = "press_aksu_city_"
PEOPLE = {
    "anyone": "",
    "firm": FIRM,
    "other firm": OTHER_FIRM,
    "citizen": CITIZEN,
    "other citizen": OTHER_CITIZEN,
    "window": f"{OURS}window",
    "reviewer": f"{OURS}reviewer",
    "approver": f"{OURS}approver",
    "supervisor": f"{OURS}supervisor",
    "clerk next town": "press_baicheng_window",
    "clerk elsewhere": "education_aksu_city_window",
    # Holds the window's post as well, today and tomorrow, in the place of its holder.
    "substitute": f"{OURS}second_reviewer",
    "list editor": "government_aksu_item_editor",
    "editor": "press_aksu_city_editor",
    "chief editor": "press_aksu_city_chief_editor",
    "editor elsewhere": "market_aksu_city_editor",
    "system admin": "admin_system",
    "security admin": "admin_security",
    "audit admin": "admin_audit",
    # These act for others: the session says by what, and it is asked anew each time.
    "representative of firm": CITIZEN,
    "agent of firm": OTHER_CITIZEN,
    "agent for another service": "wang_jianguo",
    "helper of citizen": "exset",
    "ended mandate": "zhang_min",
}
# Whoever may do with the firm's matters what the firm may.
FIRMS = frozenset({"firm", "representative of firm", "agent of firm"})
FOR_OTHERS = {"representative of firm", "agent of firm", "agent for another service",
              "helper of citizen"}  # fmt: skip
PARTIES = {"firm", "other firm", "citizen", "other citizen", "ended mandate"} | FOR_OTHERS
ADMINS = {"system admin", "security admin", "audit admin"}
CLERKS = set(PEOPLE) - PARTIES - ADMINS - {"anyone"}
# A case that has gone as far as the decision has come to all of these; a new one to the first.
HANDLERS = frozenset({"window", "substitute", "reviewer", "approver", "supervisor"})
AT_THE_WINDOW = frozenset({"window", "substitute", "supervisor"})
UNDER_REVIEW = frozenset({"window", "substitute", "reviewer", "supervisor"})

# Who has to do with the citizen's bundle; its lead is an agency of none of these clerks.
CITIZENS = frozenset({"citizen", "helper of citizen"})

# Addresses that ask for more than their door: a post, or a program's key.
ONLY = {
    "desk:readings": {"supervisor"},
    "desk:balance": {"supervisor"},
    "desk:people": {"window", "substitute", "clerk next town", "clerk elsewhere"},
    "desk:transcript-enter": {"window", "substitute", "clerk next town", "clerk elsewhere"},
    "desk:mandates": {"window", "substitute", "clerk next town", "clerk elsewhere"},
    "desk:worker": {"supervisor"},
    "desk:changes": {"supervisor"},
    "desk:change": {"supervisor"},
    "desk:change-undo": {"supervisor"},
    "desk:bundle-change": {"supervisor"},
    "desk:bundle-change-undo": {"supervisor"},
    "desk:retry": {"supervisor"},
    "desk:windows": {"window", "substitute", "clerk next town", "clerk elsewhere"},
    "desk:visit": {"window", "substitute"},
    "desk:devices": {"supervisor"},
    # Operators of the hotline, and whoever decides about ratings, are none of these people; see
    # tests/oversight/feedback.
    "desk:hotline": set(),
    "desk:dispute": set(),
    "desk:disputes": {"supervisor"},
    "desk:bad-rating": {"supervisor"},
    "desk:follow-ups": {"supervisor"},
    "desk:follow-up": {"supervisor"},
    "desk:enquiries": {"supervisor"},
    "desk:enquiry": {"supervisor"},
    # One writes for oneself alone.
    "portal:write": set(PEOPLE) - FOR_OTHERS,
    # Who watches agencies is none of these people; see tests/channels/desk/test_boards.py.
    "desk:wall": set(),
    "desk:wall-mark": set(),
    "desk:behind": {"supervisor", "approver"},
    "desk:supervision": {"supervisor", "approver"},
    "desk:supervision-card": {"supervisor", "approver"},
    "desk:team": {"supervisor"},
    "desk:seals": {"supervisor"},
    "desk:seal": {"supervisor"},
    "desk:seal-picture": {"supervisor"},
    "desk:leave-of": {"supervisor"},
    "desk:leaving": {"supervisor"},
    "desk:items": {"list editor"},
    "desk:search-words": {"list editor"},
    "desk:guides": {"editor", "editor elsewhere", "supervisor"},
    "desk:assistant": {"editor", "editor elsewhere", "supervisor"},
    "desk:item-propose": {"list editor"},
    "desk:item-change": {"list editor"},
    "desk:pieces": {"editor", "chief editor", "editor elsewhere"},
}
# Messages of a protocol, to which a session is nothing: programs that show a secret of their own,
# and browsers that a system sends with a form, which are asked again by a link.
BY_SECRET = {
    "idp:oidc:token": (400, 401),
    "idp:oidc:revoke": (400, 401),
    "idp:oidc:userinfo": (401,),
    "wallet:token": (400,),
    "wallet:nonce": (200,),
    "wallet:credential": (400,),
    # The signed link in a message, posted by a mail program (RFC 8058): it ends messages alone.
    "portal:off": (200,),
}
BY_LINK = {"idp:oidc:authorization", "idp:oidc:logout"}
EDITORS = frozenset({"editor", "chief editor", "editor elsewhere"})
LET_IN, SIGN_IN, KEPT_OUT = "let in", "asked to sign in", "kept out"


@dataclass(frozen=True)
class Sample:
    """A value for a parameter, and the roles whose business it is; None is everybody's."""

    value: str
    owners: frozenset[str] | None = None


# A mandate of the firm is the business of its two sides; the receiver is none of the roles.
THEIR_SIDES = frozenset({"firm", "citizen", "representative of firm"})


@dataclass
class Town:
    """The played city with one signed-in client for each role."""

    scenery: Scenery
    clients: dict[str, Client] = field(default_factory=dict)
    acting: dict[str, str] = field(default_factory=dict)
    mandate: str = ""
    system: str = ""
    list_change: str = ""
    seal: str = ""

    def put_on(self) -> None:
        """Every session that acts for another says so again: who has lost it tries once more."""
        for role, acting in self.acting.items():
            session = self.clients[role].session
            session["acting"], session["acting-name"] = acting, "某人"
            session.save()

    def give_mandates(self) -> None:
        world = self.scenery.world
        ours = {"giver": FIRM, "by": CITIZEN, "agreed": (CITIZEN,), "acts": EVERY_ACT}
        ended = a_mandate(world, receiver="zhang_min", **ours)
        end_mandate(ended.id, by=world.cast("zhang_min"))
        elsewhere = {"receiver": "wang_jianguo", "services": ("work-permit-notice",)}
        helped = {"giver": CITIZEN, "receiver": "exset", "by": CITIZEN, "agreed": (CITIZEN,)}
        self.acting = {
            "representative of firm": f"representative:{world.cast(FIRM).party}",
            "agent of firm": a_mandate(world, receiver=OTHER_CITIZEN, **ours).id,
            "agent for another service": a_mandate(world, **ours | elsewhere).id,
            "helper of citizen": a_mandate(
                world, "helper", acts=EVERY_ACT[:-1], services=(), **helped
            ).id,
            "ended mandate": ended.id,
        }
        paper = ("委托书.pdf", port("store").put(drawn_document("委托书", "walk")))
        self.mandate = a_mandate(world, receiver="patigul", paper=paper, **ours).id

    def sample(self, address: Address, parameter: str) -> Sample:
        kept = {**self._common(), **self._special(address)}
        if parameter not in kept:
            pytest.fail(f"give a sample for <{parameter}> of {address.route} in {__file__}")
        found = kept[parameter]
        return found if isinstance(found, Sample) else found()

    def _common(self) -> dict[str, Any]:
        return {
            "code": Sample(BOOKSHOP),
            "document": Sample("premises_proof"),
            "promise": Sample("premises"),
            "token": Sample("no-such-link", frozenset()),
            "section": Sample("shop"),
            "step": Sample("visit"),
            "draft": lambda: Sample(self.scenery.draft, FIRMS),
            "number": lambda: self._case("to-decide", HANDLERS),
            "material": lambda: Sample(self.scenery.material, HANDLERS | FIRMS),
            "paper": lambda: Sample(str(self.scenery.paper.pk), HANDLERS | FIRMS),
            "mandate": lambda: Sample(self.mandate, THEIR_SIDES),
            "transcript": lambda: Sample(
                str(self.scenery.transcript.pk), HANDLERS | FIRMS - {"agent of firm"}
            ),
            "show": lambda: Sample(self.show, FIRMS),
            "link": lambda: Sample(self.link),
            "authorisation": lambda: Sample(str(self.scenery.authorisation.pk), FIRMS),
            "copy": lambda: Sample(str(self.scenery.use_copy.pk), FIRMS),
            # A licence is known by the case it came from.
            "ground": lambda: self._case("closed", HANDLERS),
            "joint": lambda: Sample(self.scenery.joint, CITIZENS),
            "joint_draft": lambda: Sample(self.scenery.joint_draft, CITIZENS),
            "joint_material": lambda: Sample(self.scenery.joint_material, CITIZENS),
            "joint_section": Sample("licence_place"),
            "joint_document": Sample("doc_floor_plan"),
            "part": Sample("card"),
            "query_code": lambda: Sample(self.scenery.case("accepted").query_code),
            "provider": Sample("provincial"),
            "rest": Sample("nothing/here"),
            "system": lambda: Sample(self._system()),
            "seal": lambda: Sample(self._seal()),
            "reading": lambda: Sample(self.scenery.look, frozenset({"firm"})),
            "enquiry": lambda: Sample(self.scenery.enquiry, frozenset({"firm", "supervisor"})),
            "visit": lambda: Sample(
                str(self.scenery.visit.pk), frozenset({"window", "substitute"})
            ),
            "rating": lambda: Sample(self.scenery.bad_rating, frozenset({"supervisor"})),
            "dispute": lambda: Sample(self.scenery.dispute, frozenset()),
            "window": lambda: Sample(self.scenery.device[0].code),
            "follow_up": lambda: Sample(self.scenery.follow_up, frozenset({"supervisor"})),
            "letter": lambda: Sample(str(self.scenery.letter.pk), HANDLERS),
            "comment_number": lambda: Sample(str(self.scenery.shown_comment.pk)),
            "result_number": lambda: Sample(self.scenery.result),
            "result_kept": lambda: Sample(
                self.scenery.result, frozenset({"supervisor", "approver"})
            ),
            "number_of_answer": lambda: Sample(self.scenery.public_answer),
            "card": lambda: Sample(
                self.scenery.supervision_card, frozenset({"supervisor", "approver"})
            ),
            "account": lambda: Sample(str(self.account("window").pk)),
            "agency": Sample("press-aksu-city"),
            "change": lambda: Sample(self._list_change()),
            "post": Sample("window"),
            "version": lambda: Sample(str(current_version(BOOKSHOP).pk)),
            "move": Sample("00000000-0000-4000-8000-000000000000"),
            "joint_move": Sample("00000000-0000-4000-8000-000000000000"),
            "piece": lambda: Sample(str(self.piece.pk), frozenset({"editor", "chief editor"})),
            "site": lambda: Sample(self._site(), EDITORS),
            "digits": Sample("8a3b12"),
            "place": Sample("652901001000"),
            "digest": lambda: Sample(self.piece.written["files"][0]["digest"]),
            "column": Sample("latest-notices"),
            "day": lambda: Sample(self._day_of_looks()),
            "kind": Sample("publication-business-licence"),
            "status_list": lambda: Sample(str(self.scenery.status_list)),
            "purpose": Sample("revocation"),
            # To nobody else than whoever made it; to them, once it is over, the list.
            "subscription": Sample(NOBODYS_ID),
            "credential": Sample(NOBODYS_ID, frozenset()),
            "name": lambda: Sample(static("onedoor.css").partition("/look/")[2]),
        }

    @cached_property
    def piece(self) -> Piece:
        """A notice with a picture, published by the agency of these clerks."""
        return published(replace(NOTICE, files=(a_picture(),)))

    @cached_property
    def show(self) -> str:
        """The firm's, of its licence."""
        return str(self.scenery.shown().show.pk)

    @cached_property
    def link(self) -> str:
        """To another one, as its QR code carries it."""
        return self.scenery.shown().link

    def account(self, role: str) -> Any:
        return get_user_model().objects.get(login=PEOPLE[role])

    def _system(self) -> str:
        """A system of a bureau that waits for its review."""
        if not self.system:
            self.system = a_system(approve=False)[0].pk
        return self.system

    def _seal(self) -> str:
        """The seal of the agency whose clerks these are, as its maker has made it."""
        if not self.seal:
            (seal,) = seals(seen_by=SYSTEM, agency="press-aksu-city", state="in-force")
            self.seal = str(sealing.make(seal).pk)
        return self.seal

    def _site(self) -> str:
        """The site of the city in which these editors write."""
        if "aksu-city" not in cluster().by_slug:
            made(self.scenery.world, "aksu-city")
        return "aksu-city"

    def _list_change(self) -> str:
        """A change of the catalogue list that waits for its reviews."""
        if not self.list_change:
            editor = self.scenery.world.cast("government_aksu_item_editor")
            self.list_change = a_list_change(by=editor)
        return self.list_change

    def _day_of_looks(self) -> str:
        """A day on which the clerk of the window has looked at a case."""
        case_for(self.scenery.case("submitted").number, seen_by=self.scenery.world.cast(
            PEOPLE["window"]))  # fmt: skip
        return today().isoformat()

    def _special(self, address: Address) -> dict[str, Any]:
        """Where the same word means something else, or another state is called for."""
        kept: dict[str, dict[str, Any]] = {
            "portal:progress": {"code": self._common()["query_code"]},
            "desk:guide": {"code": Sample(BOOKSHOP, frozenset({"editor", "supervisor"}))},
            "portal:rate-by-code": {"code": self._common()["query_code"]},
            "portal:write": {"kind": Sample("consultation")},
            "portal:subscribe": {"kind": Sample("service"), "name": Sample(BOOKSHOP)},
            "portal:off": {"token": lambda: Sample(off_path("s", "0" * 32).split("/")[-1])},
            # Without an account: for whoever has its code.
            "portal:letter": {"code": lambda: Sample(self.scenery.guest_letter.code)},
            "portal:own-letter": {
                "letter": lambda: Sample(str(self.scenery.letter.pk), frozenset({"citizen"}))
            },
            **{
                name: {"code": Sample("newborn")}
                for name in (
                    "portal:bundle",
                    "portal:bundle-situations",
                    "portal:bundle-apply",
                    "desk:bundle-change",
                )
            },
            "portal:check-code": {"code": lambda: Sample(self.scenery.paper.check_code)},
            "wallet:offer": {"code": lambda: Sample(self.scenery.open_offer)},
            **{
                name: {"paper": lambda: Sample(self.scenery.licence_paper, frozenset({"firm"}))}
                for name in (
                    "portal:carried",
                    "portal:carried-offer",
                    "portal:carried-file",
                    "portal:carried-stop",
                    "portal:offline-slip",
                )
            },
            "portal:piece": {"piece": lambda: Sample(self.piece.slug)},
            "portal:piece-file": {"piece": lambda: Sample(self.piece.slug)},
            "portal:column": {"column": lambda: Sample(self.piece.column)},
            "portal:results-file": {"kind": Sample("json")},
            "portal:assessment-order": {"period": Sample("2026-11")},
            "portal:assessment-file": {"period": Sample("2026-11"), "kind": Sample("json")},
            "portal:assessment-of": {
                "period": lambda: Sample(self.scenery.assessed[0]),
                "who": lambda: Sample(self.scenery.assessed[1]),
            },
            "portal:assessment-rows": {
                "period": lambda: Sample(self.scenery.assessed[0]),
                "who": lambda: Sample(self.scenery.assessed[1]),
                "indicator": lambda: Sample(self.scenery.assessed[2]),
            },
            "portal:published": {
                "day": lambda: Sample(self.scenery.published_day),
                "name": Sample("facts.jsonl"),
            },
            "admin:enquiry": {
                "enquiry": lambda: Sample(self.scenery.enquiry_to_audit, frozenset({"audit admin"}))
            },
            "portal:correct": {"number": lambda: self._case("correcting", AT_THE_WINDOW)},
            "portal:given-promise": {"number": lambda: self._case("promised", HANDLERS)},
            "desk:promise": {"number": lambda: self._case("promised", HANDLERS)},
            # Given to an agency without a system of its own: for its clerks, and for no holder.
            "desk:authorised-one": {
                "authorisation": lambda: Sample(
                    str(self.scenery.authorisation.pk), frozenset({"clerk elsewhere"})
                )
            },
            # It outlasts a mandate: for the holder, and who speaks for it by law.
            "portal:authorise-use": {
                "ground": lambda: Sample(
                    self.scenery.case("closed").number,
                    frozenset({"firm", "representative of firm"}),
                )
            },
            # The service of this draft asks nobody else to sign.
            "portal:signers": {"draft": lambda: Sample(self.scenery.draft, frozenset())},
            "portal:judge": {"number": lambda: self._case("closed", HANDLERS)},
            "portal:rate": {"number": lambda: self._case("closed", HANDLERS)},
            "desk:corrections": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:accept": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:turn-away": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "portal:public-notice": {"notice": self._notice},
            "portal:ask-hearing": {"number": lambda: self._case("on-a-route", UNDER_REVIEW)},
            **{
                f"desk:{name}": {
                    "number": lambda: self._case("on-a-route", UNDER_REVIEW),
                    "step": Sample(step),
                }
                for name, step in (
                    ("hearing", "hearing"),
                    ("proceeding", "lab"),
                    ("objections", "notice"),
                )
            },
            "desk:transfer": {"number": lambda: self._case("submitted", AT_THE_WINDOW)},
            "desk:return": {"number": lambda: self._case("accepted", UNDER_REVIEW)},
            "desk:finish": {"number": lambda: self._case("accepted", UNDER_REVIEW)},
            **{
                f"desk:{name}": {"party": self._person}
                for name in ("person", "vouch", "card", "reopen", "release")
            },
            "identity:end-session": {"session": Sample("999999999")},
            "mfa_remove_webauthn": {"pk": Sample("999999999")},
            "desk:material": {"id": self._common()["material"]},
            "desk:page": {"id": self._common()["material"], "number": Sample("1")},
            "desk:original": {
                "number": lambda: self._case("submitted", AT_THE_WINDOW),
                "id": Sample(NOBODYS_ID, frozenset()),
            },
            "desk:paper": {"id": self._common()["paper"]},
            "api:problem": {"code": Sample("not-allowed")},
            "desk:licence": {"paper": self._licence},
            "api:read_paper": {"number": lambda: self._case("closed", HANDLERS)},
        }
        return kept.get(address.name, {})

    def _licence(self) -> Sample:
        found = licence_on(self.scenery.case("closed").number, seen_by=SYSTEM)
        assert found is not None
        return Sample(str(found.paper_id), HANDLERS)

    def _notice(self) -> Sample:
        self.scenery.case("on-a-route")
        return Sample(str(self.scenery.notice))

    def _person(self) -> Sample:
        citizen = get_user_model().objects.get(login=CITIZEN)
        windows = frozenset({"window", "substitute", "clerk next town", "clerk elsewhere"})
        return Sample(str(citizen.party_id), windows)

    def _case(self, state: str, handlers: frozenset[str]) -> Sample:
        return Sample(self.scenery.case(state).number, handlers | FIRMS)

    def path(self, address: Address) -> str:
        """The address with samples in it."""

        def filled(match: re.Match[str]) -> str:
            return self.sample(address, match[1]).value

        return re.sub(r"<(?:\w+:)?(\w+)>", filled, address.route)

    def owners(self, address: Address) -> set[str]:
        """The roles whose business all the samples of the address are."""
        ours = set(ONLY.get(address.name, PEOPLE))
        for parameter in address.parameters:
            owners = self.sample(address, parameter).owners
            ours &= owners if owners is not None else set(PEOPLE)
        return ours

    def expected(self, address: Address, role: str) -> str:
        admitted = {
            Door.ANYONE: set(PEOPLE),
            Door.PARTY: PARTIES,
            Door.ONESELF: PARTIES - FOR_OTHERS,
            Door.STAFF: CLERKS,
            Door.SIGNED_IN: PARTIES | CLERKS | ADMINS,
            Door.ADMIN: ADMINS,
            Door.SYSTEM_ADMIN: {"system admin"},
            Door.SECURITY_ADMIN: {"security admin"},
            Door.AUDIT_ADMIN: {"audit admin"},
            Door.MACHINE: set(),
        }[Door(address.door)]
        if role in admitted & self.owners(address):
            return LET_IN
        if role == "anyone" and address.door != Door.MACHINE:
            return SIGN_IN
        return KEPT_OUT


def outcome(response: Any) -> str:
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in?next="):
        return SIGN_IN
    if response.status_code in (401, 403, 404):
        return KEPT_OUT
    return LET_IN


@pytest.fixture(scope="module")
def town(_registers: World, django_db_blocker: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), played(_registers) as scenery:
        accounts = get_user_model().objects
        town = Town(scenery)
        keep_report(inspected(Site()))
        for role, login in PEOPLE.items():
            town.clients[role] = Client(raise_request_exception=False)
            if login:
                scenery.world.cast(login)
                town.clients[role].force_login(accounts.get(login=login))
        window = town.account("window")
        delegate(
            "press-aksu-city/window", window.pk, to=town.account("substitute").pk, since=today(),
            # The tests may run on past midnight.
            until=today() + timedelta(days=1), reason="出差", by=staff_actor(window),
        )  # fmt: skip
        town.give_mandates()
        yield town


@pytest.fixture(autouse=True)
def acting(town: Town, settings: Any) -> None:
    settings.ONEDOOR_UPSTREAMS = [a_provider()]
    town.put_on()


ALL = list(addresses("onedoor.site.urls"))
NAMING = [each for each in ALL if each.parameters and each.name not in ("api:", "look:asset")]


def each_of(known: list[Address]) -> Any:
    return pytest.mark.parametrize("address", known, ids=[one.name or one.route for one in known])


@each_of(ALL)
def test_each_role_is_let_in_or_not_as_declared(town: Town, address: Address) -> None:
    path = town.path(address)
    answers = {role: client.get(path) for role, client in town.clients.items()}
    assert [role for role, answer in answers.items() if answer.status_code >= 500] == []
    # What answers to POST alone says so to anybody, or not at all.
    found = {role: outcome(a) for role, a in answers.items() if a.status_code != 405}
    # The catch-all of the API knows nothing for anybody.
    if address.name != "api:":
        assert found == {role: town.expected(address, role) for role in found}


@each_of(ALL)
def test_who_is_not_let_in_cannot_send_anything_either(town: Town, address: Address) -> None:
    path = town.path(address)
    for role, client in town.clients.items():
        expected = town.expected(address, role)
        if expected == LET_IN:
            continue
        answer = client.post(path, {"signed": "yes", "send": "1", "do": "sign"})
        # What was meant for another is not done for oneself: a conflict, and nothing done.
        over = (409,) if role == "ended mandate" else ()
        assert answer.status_code in (302, 401, 403, 404, 405, *over), (role, answer.status_code)
        if answer.status_code == 302:
            assert outcome(answer) == SIGN_IN, role


@each_of(ALL)
def test_a_form_without_our_token_is_refused(town: Town, address: Address) -> None:
    careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for role, client in town.clients.items():
        if town.expected(address, role) != LET_IN:
            continue
        careful.cookies = client.cookies
        answer = careful.post(town.path(address), {"login": "x"})
        # Programs carry a key instead of a cookie; there a session is nothing.
        if address.name in BY_LINK:
            assert answer.headers["Location"].startswith(f"{address.route}?"), role
            continue
        exempt = getattr(address.view, "csrf_exempt", False) and address.name.startswith("api:")
        wanted = BY_SECRET.get(address.name, (401, 404, 405) if exempt else (403, 405))
        if address.name == "identity:upstream-back":
            # A provider's page posts here; what answers is a page with a button and no more.
            wanted = (200,)
        assert answer.status_code in wanted, (role, answer.status_code)


@each_of(NAMING)
def test_what_does_not_exist_is_not_found_for_anybody(town: Town, address: Address) -> None:
    nothing = {
        "mandate": "0" * 16, "draft": NOBODYS_ID, "party": NOBODYS_ID,
        "material": NOBODYS_ID, "joint_draft": NOBODYS_ID,
        "joint_material": NOBODYS_ID, "paper": NOBODYS_ID, "id": NOBODYS_ID,
        "int:number": "999", "int:session": "999999999", "int:pk": "999999999",
    }  # fmt: skip
    path = re.sub(
        r"<((?:\w+:)?(\w+))>",
        lambda match: nothing.get(match[1], nothing.get(match[2], "NOBODY0S")),
        address.route,
    )
    for role, client in town.clients.items():
        answer = client.get(path)
        assert answer.status_code in (302, 401, 403, 404, 405), (role, answer.status_code)


GUARDED = [each for each in ALL if each.door in (Door.STAFF, Door.ADMIN, Door.SYSTEM_ADMIN,
           Door.SECURITY_ADMIN, Door.AUDIT_ADMIN)]  # fmt: skip


@pytest.fixture
def strict(town: Town) -> Iterator[None]:
    """The policy of a fresh installation, for as long as the test runs."""
    set_policy("staff_sign_in", "strong", by=SYSTEM)
    yield
    set_policy("staff_sign_in", "password", by=SYSTEM)


@each_of(GUARDED)
def test_a_password_alone_opens_nothing_where_the_policy_is_strict(
    town: Town, strict: None, address: Address
) -> None:
    path = town.path(address)
    for role in ["window", "supervisor", *sorted(ADMINS)]:
        for answer in (town.clients[role].get(path), town.clients[role].post(path)):
            # 405: the page takes no form from anybody.
            assert answer.status_code in (302, 403, 405), (role, answer.status_code)
            if answer.status_code == 302:
                assert "step-up" in answer.headers["Location"], role


@pytest.mark.parametrize(
    ("method", "opens"),
    [
        ({"method": "password"}, False),
        ({"method": "mfa", "type": "recovery_codes"}, False),
        ({"method": "mfa", "type": "totp"}, True),
        ({"method": "mfa", "type": "webauthn", "passwordless": True}, True),
    ],
)
def test_a_second_factor_opens_the_desk_and_a_recovery_code_does_not(
    town: Town, strict: None, method: dict[str, Any], opens: bool
) -> None:
    client = Client()
    client.force_login(town.account("window"))
    session = client.session
    session["account_authentication_methods"] = [method | {"at": now().timestamp()}]
    session.save()
    answer = client.get(reverse("desk:inbox"))
    assert (answer.status_code == 200) is opens


def test_a_session_that_rested_longer_than_the_policy_allows_is_over(town: Town) -> None:
    set_policy("staff_idle_minutes", "5", by=SYSTEM)
    client = Client()
    client.force_login(town.account("window"))
    assert client.get(reverse("desk:inbox")).status_code == 200
    with travel(now() + timedelta(minutes=4)):
        assert client.get(reverse("desk:inbox")).status_code == 200
    with travel(now() + timedelta(minutes=10)):
        assert outcome(client.get(reverse("desk:inbox"))) == SIGN_IN
    # And it stays over.
    assert outcome(client.get(reverse("desk:inbox"))) == SIGN_IN
    set_policy("staff_idle_minutes", "30", by=SYSTEM)


def test_a_locked_clerk_is_out_at_once(town: Town) -> None:
    security = town.scenery.world.cast("admin_security")
    # Nobody of the walk: whoever is locked out loses every session.
    town.scenery.world.cast("press_kuqa_window")
    clerk = get_user_model().objects.get(login="press_kuqa_window")
    client = Client()
    client.force_login(clerk)
    assert client.get(reverse("desk:inbox")).status_code == 200
    lock_staff_account(clerk.pk, reason="试一试", by=security)
    assert outcome(client.get(reverse("desk:inbox"))) == SIGN_IN
    unlock_staff_account(clerk.pk, by=security)
    # The old session does not come back to life.
    assert outcome(client.get(reverse("desk:inbox"))) == SIGN_IN


def test_a_new_parameter_asks_for_a_sample(town: Town) -> None:
    address = Address("/new/<slug:thing>", "portal:new", lambda request: None, ("thing",))
    with pytest.raises(pytest.fail.Exception, match="<thing>"):
        town.path(address)


@pytest.mark.parametrize(("whose", "status"), [(FIRM, 200), (OTHER_FIRM, 404), (CITIZEN, 404)])
def test_a_program_reaches_the_cases_of_its_party_alone(
    town: Town, whose: str, status: int
) -> None:
    key = _key_of(whose)
    for name in ("api:read_application", "api:list_documents", "api:read_paper"):
        (address,) = (each for each in ALL if each.name == name)
        answer = Client().get(town.path(address), headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == status, name


def test_a_program_with_no_key_or_a_wrong_one_is_asked_for_one(town: Town) -> None:
    (address,) = (each for each in ALL if each.name == "api:read_application")
    for headers in ({}, {"Authorization": "Bearer od_nobody"}):
        answer = Client().get(town.path(address), headers=headers)
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_key_of_a_clerk_opens_nothing(town: Town) -> None:
    (address,) = (each for each in ALL if each.name == "api:read_application")
    key = _key_of(PEOPLE["window"])
    answer = Client().get(town.path(address), headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code in (401, 403)


def _key_of(login: str) -> str:
    account = get_user_model().objects.get(login=login)
    return make_token(account, label="test", by=SYSTEM)


def test_signing_in_leads_back_to_the_page_one_was_at_and_nowhere_else(town: Town) -> None:
    from onedoor.site.city import PASSWORD

    at = reverse("portal:mine")
    for wanted, reached in ((at, at), ("https://elsewhere.example/", at), ("//elsewhere", at)):
        answer = Client().post(
            reverse("identity:sign-in"),
            {"login": FIRM, "password": PASSWORD, "next": wanted},
        )
        assert (answer.status_code, answer.headers["Location"]) == (302, reached)
