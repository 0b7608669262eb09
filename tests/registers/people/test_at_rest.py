"""What a stolen copy of the database says about people: no number, no telephone, no answer."""

import pytest
from django.db import connection
from tests.world import BOOKSHOP

from onedoor.casework.cases.models import Case
from onedoor.kernel import secrecy
from onedoor.registers.people.models import Party

# A guide shows a filled-in sample to everybody; its invented applicant also lives in the city.
PUBLISHED, RESULTS = "catalogue_serviceversion", "results_result"


def _tables_that_say(text: str) -> list[str]:
    """The tables in which `text` stands plain somewhere, whatever the column."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {table} AS row WHERE position(%s in row::text) > 0)",
                [text],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_no_number_telephone_or_address_stands_plain_in_any_table(world) -> None:
    case = world.a_decided_case(BOOKSHOP)
    world.drain()
    applicant = Party.objects.get(pk=case.applicant_id)
    clear = [applicant.number, applicant.phone, applicant.address]
    assert all(clear)
    # The search finds what is plain: the name is, by decision 0010.
    assert "people_party" in _tables_that_say(applicant.name)
    for text in clear:
        # The credit code of a firm is among what is published of a decision (0045); of a person
        # nothing is, and of a firm nothing else.
        shown = {PUBLISHED, RESULTS} if text == applicant.number else {PUBLISHED}
        assert applicant.kind == "organisation"
        assert set(_tables_that_say(text)) <= shown, "it stands in the database for all to read"


def test_of_a_person_nothing_stands_plain_among_the_published_decisions(world) -> None:
    case = world.a_decided_case("work-permit")
    world.drain()
    applicant = Party.objects.get(pk=case.applicant_id)
    for text in filter(None, [applicant.number, applicant.phone, applicant.address]):
        assert RESULTS not in _tables_that_say(text)


def test_what_was_answered_stands_sealed_and_comes_back_whole(world) -> None:
    case = world.a_submitted_case(BOOKSHOP)
    answers = world.again(case).answers
    assert answers == case.answers and len(answers) > 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM cases_case WHERE id = %s", [case.pk])
        (kept,) = cursor.fetchone()
    assert not any(str(value) in kept for value in answers.values() if len(str(value)) > 3)


def test_a_sealed_value_moved_to_another_column_does_not_open(world) -> None:
    party = Party.objects.get(pk=world.cast("ayigul").party)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, phone FROM people_party WHERE id = %s", [party.pk])
        number, phone = cursor.fetchone()
        cursor.execute("UPDATE people_party SET phone = %s WHERE id = %s", [number, party.pk])
    try:
        with pytest.raises(secrecy.SealBroken):
            Party.objects.get(pk=party.pk)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_party SET phone = %s WHERE id = %s", [phone, party.pk])


def test_a_search_by_what_is_sealed_is_a_mistake_and_not_an_empty_answer() -> None:
    with pytest.raises(TypeError, match="sealed"):
        Party.objects.filter(number="652999198506120027")
    with pytest.raises(TypeError, match="sealed"):
        Case.objects.filter(answers__contains="x")


def test_what_was_kept_plain_is_sealed_by_the_migration_and_opened_by_its_way_back(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE town (id int, number text, phone text)")
        cursor.execute("INSERT INTO town VALUES (1, '652999198506120027', ''), (2, 'E1', '138')")
        secrecy.rewrite(cursor, "town", "number", "phone")
        cursor.execute("SELECT number, phone FROM town ORDER BY id")
        rows = cursor.fetchall()
        assert rows[0][1] == "" and "652999198506120027" not in rows[0][0]
        assert secrecy.unseal(rows[1][1], place="town.phone") == "138"
        secrecy.rewrite(cursor, "town", "number", "phone", back=True)
        cursor.execute("SELECT number, phone FROM town ORDER BY id")
        assert cursor.fetchall() == [("652999198506120027", ""), ("E1", "138")]
