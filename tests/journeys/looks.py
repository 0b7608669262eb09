"""The table of page × state × role: every page of the site in each state it can be met in.

A new address cannot escape: what answers with a page stands here, what does not is named below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from tests.channels.identity.sso.programs import Program
from tests.channels.identity.sso.systems import a_system
from tests.journeys.scenery import CITIZEN, FIRM, NOBODYS_ID, OTHER_CITIZEN, Scenery
from tests.journeys.visitor import Visitor
from tests.world import BOOKSHOP

from onedoor.registers.systems.actions import consent

Where = Callable[[Scenery], str]
Act = Callable[[Visitor], None]
OFFICE = "press_aksu_city_"
WINDOW, REVIEWER, APPROVER, SUPERVISOR = (
    f"{OFFICE}{post}" for post in ("window", "reviewer", "approver", "supervisor")
)
IDLE = "education_aksu_city_window"
EXPERTS = "foreign_experts_aksu_reviewer"

# Addresses that are no page, and why they need no look.
NO_PAGE = {
    "idp:oidc:configuration": "answers programs",
    "idp:oidc:jwks": "answers programs",
    "idp:oidc:token": "answers programs",
    "idp:oidc:userinfo": "answers programs",
    "idp:oidc:revoke": "answers programs",
    "sso:agree": "goes on, or shows the page between",
    "sso:leave": "shows that one has signed out",
    "sso:onward": "goes on at once",
    "sso:withdraw": "goes back to the list",
    "alive": "a word for load balancers",
    "look:asset": "a file of the look",
    "look:mode": "goes back at once",
    "portal:autosave": "answers a script",
    "portal:submit": "goes on to the receipt, or shows check-answers",
    "portal:rate": "shows the case",
    "portal:sign-out": "goes home at once",
    "portal:dates": "a file for calendars",
    "portal:material": "a file",
    "portal:paper": "a file",
    "desk:marks": "shows the case",
    "desk:accept": "shows the case",
    "desk:resume": "shows the case",
    "desk:material": "a file",
    "desk:page": "a picture of one page of a file",
    "desk:paper": "a file",
    "desk:retry": "goes back at once",
    "api:": "problem details",
}


@dataclass(frozen=True)
class Look:
    """One page in one state, as somebody meets it. `does` is done after opening it."""

    name: str
    state: str
    where: Where
    who: str = ""
    does: Act | None = None
    faults: bool = False
    status: int = 200

    @property
    def id(self) -> str:
        return f"{self.name} {self.state} {self.who}".strip()


def at(name: str, *args: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=args) + query


def of_case(name: str, state: str, *more: str, query: str = "") -> Where:
    def where(scenery: Scenery) -> str:
        return reverse(name, args=[scenery.case(state).number, *more]) + query

    return where


def of_draft(name: str, *more: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=[scenery.draft, *more]) + query


def of_a_system(**wishes: Any) -> Where:
    """The page at which a system of a bureau asks for somebody."""
    return lambda scenery: Program(*a_system(**wishes)).wish(scope="openid profile phone")


def presses(words: str) -> Act:
    return lambda visitor: visitor.presses(words)


def _an_agreed_system(scenery: Scenery) -> str:
    account = get_user_model().objects.get(login=CITIZEN)
    system, _ = a_system()
    consent(account, system.pk, ["name", "phone"], by=scenery.world.cast(CITIZEN))
    return reverse("sso:connected")


def _signs_in_badly(visitor: Visitor) -> None:
    visitor.says_who("ayigul", "not the password")


def _previews(visitor: Visitor) -> None:
    visitor.chooses("结果", "准予")
    visitor.types("理由", "三个条件都满足。")
    visitor.presses("看决定书")


def _disagrees(visitor: Visitor) -> None:
    visitor.chooses("您的意见", "不同意")
    visitor.presses("完成这一步")


def _breaks_a_field(visitor: Visitor) -> None:
    visitor.types("店面面积", "很大")
    visitor.presses("继续")


PUBLIC = [
    Look("portal:home", "for people", at("portal:home")),
    Look("portal:home", "for firms", at("portal:home", query="?for=organisation")),
    Look("portal:services", "all", at("portal:services")),
    Look("portal:services", "found", at("portal:services", query="?q=书店")),
    Look("portal:services", "nothing found", at("portal:services", query="?q=zzzz")),
    Look("portal:services", "narrowed", at("portal:services", query="?for=person&place=6529")),
    *(
        Look("portal:guide", code, at("portal:guide", code))
        for code in (BOOKSHOP, "work-permit-notice", "resettlement", "teacher-qualification",
                     "individual-business", "subsistence-allowance")
    ),
    Look("portal:sample", "filled", at("portal:sample", BOOKSHOP)),
    Look("portal:sample", "with points", at("portal:sample", "work-permit-notice")),
    Look("portal:blank", "empty form", at("portal:blank", BOOKSHOP)),
    Look("portal:checklist", "to print", at("portal:checklist", BOOKSHOP)),
    Look("portal:phone", "code", at("portal:phone", BOOKSHOP)),
    Look("portal:document", "one", at("portal:document", BOOKSHOP, "premises_proof")),
    Look("portal:situations", "question", at("portal:situations", BOOKSHOP)),
    Look("portal:situations", "no answer", at("portal:situations", BOOKSHOP),
         does=presses("继续"), faults=True),
    Look("portal:situations", "contradiction", at(
        "portal:situations", BOOKSHOP, query="?s.premises=owned&s.premises=rented")),
    Look("portal:situations", "list", at(
        "portal:situations", BOOKSHOP,
        query="?s.premises=rented&s.selling=readers&s.online=shop-only")),
    Look("portal:situations", "not this way", at(
        "portal:situations", BOOKSHOP, query="?s.premises=rented&s.selling=shops")),
    Look("portal:track", "empty", at("portal:track")),
    Look("portal:track", "wrong code", at("portal:track", query="?code=abc"), faults=True,
         status=422),
    Look("portal:progress", "unknown code", at("portal:progress", "ABCDEFGHJKMN"), faults=True,
         status=404),
    *(
        Look("portal:progress", state, lambda scenery, state=state: reverse(
            "portal:progress", args=[scenery.case(state).query_code]))
        for state in ("submitted", "correcting", "accepted", "suspended", "closed", "withdrawn")
    ),
    Look("portal:check", "empty", at("portal:check")),
    Look("portal:check", "no code", at("portal:check", query="?code="), faults=True, status=422),
    Look("portal:check", "no file", at("portal:check"), does=presses("查验文件"), faults=True),
    Look("portal:check-code", "unknown", at("portal:check-code", "ABCD"), status=404),
    Look("portal:check-code", "genuine", lambda scenery: reverse(
        "portal:check-code", args=[scenery.paper.check_code])),
    Look("portal:sign-in", "empty", at("portal:sign-in", query="?next=/mine")),
    Look("portal:sign-in", "wrong password", at("portal:sign-in"), does=_signs_in_badly,
         faults=True),
    Look("portal:sitemap", "all", at("portal:sitemap")),
    Look("portal:accessibility", "statement", at("portal:accessibility")),
    Look("portal:mistake", "of a page", at("portal:mistake", query="?page=/services")),
    Look("portal:guide", "no such service", at("portal:guide", "nothing"), status=404),
    Look("", "no such page", lambda scenery: "/nothing-here", status=404),
    Look("api:start", "how to begin", at("api:start")),
    Look("api:problem", "one kind", at("api:problem", "not-allowed")),
]  # fmt: skip

CASES = (
    "submitted", "correcting", "accepted", "to-decide", "closed", "rated", "refused",
    "not-accepted", "withdrawn",
)  # fmt: skip
OWN = [
    Look("portal:home", "signed in", at("portal:home"), FIRM),
    Look("portal:mine", "busy", at("portal:mine"), FIRM),
    Look("portal:mine", "empty", at("portal:mine"), OTHER_CITIZEN),
    Look("portal:readings", "looked at", at("portal:readings"), FIRM),
    Look("portal:readings", "never", at("portal:readings"), OTHER_CITIZEN),
    Look("portal:apply", "new", at(
        "portal:apply", "individual-business", query="?s.premises=rented&s.proof=upload"), CITIZEN),
    Look("portal:apply", "no place", at(
        "portal:apply", "individual-business", query="?s.premises=rented&s.proof=upload"), CITIZEN,
        does=presses("开始填写"), faults=True),
    Look("portal:apply", "draft in hand", at("portal:apply", BOOKSHOP), FIRM),
    Look("portal:draft", "tasks", of_draft("portal:draft"), FIRM),
    Look("portal:step", "known", of_draft("portal:step", "firm"), FIRM),
    Look("portal:step", "to fill in", of_draft("portal:step", "business"), FIRM),
    Look("portal:upload", "one file", of_draft("portal:upload", "premises_proof"), FIRM),
    Look("portal:check-answers", "ready", of_draft("portal:check-answers"), FIRM),
    Look("portal:check-answers", "not signed", of_draft("portal:check-answers"), FIRM,
         does=presses("提交申请"), faults=True),
    *(Look("portal:case", state, of_case("portal:case", state), FIRM) for state in CASES),
    Look("portal:case", "no rating chosen", of_case("portal:case", "closed"), FIRM,
         does=presses("提交评价"), faults=True),
    Look("portal:receipt", "new", of_case("portal:receipt", "submitted"), FIRM),
    Look("portal:answers", "sent", of_case("portal:answers", "submitted"), FIRM),
    Look("portal:readers", "some", of_case("portal:readers", "closed"), FIRM),
    Look("portal:correct", "to do", of_case("portal:correct", "correcting"), FIRM),
    Look("portal:correct", "nothing mended", of_case("portal:correct", "correcting"), FIRM,
         does=presses("补好了，提交"), faults=True),
    Look("portal:withdraw", "asked", of_case("portal:withdraw", "submitted"), FIRM),
    Look("portal:withdraw", "too late", of_case("portal:withdraw", "closed"), FIRM),
    Look("portal:case", "no such case", at("portal:case", NOBODYS_ID), FIRM, status=404),
    Look("idp:oidc:authorization", "asks", of_a_system(), CITIZEN),
    Look("idp:oidc:authorization", "tells of a duty", of_a_system(consent="duty"), CITIZEN),
    Look("idp:oidc:authorization", "crooked", at(
        "idp:oidc:authorization", query="?client_id=nobody"), CITIZEN, status=400),
    Look("idp:oidc:logout", "asks", at("idp:oidc:logout"), OTHER_CITIZEN),
    Look("idp:oidc:logout", "nobody here", at("idp:oidc:logout")),
    Look("sso:connected", "none", at("sso:connected"), OTHER_CITIZEN),
    Look("sso:connected", "one", _an_agreed_system, CITIZEN),
    *(
        Look(name, "kept out", at(name), FIRM, status=403)
        for name in ("systems:list", "systems:propose", "systems:keys")
    ),
    Look("systems:system", "kept out", at("systems:system", "nothing"), FIRM, status=403),
    Look("desk:inbox", "kept out", at("desk:inbox"), FIRM, status=403),
    Look("portal:step", "faults", of_draft("portal:step", "shop"), FIRM,
         does=_breaks_a_field, faults=True),
]  # fmt: skip
DESK = [
    Look("desk:inbox", "busy", at("desk:inbox"), WINDOW),
    Look("desk:inbox", "empty", at("desk:inbox"), IDLE),
    Look("desk:inbox", "supervisor", at("desk:inbox"), SUPERVISOR),
    Look("desk:inbox", "done", at("desk:inbox", query="?view=done"), WINDOW),
    Look("desk:inbox", "late", at("desk:inbox", query="?view=late"), WINDOW),
    Look("desk:inbox", "nothing found", at("desk:inbox", query="?q=zzzz"), WINDOW),
    Look("desk:inbox", "found", at("desk:inbox", query="?q=多浪"), WINDOW),
    Look("desk:case", "to accept", of_case("desk:case", "submitted"), WINDOW),
    Look("desk:case", "correcting", of_case("desk:case", "correcting"), WINDOW),
    Look("desk:case", "a point", of_case(
        "desk:case", "submitted", query="?point=premises_term"), WINDOW),
    *(
        Look("desk:case", see, of_case("desk:case", "to-decide", query=f"?see={see}"), APPROVER)
        for see in ("form", "premises_proof", "facts", "history", "papers")
    ),
    Look("desk:case", "to review", of_case("desk:case", "accepted"), REVIEWER),
    Look("desk:case", "suspended", of_case("desk:case", "suspended"), EXPERTS),
    Look("desk:case", "closed", of_case("desk:case", "closed"), SUPERVISOR),
    Look("desk:corrections", "lines", of_case("desk:corrections", "unmet"), WINDOW),
    Look("desk:corrections", "no lines", of_case("desk:corrections", "submitted"), WINDOW),
    Look("desk:turn-away", "empty", of_case("desk:turn-away", "submitted"), WINDOW),
    Look("desk:turn-away", "no ground", of_case("desk:turn-away", "submitted"), WINDOW,
         does=presses("不予受理"), faults=True),
    Look("desk:finish", "empty", of_case("desk:finish", "accepted", "visit"), REVIEWER),
    Look("desk:finish", "no reasons", of_case("desk:finish", "accepted", "visit"), REVIEWER,
         does=_disagrees, faults=True),
    Look("desk:suspend", "no procedure", of_case("desk:suspend", "accepted"), REVIEWER),
    Look("desk:extend", "empty", of_case("desk:extend", "to-decide"), APPROVER),
    Look("desk:decide", "empty", of_case("desk:decide", "to-decide"), APPROVER),
    Look("desk:decide", "no outcome", of_case("desk:decide", "to-decide"), APPROVER,
         does=presses("看决定书"), faults=True),
    Look("desk:decide", "to sign", of_case("desk:decide", "to-decide"), APPROVER,
         does=_previews),
    Look("desk:readings", "some", of_case("desk:readings", "closed"), SUPERVISOR),
    Look("desk:worker", "idle", at("desk:worker"), SUPERVISOR),
]  # fmt: skip
LOOKS = [*PUBLIC, *OWN, *DESK]
