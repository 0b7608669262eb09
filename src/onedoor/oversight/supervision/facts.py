"""What the record says of cases, made free of persons: the stream that cards are reckoned from.

No database and no clock. The same facts come from the record itself (under real numbers, inside
the house) and from a publication (under pseudonyms, anywhere).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onedoor.kernel.time import at_noon, local

_OF_A_CASE = ("service", "version", "agency", "division")

# Which facts of which event are public: nothing else leaves the house. No party, no situation, no
# answer, no person's name or account; of documents only those that everybody has to bring.
PUBLISHED: Mapping[str, tuple[str, ...]] = {
    "application.submitted": (*_OF_A_CASE, "received_on", "documents", "handed_in", "spared"),
    "case.pre-reviewed": _OF_A_CASE,
    "case.corrections-requested": _OF_A_CASE,
    "case.corrected": (*_OF_A_CASE, "documents"),
    "case.transferred": (*_OF_A_CASE, "from_agency", "answer_by"),
    "case.accepted": (*_OF_A_CASE, "accepted_on", "deemed", "statutory_due", "promised_due"),
    "case.not-accepted": (*_OF_A_CASE, "ground"),
    "step.opened": (*_OF_A_CASE, "step", "seat", "due_on"),
    "step.finished": (*_OF_A_CASE, "step", "seat", "outcome", "said"),
    "step.returned": (*_OF_A_CASE, "step", "seat", "to", "times"),
    "step.silent": (*_OF_A_CASE, "step", "seat", "means"),
    "case.suspended": (*_OF_A_CASE, "procedure", "planned_days"),
    "case.resumed": (*_OF_A_CASE, "procedure", "statutory_due", "promised_due"),
    "case.extended": (*_OF_A_CASE, "working_days", "statutory_due"),
    "proceeding.arranged": (*_OF_A_CASE, "step", "planned_days"),
    "promise.lapsed": (*_OF_A_CASE, "promise", "effect"),
    "promise.handed-in": (*_OF_A_CASE, "promise"),
    "case.moved": (*_OF_A_CASE, "from_version", "statutory_due", "promised_due"),
    "case.moved-back": (*_OF_A_CASE, "from_version"),
    "case.decided": (
        *_OF_A_CASE,
        "granted",
        "automatic",
        "said",
        "licence",
        "alike",
        "left_the_standard",
    ),
    "case.delivered": _OF_A_CASE,
    "case.closed": (*_OF_A_CASE, "outcome"),
    "case.withdrawn": _OF_A_CASE,
    "case.ended": _OF_A_CASE,
    "case.lapsed": _OF_A_CASE,
    "rating.given": ("service", "agency", "level", "channel"),
    "rating.missing": ("service", "agency"),
    "rating.refused": ("service", "agency"),
    "rating.set-aside": ("service", "agency"),
    "window.repeated": ("agency", "count"),
    "follow-up.opened": ("service", "agency", "call_by", "answer_by"),
    "follow-up.called": ("service", "agency", "cause"),
    "follow-up.answered": ("service", "agency"),
    "follow-up.judged": ("service", "agency", "level"),
    "follow-up.lifted": ("service", "agency"),
    "enquiry.asked": ("kind", "agency", "due_on"),
    "enquiry.answered": ("kind", "agency"),
    "letter.sent": ("kind", "agency", "due_on"),
    "letter.transferred": ("kind", "agency", "from_agency", "due_on"),
    "letter.extended": ("kind", "agency", "working_days", "due_on"),
    "letter.merged": ("kind", "agency"),
    "letter.answered": ("kind", "agency", "wrong", "found", "accused"),
    "letter.result-due": ("kind", "agency", "result_by"),
    "letter.resulted": ("kind", "agency"),
    "result.due": ("service", "agency", "publish_by"),
    "result.published": ("service", "agency"),
    "result.withheld": ("service", "agency", "ground"),
    "licence.used": ("agency", "case_known"),
    "offer.surveyed": ("agency", "items", "offered", "guides", "complete"),
    "card.confirmed": ("card", "agency", "rule", "level"),
    "card.cancelled": ("card", "agency", "rule", "level"),
    "card.ordered": ("card", "agency", "rule", "level", "due_on"),
    "card.put-right": ("card", "agency", "rule", "level"),
    "card.closed": ("card", "agency", "rule", "level"),
}
# After these a case runs no more.
ENDED = ("case.closed", "case.not-accepted", "case.withdrawn", "case.ended", "case.lapsed")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One public fact of one chain. `hand` tells apart who acted within this chain, and no more."""

    subject: str
    seq: int
    name: str
    at: datetime
    kind: str
    hand: str
    body: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The civil date in China."""
        return local(self.at).date()

    @property
    def agency(self) -> str:
        return str(self.body.get("agency", ""))

    @property
    def agencies(self) -> frozenset[str]:
        """Every agency that it names."""
        seat = str(self.body.get("seat", "")).partition("/")[0]
        return frozenset({self.agency, seat, str(self.body.get("accused", ""))} - {""})

    @property
    def by_staff(self) -> bool:
        return self.kind == "staff"

    def on(self, name: str) -> date | None:
        """A day that the fact names, if it does."""
        value = self.body.get(name)
        return date.fromisoformat(value) if value else None


def card_id(rule: str, agency: str, subject: str, key: str) -> str:
    """16 hex digits that follow from what a card is about: the same whoever reckons it."""
    text = "\0".join((rule, agency, subject, key))
    return hashlib.new("sm3", text.encode()).hexdigest()[:16].upper()


def fact_of(
    link: Mapping[str, Any],
    *,
    always: Callable[[str, int], Iterable[str]],
    subject: Callable[[str], str] = str,
    hand: Callable[[str, str], str] = lambda _subject, ref: ref,
) -> Fact | None:
    """The public side of one link of the record; None when nothing of it is public.

    `link` has subject, seq, name, at, by_kind, by_ref and body. `always` gives the documents that
    everybody has to bring for a service at a version. `subject` and `hand` make pseudonyms.
    """
    kept = PUBLISHED.get(link["name"])
    if kept is None:
        return None
    body = {name: link["body"][name] for name in kept if link["body"].get(name) is not None}
    if "card" in body:
        body["card"] = card_id(
            link["body"]["rule"], link["body"]["agency"], subject(link["body"]["about"]),
            link["body"]["key"],
        )  # fmt: skip
    if "alike" in body:
        # That cases are alike is public; in what, is not.
        body["alike"] = subject(f"alike:{body['service']}:{body['alike']}")
    if "documents" in body:
        asked = set(always(body["service"], body["version"]))
        body["documents"] = sorted(asked & set(body["documents"]))
    return Fact(
        subject=subject(link["subject"]),
        seq=link["seq"],
        name=link["name"],
        at=_moment(link["at"], link["by_kind"]),
        kind=link["by_kind"],
        hand=hand(link["subject"], link["by_ref"]),
        body=body,
    )


def _moment(at: datetime, kind: str) -> datetime:
    """When it happened; of what a person did, the day alone: at what hour is nobody's business."""
    return at_noon(local(at).date()) if kind in ("person", "anyone") else at


def chains(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The facts by chain, each in its order; whatever the order they come in."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject, []).append(fact)
    for chain in found.values():
        chain.sort(key=lambda fact: fact.seq)
    return found
