"""What a model refuses is told with the line, the fault and the remedy."""

import pytest

SHEET, FORM = "stall/service.yaml", "stall/form.yaml"


@pytest.mark.parametrize(
    ("file", "place", "to", "words", "remedy"),
    [
        (SHEET, ("titel",), "x", "`titel` is not a known field", "Did you mean `title`?"),
        (SHEET, ("within", "promissed"), 3, "not a known field", "Did you mean `promised`?"),
        (SHEET, ("case_kind",), "promises", "cannot be “promises”", "Did you mean `promise`?"),
        (SHEET, ("catalogue_code",), 139014, "must be text", 'Put it in quotes: "139014".'),
        (SHEET, ("catalogue_code",), "12", "is “12”", "eleven digits"),
        (SHEET, ("visits",), "many", "is “many”", "Write a whole number."),
        (SHEET, ("effective",), "soon", "is “soon”", "Write a date such as 2026-03-01."),
        (SHEET, ("keywords",), "书", "is “书”", "Write a list"),
        (SHEET, ("within",), "ten days", "is “ten days”", "Write a mapping"),
        (SHEET, ("official",), None, "`official` is empty", ""),
        (SHEET, ("applicability", 0, "id"), "Fixed!", "is “Fixed!”", "small letters"),
        (
            FORM,
            ("sections", 1, "fields", 0, "type"),
            "numbr",
            "cannot be",
            "Did you mean `number`?",
        ),
        (FORM, ("sections", 1, "fields", 0, "unit"), "", "a number needs a unit", "Correct it"),
        (FORM, ("sections", 1, "fields", 3, "when", "iss"), 1, "known field", "Did you mean `is`?"),
    ],
)
def test_a_wrong_value_is_told_with_line_and_remedy(pack, file, place, to, words, remedy):
    pack.change(file, *place, to=to)
    fault = pack.only_fault()
    assert fault.file == f"town/{file}"
    assert words in fault.problem
    assert remedy in fault.remedy
    line = pack.path(file).read_text("utf-8").splitlines()[fault.line - 1]
    assert str(place[-1]) in line or str(place[-2]) in line or "id:" in line


def test_a_missing_field_is_told_at_the_block_that_lacks_it(pack):
    fault = pack.drop(SHEET, "within", "statutory").only_fault()
    assert fault.problem == "`within.statutory` is missing."
    lines = pack.path(SHEET).read_text("utf-8").splitlines()
    assert lines[fault.line - 1].startswith("within:")


def test_all_faults_of_a_file_are_told_at_once(pack):
    pack.drop(SHEET, "title").drop(SHEET, "lead").change(SHEET, "visits", to="many")
    assert len(pack.faults()) == 3


def test_a_condition_that_says_two_things_is_refused(pack):
    pack.change(FORM, "sections", 1, "fields", 3, "when", "all", to=[])
    assert "A condition is `fact`" in pack.only_fault().problem
