"""Licences for bureau systems: by number or identifier, by holder, many at once, and changes.

A system shows its id and secret (HTTP Basic). It sees what a holder let it see, or what the law it
was approved for asks for; every look is a row the holder reads.
"""

from typing import Annotated, Any
from uuid import uuid4

from django.http import HttpRequest
from ninja import Query
from ninja.security import HttpBasicAuth

from onedoor.channels.api.entry import api, may_go_wrong
from onedoor.channels.api.licence_shapes import (
    MOST,
    AnswerKeys,
    BatchAnswer,
    BatchQuery,
    ChangesTold,
    HolderAnswer,
    HolderQuery,
    LicenceAnswer,
    LicenceAsking,
    LicenceMeant,
    LicenceQuery,
)
from onedoor.channels.look.doors import problem_body
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import now
from onedoor.registers.licences.directory import latest_act
from onedoor.registers.licences.queries import standing_of
from onedoor.registers.papers.queries import check_link
from onedoor.registers.showing.actions import (
    Asking,
    Seen,
    have_answer_key,
    signed_answer,
    use_licence,
    use_licences_of,
)
from onedoor.registers.showing.queries import answer_keys, changes_for
from onedoor.registers.systems.queries import System, issuer, machine, system_that_shows


class SystemKey(HttpBasicAuth):
    """`Authorization: Basic …`: the id and the secret of an approved system."""

    def authenticate(self, request: HttpRequest, username: str, password: str) -> System | None:
        """The system of this id and secret; None when they open nothing."""
        if "\0" in username:
            return None
        system = system_that_shows(username, password)
        if system is not None:
            request.actor = machine(system)  # type: ignore[attr-defined]
        return system


SYSTEM_KEY = SystemKey()
Cursor = Annotated[int, Query(ge=0, le=2**62)]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@api.post(
    "/licences/query",
    operation_id="queryLicence",
    auth=SYSTEM_KEY,
    response=LicenceAnswer,
    tags=["licences"],
    openapi_extra=may_go_wrong(400, 401, 403, 422),
)
def query_licence(request: HttpRequest, query: LicenceQuery) -> dict[str, Any]:
    """One licence by its number or its identifier, as far as it may be seen, signed."""
    system = _system(request)
    asking = _asking(query, tuple(query.facts))
    return _answer(system, _used(system, query, asking))


@api.post(
    "/licences/query/holder",
    operation_id="queryLicencesOfHolder",
    auth=SYSTEM_KEY,
    response=HolderAnswer,
    tags=["licences"],
    openapi_extra=may_go_wrong(400, 401, 403, 422),
)
def query_holder(request: HttpRequest, query: HolderQuery) -> dict[str, Any]:
    """The licences of a holder that may be seen; no others are counted or named."""
    system = _system(request)
    asking = _asking(query, tuple(query.facts))
    seen = use_licences_of(system, query.holder_number, kind=query.kind, asking=asking)
    return {"items": [_answer(system, each) for each in seen]}


@api.post(
    "/licences/query/batch",
    operation_id="queryLicences",
    auth=SYSTEM_KEY,
    response=BatchAnswer,
    tags=["licences"],
    openapi_extra=may_go_wrong(400, 401, 403, 422),
)
def query_batch(request: HttpRequest, query: BatchQuery) -> dict[str, Any]:
    """Up to a hundred licences in one matter; what is refused is refused for itself."""
    system, lines = _system(request), []
    for wanted in query.items:
        line: dict[str, Any] = {
            "number": wanted.number, "identifier": wanted.identifier, "answer": None,
            "problem": None,
        }  # fmt: skip
        try:
            asking = _asking(query, tuple(wanted.facts))
            line["answer"] = _answer(system, _used(system, wanted, asking))
        except Refusal as refusal:
            line["problem"] = problem_body(refusal, instance=request.path)
        lines.append(line)
    return {"items": lines}


@api.get(
    "/licences/changes",
    operation_id="listLicenceChanges",
    auth=SYSTEM_KEY,
    response=ChangesTold,
    tags=["licences"],
    openapi_extra=may_go_wrong(401, 403, 422),
)
def list_changes(request: HttpRequest, after: Cursor = 0, limit: Limit = MOST) -> dict[str, Any]:
    """What became of the licences this system may see, after a place in the feed."""
    items = changes_for(_system(request), after=after, limit=limit)
    return {"items": [vars(each) for each in items], "next": items[-1].cursor if items else after}


@api.get(
    "/licences/keys",
    operation_id="readLicenceKeys",
    response=AnswerKeys,
    tags=["licences"],
)
def read_keys(request: HttpRequest) -> dict[str, Any]:
    """The public keys of signed answers; an answer kept can be checked for three years."""
    have_answer_key()
    return {"keys": answer_keys()}


def _system(request: HttpRequest) -> System:
    system: System = request.auth  # type: ignore[attr-defined]
    return system


def _asking(said: LicenceAsking, facts: tuple[str, ...]) -> Asking:
    return Asking(
        purpose=said.purpose, item=said.item, case=said.case, operator=said.operator,
        reason=said.reason, law=said.law, facts=facts,
    )  # fmt: skip


def _used(system: System, meant: LicenceMeant, asking: Asking) -> Seen:
    return use_licence(system, meant.number or "", identifier=meant.identifier or "", asking=asking)


def _answer(system: System, seen: Seen) -> dict[str, Any]:
    """The licence, and the same with who asked and on what ground, signed."""
    licence, moment = seen.licence, now()
    told = {
        "number": licence.number,
        "identifier": licence.identifier,
        "kind": licence.kind,
        "type_code": licence.type_code,
        "name": licence.kind_name,
        "agency": licence.agency,
        "agency_name": licence.agency_name,
        "operation": latest_act(licence),
        "standing": standing_of(licence),
        "issued_on": licence.issued_on.isoformat(),
        "valid_from": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat() if licence.valid_until else None,
        "facts": dict(seen.facts),
        "as_of": moment.isoformat(timespec="seconds"),
        "check": check_link(licence.paper.check_code),
    }
    claims = {
        "iss": issuer(),
        "aud": system.pk,
        "sub": licence.number,
        "iat": int(moment.timestamp()),
        "jti": uuid4().hex,
        "use": seen.use.pk,
        "purpose": seen.use.purpose,
        "case": seen.use.case,
        "law": seen.use.law,
        "authorisation": str(seen.use.authorisation_id or ""),
        "licence": told,
    }
    return {"licence": told, "use": seen.use.pk, "signed": signed_answer(claims)}
