"""Reckoning cards from the record, and what the two sides do about them."""

import logging
from datetime import date
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.record import entries_of, links_between, subjects_running
from onedoor.kernel.time import days, midnight, month_of, now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.supervision import events, rules
from onedoor.oversight.supervision.cards import (
    Card,
    cards_of,
    over_agencies,
    over_agencies_by_day,
    repeated,
)
from onedoor.oversight.supervision.facts import ENDED
from onedoor.oversight.supervision.levels import COUNTS, Level, worse
from onedoor.oversight.supervision.models import CardWord, RaisedCard, State
from onedoor.oversight.supervision.publishing import publish_through, write_publications
from onedoor.oversight.supervision.rebuilding import rebuild_cards
from onedoor.oversight.supervision.refusals import NoSuchCard
from onedoor.oversight.supervision.rulebook import Rulebook, book_for
from onedoor.oversight.supervision.standing import (
    chain_with_terms,
    facts_in,
    terms_for,
)
from onedoor.oversight.supervision.terms import Terms, TermsMissing
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.queries import rulebook_over, rulebooks

__all__ = [
    "cancel_card",
    "close_card",
    "confirm_card",
    "explain_card",
    "look_at_what_runs",
    "order_correction",
    "publish_through",
    "put_right",
    "rebuild_cards",
    "reckon_agencies",
    "reckon_chain",
    "reckon_day_of",
    "reckon_many_cards",
    "write_publications",
]

log = logging.getLogger(__name__)


@transaction.atomic
def reckon_chain(subject: str) -> list[RaisedCard]:
    """Reckon the cards of one chain as of today and write down what is new. May run any time.

    What cannot be measured, because its terms are not known here, is left alone and logged.
    """
    take_turn_of(f"cards of {subject}")
    facts, terms = chain_with_terms(subject)
    try:
        found = cards_of(facts, books=rulebooks(), terms=terms, until=today()) if facts else []
    except TermsMissing as missing:
        log.warning("no cards can be reckoned of %s: %s", subject, missing)
        return []
    return [row for card in found if (row := _keep(card, terms))]


def _keep(card: Card, terms: Terms) -> RaisedCard | None:
    """The row of the card, with what is new; None where nobody watches."""
    book = book_for(terms.places.get(card.agency, ""), rulebooks())
    if book is None:
        return None
    row = RaisedCard.objects.select_for_update().filter(pk=card.id).first()
    if row is None:
        row = RaisedCard(
            id=card.id, rule=card.rule, agency=card.agency, about=card.subject, key=card.key,
            watcher=book.watcher_of(card.agency), service=card.service,
            raised_on=card.steps[0].on,
        )  # fmt: skip
        _raise(row, card, book)
    elif row.state != State.CANCELLED and worse(card.level, _level(row)):
        _raise(row, card, book)
    elif row.state == State.PASSED and card.passed_on is None:
        # Its days were moved, and are near their end again: it is warned of anew.
        _raise(row, card, book)
    if card.passed_on and row.level == "warning" and not row.is_settled:
        row.state, row.due_on = State.PASSED, None
        row.save(update_fields=["state", "due_on"])
        record(events.CardPassed(**_news(row)), by=SYSTEM)
    return row


def _level(row: RaisedCard) -> Level:
    return row.level  # type: ignore[return-value]


def _raise(row: RaisedCard, card: Card, book: Rulebook) -> None:
    """A new card, or a graver one: the agency is to explain it, whatever was said before."""
    step = card.steps[-1]
    edition = book.rule(card.rule).edition_on(step.on)
    assert edition is not None
    row.level, row.measure, row.level_on = step.level, step.measure, step.on
    row.edition, row.state = edition.valid_from, State.RAISED
    row.due_on = None
    if step.level != "warning":
        begins = max(step.on, today())
        row.due_on = calendar_for(row.agency).add_working_days(begins, book.explain_within)
    row.save()
    told = events.CardRaised(
        **_news(row), reached_on=step.on, measure=step.measure, raised_on=row.raised_on,
        edition=row.edition, watcher=row.watcher, service=row.service, explain_by=row.due_on,
    )  # fmt: skip
    record(told, by=SYSTEM)


def _news(row: RaisedCard) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "card": row.pk,
        "rule": row.rule,
        "agency": row.agency,
        "about": row.about,
        "key": row.key,
        "level": row.level,
    }


def look_at_what_runs() -> int:
    """Reckon every matter, enquiry and letter that runs, and what shows only over a whole agency.

    For what time alone brings. Each chain in a transaction of its own; returns how many.
    """
    subjects = subjects_running(
        ("application.submitted", "enquiry.asked", "letter.sent", "follow-up.opened", "result.due"),
        (
            *ENDED,
            "enquiry.answered",
            "enquiry.closed",
            "rating.given",
            "follow-up.answered",
            "follow-up.judged",
            "follow-up.lifted",
            "letter.answered",
            "letter.merged",
            "letter.closed",
            "letter.published",
            "letter.unpublished",
            "result.published",
            "result.restated",
            "result.withheld",
        ),
    )
    # An exposure that was answered still owes its result, whatever its writer says meanwhile.
    owing = subjects_running(("letter.result-due",), ("letter.resulted",))
    subjects = sorted({*subjects, *owing})
    for subject in subjects:
        reckon_chain(subject)
    ended = month_of(today()) - days(1)
    if (today() - ended).days <= _ENDED_LATELY:
        reckon_agencies(ended)
    reckon_agencies(today())
    return len(subjects)


# So long a month that is over is looked at again: its last day ends after that night's look, and a
# night may be missed.
_ENDED_LATELY = 7


_OVER_AGENCIES = ("case.decided", "licence.used", "rating.given")
# With so many cards in a month, those over it wait for the night: one more changes little.
_MANY_CARDS = 200


@transaction.atomic
def reckon_agencies(on: date, *, agency: str = "") -> list[RaisedCard]:
    """Reckon what shows only over a whole agency: of the month of `on`, up to that day.

    Of all agencies, or of this one; then not when it has many cards already.
    """
    take_turn_of("cards of agencies")
    first = month_of(on)
    names = (*_OVER_AGENCIES, "card.cancelled")
    raised = RaisedCard.objects.filter(level__in=["yellow", "red"], level_on__gte=first)
    rows = list(raised.filter(agency=agency)[: _MANY_CARDS + 1] if agency else raised)
    if agency and len(rows) > _MANY_CARDS:
        return []
    links = list(links_between(midnight(first), midnight(on + days(1)), names=names, agency=agency))
    terms = terms_for([*links, *({"body": {"agency": row.agency}} for row in rows)])
    facts = facts_in(links, terms)
    found = over_agencies(facts, books=rulebooks(), terms=terms)
    counted = [card for row in rows if (card := _as_reckoned(row, on))]
    found += repeated([*counted, *found], facts, books=rulebooks(), terms=terms)
    return [row for card in found if (row := _keep(card, terms))]


def reckon_many_cards(agency: str, on: date) -> list[RaisedCard]:
    """Reckon whether an agency has too many cards in a month, once it has as many as that takes,
    and until the gravest that can come of it stands."""
    book = rulebook_over(agency)
    rules = [each for each in book.rules if each.kind == "repeated"] if book else []
    editions = [edition for each in rules if (edition := each.edition_on(on))]
    if not editions:
        return []
    month = RaisedCard.objects.filter(agency=agency, level_on__gte=month_of(on))
    steps = [step for edition in editions for step in edition.steps.named()]
    if month.filter(level__in=COUNTS).count() < min(measure for _level, measure in steps):
        return []
    gravest = month.filter(rule__in=[each.code for each in rules], level=steps[-1][0])
    return [] if gravest.exists() else reckon_agencies(on, agency=agency)


@transaction.atomic
def reckon_day_of(agency: str, on: date) -> list[RaisedCard]:
    """Reckon what one day shows over one agency: its hours, its looks, its ratings."""
    take_turn_of("cards of agencies")
    since, before = midnight(on), midnight(on + days(1))
    links = list(links_between(since, before, names=_OVER_AGENCIES, agency=agency))
    terms = terms_for(links)
    found = over_agencies_by_day(facts_in(links, terms), books=rulebooks(), terms=terms)
    return [row for card in found if (row := _keep(card, terms))]


def _as_reckoned(row: RaisedCard, on: date) -> Card | None:
    """A row as the card it came from, for counting; cards over agencies are counted anew."""
    if row.about.startswith("agency:") or row.level_on > on:
        return None
    facts, terms = chain_with_terms(row.about)
    found = cards_of(facts, books=rulebooks(), terms=terms, until=on) if facts else []
    return next((card for card in found if card.id == row.pk), None)


# --- what the two sides do --------------------------------------------------------------------


def explain_card(card: str, *, text: str, evidence: str, by: Actor) -> RaisedCard:
    """The agency explains, with evidence. NotYourCard, NotNow, NoReasons, NoEvidence, TooLong."""
    return _act(card, "explain", text=text, evidence=evidence, by=by)


def confirm_card(card: str, *, reasons: str, by: Actor) -> RaisedCard:
    """The watcher finds that it stands. OwnUnit, NotTheWatcher, InvolvedYourself, NotNow,
    OnlyAWarning, ExplainFirst, NoReasons."""
    return _act(card, "confirm", text=reasons, by=by)


def cancel_card(card: str, *, reasons: str, by: Actor) -> RaisedCard:
    """The watcher finds that it falls; it counts no more. Refuses as `confirm_card`."""
    return _act(card, "cancel", text=reasons, by=by)


def order_correction(card: str, *, text: str, due_on: date | None, by: Actor) -> RaisedCard:
    """Tell the agency what to put right, and by when (督办); again, while it is not.

    Refuses as `confirm_card`; DueInThePast.
    """
    return _act(card, "order", text=text, due_on=due_on, by=by)


def put_right(card: str, *, text: str, evidence: str, by: Actor) -> RaisedCard:
    """The agency says what it did, with evidence. Refuses as `explain_card`."""
    return _act(card, "put-right", text=text, evidence=evidence, by=by)


def close_card(card: str, *, reasons: str, by: Actor) -> RaisedCard:
    """The watcher has looked at it, and that is that. Refuses as `confirm_card`."""
    return _act(card, "close", text=reasons, by=by)


_THEN: dict[str, tuple[State, type[events.CardNews]]] = {
    "explain": (State.EXPLAINED, events.CardExplained),
    "confirm": (State.CONFIRMED, events.CardConfirmed),
    "cancel": (State.CANCELLED, events.CardCancelled),
    "order": (State.ORDERED, events.CardOrdered),
    "put-right": (State.PUT_RIGHT, events.CardPutRight),
    "close": (State.CLOSED, events.CardClosed),
}


@transaction.atomic
def _act(
    card: str, act: str, *, text: str, evidence: str = "", due_on: date | None = None, by: Actor
) -> RaisedCard:
    row = RaisedCard.objects.select_for_update().filter(pk=card).first()
    if row is None or not (rules.is_of(row.agency, by=by) or rules.watches_as(row.watcher, by=by)):
        raise NoSuchCard()
    if (
        refusal := rules.why_not_act(
            act,
            agency=row.agency,
            watcher=row.watcher,
            state=row.state,
            hands=_hands(row),
            by=by,
        )
        or rules.why_not_judge(
            act, level=row.level, state=row.state, explain_by=row.due_on, on=today()
        )
        or (rules.why_not_order(due_on=due_on, on=today()) if act == "order" else None)
        or rules.why_not_say(act, text=text, evidence=evidence)
    ):
        raise refusal  # fmt: skip
    row.state, kind = _THEN[act]
    row.due_on = due_on if act == "order" else None
    row.save(update_fields=["state", "due_on"])
    CardWord.objects.create(
        card=row, act=act, by_ref=by.ref, by_name=by.name, by_agency=by.agency,
        text=text.strip(), evidence=evidence.strip(), due_on=due_on, at=now(),
    )  # fmt: skip
    told = _news(row) | ({"due_on": due_on} if act == "order" else {})
    record(kind(**told), by=by)
    return row


def _hands(row: RaisedCard) -> set[str]:
    """All who acted in the matter that the card is about."""
    return {entry.by_ref for entry in entries_of(row.about)}
