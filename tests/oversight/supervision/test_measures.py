"""What an agency is assessed by is counted from facts; the order follows from published values."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.oversight.supervision.planted import (
    ASSESSMENTS,
    BUREAU,
    CALENDAR,
    OTHER,
    TERMS,
    Told,
    a_clean_case,
    day,
    the_indicators,
)

from onedoor.oversight.letters.kinds import kinds
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.measures import COMPLAINTS, counts_of
from onedoor.oversight.supervision.publication import all_counts
from onedoor.oversight.supervision.standings import assessed, in_order, standing_of, sums_of
from onedoor.oversight.supervision.terms import Terms
from onedoor.registers.catalogue.definition.assessment import (
    ALL,
    MEASURES,
    REST_OF,
    AssessmentEdition,
)

EDITION = ASSESSMENTS[0].editions[0]


def _sums(*chains: Told) -> dict[str, dict[str, tuple[int, int]]]:
    return sums_of(each for told in chains for each in counts_of(told.facts, TERMS))


def _of(told: Told, measure: str, agency: str = BUREAU) -> tuple[int, int]:
    return _sums(told).get(agency, {}).get(measure, (0, 0))


def test_a_matter_decided_by_its_day_is_in_time_and_before_it_early() -> None:
    for on, in_time, early in ((10, ALL, ALL), (11, ALL, 0), (12, 0, 0)):
        told = Told().submitted().accepted(1, promised=10).looked_at().decided(on)
        assert _of(told, "in-time") == (in_time, 1)
        assert _of(told, "early") == (early, 1)
        assert _of(told, "handling-days") == (on - 1, 1)


def test_days_on_which_the_clock_stood_are_nobodys_handling() -> None:
    told = Told().submitted().accepted(1, promised=10).looked_at()
    told.then("case.suspended", 4, procedure="expert", planned_days=20)
    told.then("case.resumed", 14, procedure="expert").decided(17)
    assert _of(told, "in-time") == (ALL, 1)
    assert _of(told, "handling-days") == (6, 1)


def test_what_was_asked_twice_was_not_accepted_the_first_time() -> None:
    assert _of(a_clean_case(), "first-time") == (ALL, 1)
    told = Told().submitted().then("case.corrections-requested", 1).then("case.corrected", 2)
    assert _of(told.accepted(3), "first-time") == (0, 1)


def test_the_promise_is_measured_against_the_law() -> None:
    assert _of(Told().submitted().accepted(1, promised=5, statutory=20), "compression") == (7500, 1)
    assert _of(Told().submitted().accepted(1, promised=20, statutory=20), "compression") == (0, 1)


def test_turning_away_is_counted_among_the_answers() -> None:
    away = Told("away").submitted().then("case.not-accepted", 2, ground="scope")
    assert _sums(away, a_clean_case())[BUREAU]["turned-away"] == (ALL, 2)


def test_visits_are_those_the_guide_asks_for() -> None:
    assert _of(a_clean_case(), "visits") == (1, 1)
    assert _of(a_clean_case(), "no-visit") == (0, 1)


def _with(online: int | None) -> Terms:
    ((key, service),) = TERMS.services.items()
    return replace(TERMS, services={key: replace(service, online=online)})


@pytest.mark.parametrize(
    ("depth", "online", "wholly"), [(2, 0, 0), (3, ALL, 0), (4, ALL, ALL), (None, None, None)]
)
def test_how_far_a_service_is_online_is_what_its_guide_says(depth, online, wholly) -> None:
    counts = {each.measure: each.amount for each in counts_of(a_clean_case().facts, _with(depth))}
    assert (counts.get("online"), counts.get("wholly-online")) == (online, wholly)


@pytest.mark.parametrize(
    ("handed_in", "spared", "share"), [(3, 1, (ALL, 4)), (0, 2, (2 * ALL, 2)), (0, 0, (0, 0))]
)
def test_documents_spared_are_counted_among_those_asked_for(handed_in, spared, share) -> None:
    told = Told().then("application.submitted", 0, received_on=day(0), documents=[],
                       handed_in=handed_in, spared=spared)  # fmt: skip
    assert _of(told, "spared") == share


def test_a_grant_counts_as_licensed_where_the_record_names_a_licence() -> None:
    def told(**body: object) -> tuple[int, int]:
        case = Told().submitted().accepted().looked_at().decided(5, **body)
        return _of(case, "licensed")

    assert told(licence="some-permit") == (ALL, 1)
    assert told(licence="") == (0, 1)
    assert told(licence="", granted=False) == (0, 0)
    assert told() == (0, 0)


def test_a_rating_that_is_changed_is_one_rating_with_its_last_word() -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=1)
    assert (_of(told, "content"), _of(told, "rated")) == ((0, 1), (ALL, 1))
    told.then("rating.given", 8, hand="p", level=4).then("rating.given", 9, hand="p", level=5)
    assert (_of(told, "content"), _of(told, "rated")) == ((ALL, 1), (ALL, 1))
    told.then("rating.given", 10, hand="p", level=2)
    assert _of(told, "content") == (0, 1)


def test_a_rating_that_was_set_aside_counts_no_more_until_it_is_said_anew() -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=1)
    told.then("rating.set-aside", 8)
    assert (_of(told, "content"), _of(told, "rated")) == ((0, 0), (0, 1))
    told.then("rating.given", 9, hand="p", level=5)
    assert (_of(told, "content"), _of(told, "rated")) == ((ALL, 1), (ALL, 1))


def test_what_nobody_rated_counts_as_nothing() -> None:
    """There are no default ratings (默认好评): it lowers how many rated, and that is all."""
    told = a_clean_case()
    assert (_of(told, "content"), _of(told, "rated")) == ((0, 0), (0, 1))


def test_a_visit_is_rated_and_is_no_matter_that_closed() -> None:
    told = Told("visit:1").then("rating.given", 7, hand="p", level=4)
    assert (_of(told, "content"), _of(told, "rated")) == ((ALL, 1), (0, 0))


def test_a_card_counts_once_confirmed_and_no_more_once_cancelled() -> None:
    told = Told("card:1")
    for name, level, counted in (
        ("card.confirmed", "yellow", 1), ("card.confirmed", "red", 2), ("card.cancelled", "red", 0),
    ):  # fmt: skip
        told.then(name, 3, card="1", rule="step-limit", level=level)
        assert _of(told, "cards") == (counted, 0)
    assert _sums(a_clean_case())[BUREAU]["cards"] == (0, 1)


def test_a_letter_counts_for_whoever_answered_it() -> None:
    told = Told("letter:1").then("letter.sent", 0, hand="p", kind="ask", due_on=day(5))
    told.then("letter.answered", 5, kind="ask")
    assert _of(told, "letters-in-time") == (ALL, 1)
    assert _of(told, "letter-days") == (5, 1)
    late = Told("letter:2").then("letter.sent", 0, hand="p", kind="ask", due_on=day(5))
    assert _of(late.then("letter.answered", 6, kind="ask"), "letters-in-time") == (0, 1)


def test_a_bad_rating_is_followed_up_by_its_day_and_the_answer_judged_at_last() -> None:
    for on, in_time in ((15, ALL), (16, 0)):
        told = Told("bad").then("follow-up.opened", 0, call_by=day(1), answer_by=day(15))
        told.then("follow-up.called", 1, cause="at-once").then("follow-up.answered", on)
        assert _of(told, "follow-ups-in-time") == (in_time, 1)
    told.then("follow-up.judged", 17, hand="p", level=1)
    assert _of(told, "judged-content") == (0, 1)
    told.then("follow-up.judged", 18, hand="p", level=3)
    assert _of(told, "judged-content") == (ALL, 1)


def test_an_application_is_corrected_when_its_first_answer_asked_for_more() -> None:
    """Whoever was turned away, or never came back, is among the answered all the same."""
    for name, corrected in (
        ("case.accepted", 0), ("case.not-accepted", 0), ("case.corrections-requested", ALL),
    ):  # fmt: skip
        assert _of(Told().submitted().then(name, 1), "corrected") == (corrected, 1)
    told = Told().submitted().then("case.corrections-requested", 1).then("case.lapsed", 9)
    assert _of(told, "corrected") == (ALL, 1)
    told = Told().submitted().then("case.corrections-requested", 1).accepted(3)
    assert _of(told, "corrected") == (ALL, 1)
    assert _of(Told().submitted(), "corrected") == (0, 0)


def _coming(visits: int | None) -> Terms:
    ((key, service),) = TERMS.services.items()
    return replace(TERMS, services={key: replace(service, visits=visits)})


@pytest.mark.parametrize(("visits", "one"), [(0, ALL), (1, ALL), (2, 0), (None, None)])
def test_one_visit_at_most_is_what_the_guide_asks_for(visits, one) -> None:
    counts = {
        each.measure: each.amount for each in counts_of(a_clean_case().facts, _coming(visits))
    }
    assert counts.get("one-visit") == one


def test_a_licence_looked_up_counts_for_the_agency_that_looked() -> None:
    uses = Told("licence-use:1", OTHER).then("licence.used", 2, case_known=True)
    uses.then("licence.used", 3, case_known=False)
    found = _sums(uses, a_clean_case("x", OTHER), a_clean_case("y", OTHER), a_clean_case())
    assert found[OTHER]["sharing"] == (2, 2)
    assert found[BUREAU]["sharing"] == (0, 1)
    nobody = Told("licence-use:2", "").then("licence.used", 2)
    assert _sums(nobody) == {}


def _complaint(kind: str = "complaint") -> Told:
    return Told("letter:1").then("letter.sent", 0, hand="p", kind=kind, due_on=day(5))


def test_a_complaint_is_closed_when_it_is_answered() -> None:
    told = _complaint()
    assert _of(told, "complaints-answered") == (0, 1)
    assert _of(told.then("letter.answered", 3, kind="complaint"), "complaints-answered") == (ALL, 1)
    assert _of(_complaint("consultation"), "complaints-answered") == (0, 0)


def test_a_complaint_asked_again_is_open_again_and_is_still_one() -> None:
    told = _complaint().then("letter.answered", 3, kind="complaint")
    told.then("letter.sent", 4, hand="p", kind="complaint", due_on=day(9))
    assert _of(told, "complaints-answered") == (0, 1)
    told.then("letter.answered", 6, kind="complaint")
    assert _of(told, "complaints-answered") == (ALL, 1)


def test_a_complaint_that_is_handed_on_counts_for_whoever_has_it() -> None:
    told = _complaint().then("letter.extended", 1, kind="complaint", due_on=day(9), working_days=4)
    told.then("letter.transferred", 2, kind="complaint", due_on=day(9), from_agency=BUREAU)
    told.facts[-1].body["agency"] = OTHER  # type: ignore[index]
    told.agency = OTHER
    told.then("letter.answered", 4, kind="complaint")
    assert _of(told, "complaints-answered") == (0, 0)
    assert _of(told, "complaints-answered", OTHER) == (ALL, 1)


def test_complaints_are_the_letters_about_what_an_agency_did() -> None:
    """A kind that is added to them later needs a measure of its own, or counts change."""
    assert {code for code, kind in kinds().items() if kind.accuses} == COMPLAINTS


def test_a_bad_rating_is_put_right_when_the_agency_says_what_it_changed() -> None:
    told = Told("follow-up").then("follow-up.opened", 0, call_by=day(1), answer_by=day(15))
    assert _of(told, "follow-ups-mended") == (0, 1)
    told.then("follow-up.answered", 20)
    assert _of(told, "follow-ups-mended") == (ALL, 1)
    assert _of(told.then("follow-up.answered", 22), "follow-ups-mended") == (ALL, 1)
    assert _of(told.then("follow-up.lifted", 25), "follow-ups-mended") == (0, 0)


def test_a_bad_rating_that_does_not_count_is_owed_by_nobody() -> None:
    told = Told("follow-up").then("follow-up.opened", 0, call_by=day(1), answer_by=day(15))
    assert _of(told.then("follow-up.lifted", 3), "follow-ups-mended") == (0, 0)


def test_the_days_of_a_consultation_are_those_of_no_other_letter() -> None:
    for kind, days in (("consultation", (3, 1)), ("complaint", (0, 0))):
        told = _complaint(kind).then("letter.answered", 3, kind=kind)
        assert _of(told, "consultation-days") == days
        assert _of(told, "letter-days") == (3, 1)


def test_answered_together_with_another_a_letter_took_as_long_as_its_writer_waited() -> None:
    told = _complaint("consultation").then("letter.merged", 0, kind="consultation")
    told.then("letter.answered", 5, kind="consultation")
    assert _of(told, "consultation-days") == _of(told, "letter-days") == (5, 1)


def test_what_an_agency_offers_is_a_share_of_its_part_of_the_list() -> None:
    told = Told("offer:bureau").then(
        "offer.surveyed", 0, hand="system", items=8, offered=6, guides=9, complete=9
    )
    assert _of(told, "covered") == (6 * ALL, 8)
    assert _of(told, "guides-complete") == (9 * ALL, 9)
    none = Told("offer:x").then(
        "offer.surveyed", 0, hand="system", items=1, offered=0, guides=0, complete=0
    )
    assert (_of(none, "covered"), _of(none, "guides-complete")) == ((0, 1), (0, 0))


def test_what_is_late_or_bad_is_the_rest_of_what_is_in_time_or_good() -> None:
    """One count says both: no two numbers can contradict each other."""
    late = Told("late").submitted().accepted(1, promised=10).looked_at().decided(14)
    bad = a_clean_case().then("rating.given", 7, hand="p", level=2)
    values = standing_of(BUREAU, _sums(late, bad)[BUREAU], EDITION).values
    said = {each.indicator.code: (each.amount, each.of) for each in values}
    assert said["in-time"] == said["overdue"] == (ALL, 2)
    assert (said["content"], said["bad"]) == ((0, 1), (ALL, 1))
    for rest, other in REST_OF.items():
        assert said[rest][0] + said[other][0] == said[other][1] * ALL


def test_what_was_taken_back_wholly_says_nothing() -> None:
    """A rating of last month that is set aside in this leaves less than none to divide by."""
    values = standing_of(BUREAU, {"content": (-ALL, -1)}, EDITION).values
    assert {each.value for each in values if each.indicator.counted == "content"} == {None}


def test_a_measure_is_counted_from_the_month_on_that_asks_for_it() -> None:
    """Days that were published before it was thought of have no such counts, and stay as they
    are; so does whatever began then."""
    as_published = replace(TERMS, assessments=(the_indicators(),))
    (_first, second) = the_indicators().editions
    later = {
        "complaints-answered", "corrected", "one-visit", "sharing", "consultation-days",
        "follow-ups-mended",
    }  # fmt: skip

    def measures(on: date, terms: Terms = as_published) -> set[str]:
        case = Told().then("application.submitted", on, received_on=on, documents=[])
        case.then("case.not-accepted", on, ground="")
        letter = Told("letter:1").then("letter.sent", on, kind="complaint", due_on=on)
        use = Told("use:1").then("licence.used", on)
        asked = Told("letter:2").then("letter.sent", on, kind="consultation", due_on=on)
        asked.then("letter.answered", on, kind="consultation")
        bad = Told("bad:1").then("follow-up.opened", on, call_by=on, answer_by=on)
        return set(_sums_by(terms, case, letter, use, asked, bad))

    before = date(2026, 11, 30)
    assert measures(before) & later == set()
    assert measures(second.valid_from) & later == later
    assert measures(second.valid_from, replace(TERMS, assessments=())) & later == set()
    letter = Told("letter:1").then("letter.sent", before, kind="complaint", due_on=before)
    letter.then("letter.answered", second.valid_from, kind="complaint")
    assert "complaints-answered" not in _sums_by(as_published, letter)


def _sums_by(terms: Terms, *chains: Told) -> dict[str, tuple[int, int]]:
    found = sums_of(each for told in chains for each in counts_of(told.facts, terms))
    return found.get(BUREAU, {})


def test_every_measure_of_the_list_is_counted_somewhere() -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=5)
    letter = Told("letter").then("letter.sent", 0, hand="p", kind="ask", due_on=day(5))
    letter.then("letter.answered", 5, kind="ask")
    bad = Told("follow-up").then("follow-up.opened", 0, call_by=day(1), answer_by=day(15))
    bad.then("follow-up.called", 1, cause="at-once").then("follow-up.answered", 15)
    bad.then("follow-up.judged", 16, hand="p", level=5)
    papers = Told("papers").then("application.submitted", 0, hand="p", received_on=day(0),
        documents=[], handed_in=1, spared=1).accepted().decided(5, licence="permit")  # fmt: skip
    offer = Told("offer:bureau").then(
        "offer.surveyed", 0, hand="system", items=1, offered=1, guides=1, complete=1
    )
    asked = _complaint("consultation").then("letter.answered", 3, kind="consultation")
    found = set(_sums(told, letter, bad, papers, _complaint(), asked, offer)[BUREAU])
    assert found | set(REST_OF) == set(MEASURES)
    assert {each.measure for each in EDITION.indicators} == set(MEASURES)


def test_what_happens_later_changes_no_count_of_before() -> None:
    told = a_clean_case().then("rating.given", 7, hand="p", level=1)
    told.then("rating.given", 9, hand="p", level=5)
    whole = counts_of(told.facts, TERMS)
    for length in range(len(told.facts)):
        early = counts_of(told.facts[:length], TERMS)
        assert early == [each for each in whole if each.seq <= length]


def test_points_run_from_worst_to_best_and_never_beyond() -> None:
    for days, points in ((15, 0), (20, 0), (9, 5), (3, 10), (1, 10)):
        sums = {"handling-days": (days * 10, 10)}
        (value,) = (v for v in standing_of(BUREAU, sums, EDITION).values if v.of)
        assert value.points == points


def test_an_indicator_says_nothing_before_it_has_enough() -> None:
    few = standing_of(BUREAU, {"content": (4 * ALL, 4)}, EDITION)
    enough = standing_of(BUREAU, {"content": (5 * ALL, 5)}, EDITION)
    assert (few.weighed, enough.weighed, enough.points) == (0, 10, 1000)


def test_the_alike_share_a_place_and_who_says_too_little_has_none() -> None:
    full = dict.fromkeys(MEASURES, (0, 1)) | {"in-time": (ALL, 1)}
    worse = full | {"in-time": (0, 1)}
    order = in_order(
        [
            standing_of(who, sums, EDITION)
            for who, sums in (
                ("d", {"in-time": (ALL, 1)}), ("c", worse), ("b", full), ("a", full),
            )
        ],
        EDITION,
    )  # fmt: skip
    assert [(each.who, each.place) for each in order] == [("a", 1), ("b", 1), ("c", 3), ("d", 0)]


def test_a_refusal_or_a_turning_away_costs_no_points() -> None:
    """Whoever decides by law does not lose by saying no."""
    for code in ("refused", "turned-away"):
        assert EDITION.indicator(code).weight == 0


def test_agencies_are_ordered_within_the_place_whose_book_holds() -> None:
    facts: list[Fact] = [*a_clean_case("x").facts, *a_clean_case("y", OTHER).facts]
    counts = all_counts(facts, TERMS)
    ((book, standings),) = assessed(counts, books=ASSESSMENTS, terms=TERMS, until=day(20))
    assert book is ASSESSMENTS[0]
    assert [each.who for each in standings] == [BUREAU, OTHER]
    assert assessed(counts, books=(), terms=TERMS, until=day(20)) == []


def test_a_month_holds_what_was_counted_in_it() -> None:
    facts = a_clean_case().facts
    april = CALENDAR.add_working_days(day(0), 30)
    ((_book, standings),) = assessed(
        all_counts(facts, TERMS), books=ASSESSMENTS, terms=TERMS, until=april
    )
    assert standings == []


def test_a_value_is_a_fraction_in_the_unit_of_its_measure() -> None:
    values = standing_of(BUREAU, {"in-time": (2 * ALL, 3), "letter-days": (7, 2)}, EDITION).values
    said = {each.indicator.code: each.value for each in values if each.of}
    assert said == {
        "in-time": Fraction(200, 3), "overdue": Fraction(100, 3), "letter-days": Fraction(7, 2),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"valid_from": "2026-03-02"}, "begins with a month"),
        ({"indicators": [{"weight": 0}]}, "at least one indicator has a weight"),
        ({"indicators": [{}, {}]}, "two indicators have one code"),
        ({"indicators": [{"best": 1, "worst": 1}]}, "two values"),
        ({"indicators": [{"measure": "charm"}]}, "in-time"),
    ],
)
def test_a_book_that_cannot_be_reckoned_by_is_refused(change: dict, says: str) -> None:  # type: ignore[type-arg]
    plain = {
        "code": "some", "measure": "in-time", "title": "名", "formula": "式", "source": "源",
        "weight": 1, "best": 100, "worst": 0,
    }  # fmt: skip
    given = {"valid_from": "2026-03-01", "indicators": [{}]} | change
    given["indicators"] = [plain | each for each in given["indicators"]]
    with pytest.raises(ValueError, match=says):
        AssessmentEdition.model_validate(given)
