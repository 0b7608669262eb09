"""Each kind of rule finds what was planted, and nothing in a case that is well."""

from datetime import date

import pytest
from tests.oversight.supervision.planted import (
    BOOKS,
    BUREAU,
    OTHER,
    TERMS,
    Told,
    a_clean_case,
    day,
    levels,
    the_rules,
)

from onedoor.oversight.supervision.cards import all_cards, cards_of, next_step
from onedoor.oversight.supervision.facts import PUBLISHED, Fact
from onedoor.oversight.supervision.rulebook import KINDS, nearest


def test_a_case_that_is_well_has_no_card() -> None:
    assert a_clean_case().cards() == []


def test_every_kind_is_planted_below_or_says_why_not() -> None:
    """The rules of the product use every kind there is."""
    assert {rule.kind for rule in BOOKS[0].rules} == set(KINDS)


# --- time ---


def test_a_matter_decided_late_was_foretold_then_yellow_then_red() -> None:
    told = Told().submitted().accepted(1, promised=10, statutory=30).looked_at().decided(20)
    assert levels(told.cards(), "promised-limit") == [
        ("warning", day(10)), ("yellow", day(12)), ("red", day(17)),
    ]  # fmt: skip


def test_decided_on_the_last_day_the_warning_passes_and_nothing_counts() -> None:
    told = Told().submitted().accepted(1, promised=10).looked_at().decided(11).closed(12)
    (card,) = told.cards()
    assert (card.level, card.passed_on, card.counts_on) == ("warning", day(11), None)


def test_past_the_law_it_is_red_at_once() -> None:
    told = Told().submitted().accepted(1, promised=5, statutory=8).looked_at().decided(11)
    assert levels(told.cards(), "statutory-limit") == [("warning", day(8)), ("red", day(10))]


def test_days_of_a_special_procedure_do_not_count() -> None:
    told = Told().submitted().accepted(1, promised=10).looked_at()
    told.then("case.suspended", 4, procedure="experts", planned_days=15)
    told.then("case.resumed", 18, procedure="experts")
    # Fifteen days stood still: the tenth day is now the 26th.
    assert levels(told.decided(26).closed(27).cards(), "promised-limit") == [("warning", day(25))]
    late = Told("late").submitted().accepted(1, promised=10).looked_at()
    late.then("case.suspended", 4, procedure="experts", planned_days=15)
    late.then("case.resumed", 18, procedure="experts")
    assert ("yellow", day(27)) in levels(late.decided(27).cards(), "promised-limit")


def test_days_of_a_step_that_is_not_the_agencys_do_not_count_either() -> None:
    told = Told().submitted().accepted(1, promised=6).looked_at()
    told.opened("notice", 4, days=30).finished("notice", 20)
    assert levels(told.decided(23).closed(24).cards(), "promised-limit") == [("warning", day(23))]


def test_an_extension_moves_both_limits_and_the_promise_not_beyond_the_law() -> None:
    told = Told().submitted().accepted(1, promised=8, statutory=10).looked_at()
    told.then("case.extended", 5, working_days=5, statutory_due=day(16))
    assert levels(told.decided(14).closed(15).cards(), "promised-limit") == [("warning", day(13))]


def test_a_step_past_its_days_is_the_card_of_the_body_that_has_it() -> None:
    told = Told().submitted().accepted(1, promised=20, statutory=40)
    told.opened("look", 1, days=2, seat=f"{OTHER}/reviewer").finished("look", 5)
    told.opened("visit", 5).finished("visit", 6).decided(7).closed(8)
    (card,) = told.cards()
    assert (card.rule, card.agency, card.key) == ("step-limit", OTHER, "look")
    assert [step.level for step in card.steps] == ["warning", "yellow"]


def test_a_step_stands_while_the_matter_does() -> None:
    told = Told().submitted().accepted(1, promised=20, statutory=40)
    told.opened("look", 1, days=3)
    told.then("case.suspended", 2, procedure="experts", planned_days=20)
    told.then("case.resumed", 12, procedure="experts").finished("look", 13)
    assert levels(told.cards(until=day(13)), "step-limit") == []


def test_no_word_within_five_days_is_a_card_and_deemed_acceptance_hides_nothing() -> None:
    told = Told().submitted()
    told.then("case.accepted", 6, hand="system", accepted_on=day(0), deemed=True,
              promised_due=day(20), statutory_due=day(30))  # fmt: skip
    found = levels(told.cards(until=day(6)), "telling-limit")
    assert found == [("warning", day(4)), ("yellow", day(6))]


def test_after_corrections_the_five_days_begin_anew() -> None:
    told = Told().submitted().then("case.corrections-requested", 3)
    told.then("case.corrected", 20, hand="p", documents=["plan"]).accepted(25)
    assert levels(told.cards(until=day(25)), "telling-limit") == [("warning", day(24))]


def test_what_is_left_of_the_five_days_goes_along_with_a_transfer() -> None:
    told = Told(agency=BUREAU).submitted()
    told.agency = OTHER
    told.then("case.transferred", 2, from_agency=BUREAU, answer_by=day(5))
    (card,) = told.cards(until=day(6))
    assert (card.rule, card.agency, card.level) == ("telling-limit", OTHER, "yellow")


def test_a_result_not_delivered_within_ten_days_is_a_card() -> None:
    told = Told().submitted().accepted().looked_at().decided(5).closed(16)
    assert levels(told.cards(), "delivery-limit") == [("warning", day(14)), ("yellow", day(16))]


def test_a_special_procedure_longer_than_told_is_a_card() -> None:
    told = Told().submitted().accepted().looked_at()
    told.then("case.suspended", 4, procedure="experts", planned_days=5)
    assert ("yellow", day(10)) in levels(told.cards(until=day(10)), "special-limit")
    told.then("case.resumed", 9, procedure="experts")
    assert ("yellow", day(10)) not in levels(told.cards(until=day(12)), "special-limit")


def test_a_warning_comes_a_working_day_before_and_not_on_the_first_day() -> None:
    at_once = Told().submitted(0).accepted(0, promised=0, statutory=0).looked_at()
    assert levels(at_once.cards(until=day(0)), "promised-limit") == []
    friday = Told().submitted().accepted(1, promised=8)
    # The last day is Friday the 13th; on Thursday it is foretold.
    assert levels(friday.cards(until=date(2026, 3, 12)), "promised-limit") == [
        ("warning", date(2026, 3, 12))
    ]


def test_what_comes_tomorrow_if_nothing_is_done_is_known_today() -> None:
    told = Told().submitted().accepted(1, promised=10, statutory=40).looked_at()
    ahead = next_step(told.facts, books=BOOKS, terms=TERMS, after=day(11), until=day(12))
    assert [(card.rule, card.level) for card in ahead] == [("promised-limit", "yellow")]
    assert next_step(told.facts, books=BOOKS, terms=TERMS, after=day(7), until=day(8)) == []


# --- flow ---


def test_a_decision_without_a_step_that_everybody_has_is_red() -> None:
    told = Told().submitted().accepted().opened("look", 1).finished("look", 2).decided(5).closed(6)
    assert levels(told.cards(), "step-skipped") == [("red", day(5))]


def test_a_step_that_was_sent_back_and_not_done_again_was_skipped() -> None:
    told = Told().submitted().accepted().looked_at()
    told.then("step.returned", 4, step="visit", seat=f"{BUREAU}/reviewer", to="look", times=1)
    assert levels(told.decided(5).closed(6).cards(), "step-skipped") == [("red", day(5))]


def test_what_the_rule_decides_skips_nothing() -> None:
    told = Told().submitted().accepted().decided(1, hand="system", automatic=True).closed(1)
    assert told.cards() == []


def test_a_step_before_its_turn_is_a_card() -> None:
    told = Told().submitted().accepted().opened("visit", 1).finished("visit", 2)
    told.opened("look", 2).finished("look", 3).decided(5).closed(6)
    assert levels(told.cards(), "step-order") == [("yellow", day(2))]


def test_sent_back_again_and_again_it_gets_worse() -> None:
    told = Told().submitted().accepted(1, promised=60, statutory=90)
    for times in (1, 2, 3):
        told.then(
            "step.returned", 1 + times, step="visit", seat=f"{BUREAU}/r", to="look", times=times
        )
    assert levels(told.cards(until=day(5)), "returned-often") == [
        ("warning", day(3)), ("yellow", day(4)),
    ]  # fmt: skip


def test_one_hand_for_both_is_a_card_that_names_nobody() -> None:
    told = Told().submitted().accepted().looked_at().decided(5, hand="a").closed(6)
    (card,) = told.cards()
    assert (card.rule, card.agency) == ("same-hand", BUREAU)
    assert "a" not in {card.subject, card.key}


# --- content ---


def test_a_refusal_without_reasons_is_red_and_one_with_reasons_is_well() -> None:
    told = Told().submitted().accepted().looked_at().decided(5, granted=False, said=False).closed(6)
    assert levels(told.cards(), "no-reasons") == [("red", day(5))]
    well = Told().submitted().accepted().looked_at().decided(5, granted=False).closed(6)
    assert well.cards() == []


def test_a_no_of_a_step_without_an_opinion_is_red() -> None:
    told = Told().submitted().accepted().opened("look", 1)
    told.finished("look", 2, outcome="disagree", said=False)
    told.opened("visit", 2).finished("visit", 3).decided(5).closed(6)
    assert levels(told.cards(), "no-reasons") == [("red", day(2))]


def test_what_was_recorded_before_reasons_were_accuses_nobody() -> None:
    told = Told().submitted().accepted().looked_at()
    told.then("case.decided", 5, hand="c", granted=False)
    assert told.closed(6).cards() == []


@pytest.mark.parametrize(("ground", "cards"), [("", 1), ("not-ours", 0)])
def test_turned_away_without_a_ground_is_a_card(ground: str, cards: int) -> None:
    told = Told().submitted().then("case.not-accepted", 2, ground=ground)
    assert len(told.cards()) == cards


def test_accepted_without_a_document_that_everybody_brings_is_a_card() -> None:
    told = Told().submitted(documents=("form",)).accepted().looked_at().decided(5).closed(6)
    assert levels(told.cards(), "document-missing") == [("warning", day(1))]
    corrected = Told().submitted(documents=("form",)).then("case.corrections-requested", 0)
    corrected.then("case.corrected", 0, hand="p", documents=["plan"])
    assert corrected.accepted().looked_at().decided(5).closed(6).cards() == []


# --- service ---


@pytest.mark.parametrize(("level", "found"), [(5, []), (3, []), (2, ["warning"]), (1, ["yellow"])])
def test_a_bad_rating_is_a_card(level: int, found: list[str]) -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=level)
    assert [name for name, _on in levels(told.cards(), "bad-rating")] == found


# --- discretion, fee ---


def test_leaving_the_standard_of_discretion_is_told_and_without_reasons_red() -> None:
    for said, level in ((True, "warning"), (False, "red")):
        told = Told().submitted().accepted().looked_at().decided(5, said=said, alike="standard:1",
            left_the_standard=True).closed(6)  # fmt: skip
        assert levels(told.cards(), "outside-standard") == [(level, day(5))]
    kept = Told().submitted().accepted().looked_at().decided(
        5, alike="standard:1", left_the_standard=False).closed(6)  # fmt: skip
    assert kept.cards() == []


def _decided(*decisions: tuple[bool, str], on: int = 5, **body: object) -> list[Fact]:
    return [
        fact
        for number, (granted, alike) in enumerate(decisions)
        for fact in Told(f"case-{number}").submitted().accepted().looked_at().decided(
            on, granted=granted, alike=alike, **body).closed(6).facts
    ]  # fmt: skip


def test_like_cases_decided_unlike_in_one_month_are_a_card_of_the_agency() -> None:
    facts = _decided(*[(True, "x")] * 4, *[(False, "x")] * 3)
    found = all_cards(facts, books=BOOKS, terms=TERMS, until=day(9))
    assert [(card.rule, card.subject, card.level) for card in found] == [
        ("unlike-outcomes", f"agency:{BUREAU}", "yellow")
    ]
    one = all_cards(_decided((True, "x"), (True, "x"), (False, "x")), books=BOOKS, terms=TERMS,
                    until=day(9))  # fmt: skip
    assert [(card.rule, card.level) for card in one] == [("unlike-outcomes", "warning")]


def test_unlike_cases_and_what_the_rule_itself_decides_are_compared_with_nothing() -> None:
    for facts in (
        _decided((True, "x"), (False, "y"), (True, "x")),
        _decided((True, ""), (False, "")),
        _decided((True, "x"), (False, "x"), hand="system"),
    ):
        assert all_cards(facts, books=BOOKS, terms=TERMS, until=day(9)) == []


@pytest.mark.parametrize(
    ("wrong", "found", "rule", "level"),
    [
        ("charged", "so", "unlawful-fee", "red"),
        ("charged", "partly", "unlawful-fee", "yellow"),
        ("made-to-come", "so", "made-to-come", "yellow"),
        ("made-to-come", "partly", "made-to-come", "warning"),
    ],
)
def test_what_was_looked_into_and_found_so_is_a_card_of_whom_it_accuses(
    wrong: str, found: str, rule: str, level: str
) -> None:
    told = Told("letter-1", agency="centre").then("letter.sent", 1, due_on=day(6))
    told.then("letter.answered", 3, wrong=wrong, found=found, accused=BUREAU)
    assert [(card.rule, card.agency, card.level) for card in told.cards()] == [
        (rule, BUREAU, level)
    ]
    not_so = Told("letter-1", agency="centre").then("letter.sent", 1, due_on=day(6))
    assert not_so.then("letter.answered", 3, wrong=wrong, found="not-so").cards() == []


def test_an_enquiry_that_nobody_answered_is_a_card() -> None:
    told = Told("enquiry").then("enquiry.asked", 0, hand="p", kind="reading", due_on=day(5))
    assert levels(told.cards(until=day(6)), "enquiry-unanswered") == [
        ("warning", day(4)), ("yellow", day(6)),
    ]  # fmt: skip
    told.then("enquiry.answered", 3, kind="reading")
    assert levels(told.cards(until=day(30)), "enquiry-unanswered") == []


@pytest.mark.parametrize(
    ("days", "extended", "warned"),
    [(3, 0, 2), (5, 0, 4), (3, 3, 4), (3, 5, 6), (5, 5, 8), (5, 10, 12)],
)
def test_a_letter_is_warned_of_at_eighty_per_cent_of_its_days_however_long_they_became(
    days: int, extended: int, warned: int
) -> None:
    """Of three days one is left at two thirds: sooner, for there is no day in between."""
    told = Told("letter-1").then("letter.sent", 0, kind="complaint", due_on=day(days))
    if extended:
        told.then("letter.extended", 1, kind="complaint", due_on=day(days + extended))
    assert levels(told.cards(until=day(warned - 1)), "letter-unanswered") == []
    assert levels(told.cards(until=day(days + extended)), "letter-unanswered") == [
        ("warning", day(warned))
    ]


def test_a_letter_that_was_handed_on_is_warned_of_by_the_days_of_its_writer() -> None:
    told = Told("letter-1").then("letter.sent", 0, kind="complaint", due_on=day(15))
    told.then("letter.transferred", 6, kind="complaint", due_on=day(15), from_agency=BUREAU)
    told.facts[-1].body["agency"] = OTHER  # type: ignore[index]
    assert levels(told.cards(until=day(11)), "letter-unanswered") == []
    (card,) = told.cards(until=day(15))
    assert (card.agency, card.steps[0].on) == (OTHER, day(12))


def test_a_letter_due_in_a_year_that_nobody_has_entered_is_not_warned_of_yet() -> None:
    told = Told("letter-1").then(
        "letter.sent", date(2028, 12, 28), kind="complaint", due_on=date(2029, 1, 5)
    )
    assert told.cards(until=date(2028, 12, 29)) == []


def test_asked_again_the_days_of_a_letter_begin_anew_and_so_does_the_share() -> None:
    told = Told("letter-1").then("letter.sent", 0, kind="complaint", due_on=day(5))
    told.then("letter.answered", 1, kind="complaint")
    told.then("letter.sent", 20, kind="complaint", due_on=day(25))
    assert levels(told.cards(until=day(25)), "letter-unanswered") == [("warning", day(24))]


def test_an_exposure_that_was_answered_and_has_no_result_is_a_card() -> None:
    told = Told("letter-1", agency="centre").then("letter.sent", 0, kind="exposure", due_on=day(5))
    told.then("letter.answered", 3, kind="exposure")
    told.then("letter.result-due", 3, kind="exposure", result_by=day(23))
    assert levels(told.cards(until=day(18)), "exposure-without-result") == []
    assert levels(told.cards(until=day(40)), "exposure-without-result") == [
        ("warning", day(19)), ("yellow", day(24)), ("red", day(34)),
    ]  # fmt: skip
    told.then("letter.resulted", 18, kind="exposure")
    assert told.cards(until=day(40)) == []


def test_a_result_is_owed_by_whoever_has_the_letter_now_and_again_when_it_is_gone() -> None:
    told = Told("letter-1", agency="centre").then("letter.sent", 0, kind="exposure", due_on=day(5))
    told.then("letter.answered", 3, kind="exposure")
    told.then("letter.result-due", 3, kind="exposure", result_by=day(23))
    told.then("letter.transferred", 5, kind="exposure", due_on=day(9), from_agency="centre")
    told.facts[-1].body["agency"] = OTHER  # type: ignore[index]
    (card,) = [c for c in told.cards(until=day(24)) if c.rule == "exposure-without-result"]
    assert (card.agency, card.level) == (OTHER, "yellow")
    told.agency = OTHER
    told.then("letter.resulted", 20, kind="exposure")
    assert "yellow" not in [c.level for c in told.cards(until=day(40))
                            if c.rule == "exposure-without-result"]  # fmt: skip
    told.then("letter.result-due", 30, kind="exposure", result_by=day(23))
    (card,) = [c for c in told.cards(until=day(40)) if c.rule == "exposure-without-result"]
    assert card.level == "red"


# --- integrity ---


def _a_night_of_decisions(count: int, hour: int = 23) -> list:
    facts = []
    for number in range(count):
        told = Told(f"case-{number}").submitted().accepted().looked_at()
        told.then("case.decided", 5, hand=f"hand {number}", hour=hour, granted=True, said=True)
        facts += told.closed(6).facts
    return facts


def test_many_decisions_at_night_are_a_card_of_the_agency() -> None:
    found = all_cards(_a_night_of_decisions(10), books=BOOKS, terms=TERMS, until=day(9))
    (card,) = found
    assert (card.rule, card.subject, card.level) == ("out-of-hours", f"agency:{BUREAU}", "yellow")


def test_the_same_by_day_or_few_at_night_are_none() -> None:
    for facts in (_a_night_of_decisions(10, hour=15), _a_night_of_decisions(4)):
        assert all_cards(facts, books=BOOKS, terms=TERMS, until=day(9)) == []


def _looks(count: int, known: bool | None) -> list:
    told = Told("licence")
    for _ in range(count):
        told.then("licence.used", 5, hand="machine", case_known=known)
    return told.facts


def test_looks_at_licences_for_a_case_that_nobody_knows_are_a_card_of_the_agency() -> None:
    (card,) = all_cards(_looks(10, known=False), books=BOOKS, terms=TERMS, until=day(9))
    assert (card.rule, card.level, card.steps[0].measure) == ("query-without-case", "yellow", 10)
    for known in (True, None):
        assert all_cards(_looks(10, known), books=BOOKS, terms=TERMS, until=day(9)) == []


def _good_ratings(count: int, channel: str = "code", level: int = 5) -> list:
    told = Told("many")
    for _ in range(count):
        told.then("rating.given", 5, hand="p", level=level, channel=channel)
    return told.facts


def test_many_good_ratings_without_a_name_on_one_day_are_a_card_of_the_agency() -> None:
    found = all_cards(_good_ratings(30), books=BOOKS, terms=TERMS, until=day(9))
    assert [(card.rule, card.subject, card.level) for card in found] == [
        ("ratings-in-bulk", f"agency:{BUREAU}", "yellow")
    ]
    mixed = [*_good_ratings(15), *_good_ratings(15, level=4)]
    assert len(all_cards(mixed, books=BOOKS, terms=TERMS, until=day(9))) == 1
    for facts in (
        _good_ratings(29), _good_ratings(30, channel="web"), _good_ratings(30, level=3),
    ):  # fmt: skip
        assert all_cards(facts, books=BOOKS, terms=TERMS, until=day(9)) == []


def test_a_rating_that_was_taken_away_is_a_red_card() -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=5)
    assert told.cards() == []
    told.then("rating.missing", 8, hand="system")
    assert levels(told.cards(), "rating-taken-away") == [("red", day(8))]


RULED = date(2026, 12, 7)


def test_who_of_the_agency_tries_to_rate_its_own_work_is_warned_and_then_a_card() -> None:
    told = a_clean_case().then("rating.refused", RULED)
    assert levels(told.cards(), "rating-by-own-staff") == [("warning", RULED)]
    told.then("rating.refused", RULED)
    assert levels(told.cards(), "rating-by-own-staff")[-1] == ("yellow", RULED)


def test_many_ratings_at_one_device_are_one_card_a_day_and_fewer_are_none() -> None:
    told = Told("window:1")
    for on, count in ((RULED, 8), (RULED, 14), (RULED, 15), (RULED, 16), (date(2026, 12, 8), 40)):
        told.then("window.repeated", on, hand="system", count=count)
    found = all_cards(told.facts, books=BOOKS, terms=TERMS, until=date(2026, 12, 31))
    of_devices = [card for card in found if card.rule == "ratings-at-one-device"]
    assert [(card.level, card.steps[-1].measure) for card in of_devices] == [
        ("yellow", 15), ("red", 40),
    ]  # fmt: skip
    early = Told("window:1").then("window.repeated", 5, hand="system", count=100)
    # The rule as it is published: what was before its first day is judged by nobody.
    assert all_cards(early.facts, books=(the_rules(),), terms=TERMS, until=day(9)) == []


def _turned_away(count: int) -> list:
    return [
        fact
        for number in range(count)
        for fact in Told(f"case-{number}").submitted().then(
            "case.not-accepted", number + 1, ground=""
        ).facts
    ]  # fmt: skip


def test_many_cards_in_a_month_are_a_card_until_some_are_cancelled() -> None:
    facts = _turned_away(5)
    found = all_cards(facts, books=BOOKS, terms=TERMS, until=day(20))
    assert [(c.rule, c.level, c.steps[0].on) for c in found if c.rule == "cards-repeated"] == [
        ("cards-repeated", "yellow", day(5))
    ]
    first = next(card for card in found if card.rule == "no-ground")
    gone = Told("card").then("card.cancelled", 3, card=first.id, rule="no-ground", level="red")
    less = all_cards([*facts, *gone.facts], books=BOOKS, terms=TERMS, until=day(20))
    assert [card for card in less if card.rule == "cards-repeated"] == []


# --- rules ---


def test_a_stricter_edition_never_reaches_back() -> None:
    book = BOOKS[0]
    rule = book.rule("returned-often")
    first = rule.editions[0]
    stricter = first.model_copy(update={"valid_from": day(10), "steps": type(first.steps)(red=1)})
    changed = rule.model_copy(update={"editions": (first, stricter)})
    rules = tuple(changed if each.code == rule.code else each for each in book.rules)
    books = (book.model_copy(update={"rules": rules}),)
    seat = f"{BUREAU}/reviewer"
    for on, found in ((9, []), (10, ["red"])):
        told = Told().then("step.returned", on, step="visit", seat=seat, to="look", times=1)
        cards = cards_of(told.facts, books=books, terms=TERMS, until=day(30))
        assert [card.level for card in cards] == found


def test_outside_the_place_of_the_rules_nobody_is_judged() -> None:
    told = Told(agency="elsewhere").submitted().then("case.not-accepted", 9, ground="")
    terms = type(TERMS)(
        services=TERMS.services, calendars=TERMS.calendars,
        places={"elsewhere": "650100000000"},
    )  # fmt: skip
    assert all_cards(told.facts, books=BOOKS, terms=terms, until=day(30)) == []


@pytest.mark.parametrize(
    ("division", "whose"),
    [
        ("653001000000", "653000000000"),
        # 6530 ends in a nought that counts: 6531 is another prefecture.
        ("653101000000", "650000000000"),
        ("653000000000", "653000000000"),
        ("440100000000", None),
    ],
)
def test_the_nearest_rules_are_those_of_the_place_itself(division: str, whose: str | None) -> None:
    books = tuple(
        BOOKS[0].model_copy(update={"place": place}) for place in ("650000000000", "653000000000")
    )
    found = nearest(division, books)
    assert (found.place if found else None) == whose


def test_no_person_is_among_what_is_published() -> None:
    kept = {name for names in PUBLISHED.values() for name in names}
    assert not kept & {"party", "situation", "chair", "assignee", "taker", "principal", "mandate"}
