"""The rules of flow, content and service: each finds flaws in one chain. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.terms import Terms

_FINISHED = ("step.finished", "step.silent")


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """Something measured on one day: whose it is, what it measures (`key`), and how much."""

    key: str
    agency: str
    service: str
    on: date
    measure: int


Kind = Callable[[list[Fact], Terms], Iterator[Flaw]]


def _flaw(fact: Fact, measure: int, *, key: str = "", agency: str = "") -> Flaw:
    return Flaw(
        key=key,
        agency=agency or fact.agency,
        service=str(fact.body.get("service", "")),
        on=fact.day,
        measure=measure,
    )


def skipped(chain: list[Fact], terms: Terms) -> Iterator[Flaw]:
    """A decision without steps that every case of the service has."""
    done: set[str] = set()
    for fact in chain:
        if fact.name in _FINISHED:
            done.add(fact.body["step"])
        elif fact.name == "step.returned":
            done.discard(fact.body["to"])
        elif fact.name == "case.decided" and not fact.body.get("automatic"):
            lacking = [s.id for s in terms.service(fact).steps if s.always and s.id not in done]
            if lacking:
                yield _flaw(fact, len(lacking))


def order(chain: list[Fact], terms: Terms) -> Iterator[Flaw]:
    """A step finished before those that the route puts first; the body that finished it answers."""
    done: set[str] = set()
    for fact in chain:
        if fact.name not in _FINISHED:
            continue
        steps = {each.id: each for each in terms.service(fact).steps}
        this = steps.get(fact.body["step"])
        before = this.after if this else ()
        early = [s for s in before if s in steps and steps[s].always and s not in done]
        done.add(fact.body["step"])
        if early:
            agency = fact.body["seat"].partition("/")[0]
            yield _flaw(fact, len(early), key=fact.body["step"], agency=agency)


def returned(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """A step sent back again and again inside its agency."""
    for fact in chain:
        if fact.name == "step.returned":
            agency = fact.body["seat"].partition("/")[0]
            yield _flaw(fact, int(fact.body["times"]), key=fact.body["to"], agency=agency)


def same_hand(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """One hand accepted the matter and decided it. Whose hand, nobody is told."""
    accepted = ""
    for fact in chain:
        if fact.name == "case.accepted" and fact.by_staff:
            accepted = fact.hand
        elif fact.name == "case.decided" and fact.by_staff and fact.hand == accepted:
            yield _flaw(fact, 1)


def reasonless(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """A refusal without reasons, or a step's no without an opinion.

    Facts from before the record told whether something was said accuse nobody.
    """
    for fact in chain:
        if fact.body.get("said") is not False:
            continue
        if fact.name == "case.decided" and fact.body["granted"] is False:
            yield _flaw(fact, 1, key="decision")
        elif fact.name == "step.finished" and fact.body["outcome"] == "disagree":
            agency = fact.body["seat"].partition("/")[0]
            yield _flaw(fact, 1, key=fact.body["step"], agency=agency)


def groundless(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """Turned away without naming a ground (行政许可法 32)."""
    for fact in chain:
        if fact.name == "case.not-accepted" and not fact.body.get("ground"):
            yield _flaw(fact, 1)


def document(chain: list[Fact], terms: Terms) -> Iterator[Flaw]:
    """Accepted without documents that everybody has to bring. Deemed acceptance accuses nobody."""
    brought: set[str] = set()
    for fact in chain:
        brought |= set(fact.body.get("documents", ()))
        if fact.name == "case.accepted" and not fact.body.get("deemed"):
            lacking = set(terms.service(fact).documents) - brought
            if lacking:
                yield _flaw(fact, len(lacking))


def discretion(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """Decided otherwise than the standard of discretion calls for: 1, without reasons 2."""
    for fact in chain:
        if fact.name == "case.decided" and fact.body.get("left_the_standard"):
            yield _flaw(fact, 1 if fact.body.get("said") else 2)


def _found(wrong: str) -> Kind:
    """That wrong, told of in a letter and found so by whoever looked into it: 1 in part, else 2."""

    def kind(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
        for fact in chain:
            weight = {"partly": 1, "so": 2}.get(str(fact.body.get("found", "")), 0)
            accused = str(fact.body.get("accused", ""))
            is_it = fact.name == "letter.answered" and fact.body.get("wrong") == wrong
            if is_it and accused and weight:
                yield _flaw(fact, weight, key=wrong, agency=accused)

    return kind


def rating(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """A bad rating, turned round so that more is worse: 5 is very dissatisfied."""
    for fact in chain:
        if fact.name == "rating.given" and fact.agency:
            yield _flaw(fact, 6 - int(fact.body["level"]))


def rating_missing(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """A rating that the record knows is not kept as it was given: somebody took it away."""
    for fact in chain:
        if fact.name == "rating.missing":
            yield _flaw(fact, 1)


def unlike(facts: Iterable[Fact]) -> Iterator[Flaw]:
    """Like cases of an agency and service that persons decided unlike, by month.

    Like are those for which the same rows of the published standard held. Measured each day on
    which one was decided: how many of the month went against the greater part of their like.
    """
    counts: dict[tuple[str, str, str], dict[tuple[str, int], Counter[bool]]] = {}
    decided = (f for f in facts if f.name == "case.decided" and f.by_staff and f.body.get("alike"))
    for fact in sorted(decided, key=lambda each: (each.day, each.subject, each.seq)):
        about = (fact.agency, str(fact.body["service"]), fact.day.isoformat()[:7])
        like = counts.setdefault(about, {})
        row = (str(fact.body["alike"]), int(fact.body["version"]))
        like.setdefault(row, Counter())[bool(fact.body["granted"])] += 1
        against = sum(min(each[True], each[False]) for each in like.values())
        if against:
            yield _flaw(fact, against, key=f"{about[1]}:{about[2]}")


def rating_own(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """Somebody of the agency tried to rate a matter of its own; how often so far."""
    tried = 0
    for fact in chain:
        if fact.name == "rating.refused":
            tried += 1
            yield _flaw(fact, tried)


def rating_device(chain: list[Fact], _terms: Terms) -> Iterator[Flaw]:
    """Ratings at one device within an hour; a card for each day."""
    for fact in chain:
        if fact.name == "window.repeated":
            yield _flaw(fact, int(fact.body["count"]), key=fact.day.isoformat())


FLAWS: dict[str, Kind] = {
    "skipped": skipped,
    "order": order,
    "returned": returned,
    "same-hand": same_hand,
    "reasonless": reasonless,
    "groundless": groundless,
    "document": document,
    "discretion": discretion,
    "charged": _found("charged"),
    "made-to-come": _found("made-to-come"),
    "rating": rating,
    "rating-missing": rating_missing,
    "rating-own": rating_own,
    "rating-device": rating_device,
}
