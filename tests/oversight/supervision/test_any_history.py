"""Whatever happens to cases: the order of telling, the day and the names change no card."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.supervision.planted import BOOKS, BUREAU, TERMS, Told, day

from onedoor.oversight.supervision.cards import all_cards
from onedoor.oversight.supervision.facts import Fact

_ACTS = (
    "corrections", "corrected", "accepted", "opened", "finished", "returned", "suspended",
    "resumed", "extended", "notice", "noticed", "decided", "delivered", "withdrawn", "rated",
    "turned-away", "lapsed", "handed-in", "moved",
)  # fmt: skip
_steps = st.lists(
    st.tuples(st.sampled_from(_ACTS), st.integers(0, 9), st.sampled_from("abc")), max_size=12
)


def _history(number: int, acts: list[tuple[str, int, str]]) -> list[Fact]:
    """A chain of these acts, each so many days after the one before; sense is not asked for."""
    told, on = Told(f"case-{number}").submitted(number), number
    for act, later, hand in acts:
        on += later
        _tell(told, act, on, hand)
    return told.facts


def _tell(told: Told, act: str, on: int, hand: str) -> None:
    seat = f"{BUREAU}/reviewer"
    match act:
        case "corrections":
            told.then("case.corrections-requested", on)
        case "corrected":
            told.then("case.corrected", on, hand="p", documents=["plan"])
        case "accepted":
            told.accepted(on, promised=5, statutory=9)
        case "opened":
            told.opened("look", on, days=2)
        case "finished":
            told.finished("look", on, said=hand != "a")
        case "returned":
            told.then("step.returned", on, step="visit", seat=seat, to="look", times=3)
        case "suspended":
            told.then("case.suspended", on, procedure="experts", planned_days=4)
        case "resumed":
            told.then("case.resumed", on, procedure="experts")
        case "extended":
            told.then("case.extended", on, working_days=5)
        case "notice":
            told.opened("notice", on, days=5)
        case "noticed":
            told.finished("notice", on)
        case "decided":
            told.decided(on, granted=hand == "a", hand=hand)
        case "delivered":
            told.closed(on)
        case "withdrawn":
            told.then("case.withdrawn", on, hand="p")
        case "rated":
            told.then("rating.given", on, hand="p", level=1)
        case "turned-away":
            told.then("case.not-accepted", on, ground="")
        case "lapsed":
            told.then("promise.lapsed", on, hand="system", promise="plan", effect="stands")
        case "handed-in":
            told.then("promise.handed-in", on, hand="p", promise="plan")
        case "moved":
            told.then("case.moved", on, from_version=1, promised_due=day(on + 7),
                      statutory_due=day(on + 9))  # fmt: skip


_histories = st.lists(_steps, min_size=1, max_size=4).map(
    lambda many: [fact for number, acts in enumerate(many) for fact in _history(number, acts)]
)


def _steps_by(facts: list[Fact], until: int, asked: int) -> set[tuple[str, str, str, int]]:
    """(card, level, day, measure) up to the day `asked`, reckoned at the end of `until`."""
    return {
        (card.id, step.level, step.on.isoformat(), step.measure)
        for card in all_cards(facts, books=BOOKS, terms=TERMS, until=day(until))
        for step in card.steps
        if step.on <= day(asked)
    }


@given(_histories, st.randoms(use_true_random=False))
def test_the_order_of_the_stream_changes_no_card(facts: list[Fact], random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(facts)
    random.shuffle(mixed)
    assert _steps_by(mixed, 200, 200) == _steps_by(facts, 200, 200)


@given(_histories, st.integers(0, 60))
def test_what_was_reckoned_that_day_is_what_is_reckoned_of_it_later(
    facts: list[Fact], asked: int
) -> None:
    then = [fact for fact in facts if fact.day <= day(asked)]
    assert _steps_by(then, asked, asked) == _steps_by(facts, 200, asked)


@given(_histories)
def test_under_other_names_the_cards_are_the_same(facts: list[Fact]) -> None:
    """A publication knows neither numbers nor hands, and yet gives the same cards."""
    hidden = [
        replace(fact, subject=f"x{fact.subject}", hand=f"{fact.subject} {fact.hand}")
        for fact in facts
    ]

    def bare(known: list[Fact]) -> list[tuple]:  # type: ignore[type-arg]
        return sorted(
            (card.rule, card.subject.removeprefix("x"), card.key, card.steps, str(card.passed_on))
            for card in all_cards(known, books=BOOKS, terms=TERMS, until=day(200))
        )  # fmt: skip

    assert [each[:3] for each in bare(hidden)] == [each[:3] for each in bare(facts)]
    assert [each[3:] for each in bare(hidden)] == [each[3:] for each in bare(facts)]


def test_histories_do_raise_cards() -> None:
    """The promises above would hold of nothing, too."""
    facts = _history(0, [("accepted", 1, "a"), ("decided", 9, "a"), ("rated", 1, "a")])
    assert len({card for card, *_rest in _steps_by(facts, 100, 100)}) >= 4
