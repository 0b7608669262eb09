"""The form: sections of fields. What is asked, how, when, and why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition
from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text

# The day on which somebody fills in the form, as a bound of a date.
TODAY = "today"
FieldType = Literal[
    "text",          # one line
    "long_text",     # several lines
    "name",          # a person's or firm's name, any script, up to 100 characters
    "number",        # whole or decimal, with `unit`
    "money",         # yuan with two decimals
    "date",
    "yes_no",
    "choice",        # one of `options`
    "choices",       # some of `options`
    "phone",         # Chinese or foreign
    "email",
    "citizen_number",
    "credit_code",
    "passport",
    "country",       # ISO 3166-1 alpha-3 or Chinese name
    "address",       # division + free text, unmatched text accepted
    "rows",          # a repeated group: `fields` once for each member or item
    "signed",        # a statement the applicant confirms (ticks): 承诺, 声明
]  # fmt: skip


class Option(Strict):
    """One answer to choose: what is kept, and what is read."""

    value: Slug
    label: Text
    hint: Text | None = None


class Field(Strict):
    """One question. `id` never changes; `meaning` names the thing asked, to be asked once."""

    id: Name
    type: FieldType
    label: Text
    hint: Text | None = None
    why: Text | None = None
    basis: Basis | None = None
    required: bool = True
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    unit: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    # Between which days a date lies, both included: `today`, or a date asked before it.
    not_before: str = ""
    not_after: str = ""
    max_length: int = 200
    # What the field means across services: person.name, person.citizen_number, firm.credit_code …
    meaning: str = ""
    # Asked anew each time, whatever was answered before: what this one matter wants, or how things
    # stand now (an amount of last month, a day chosen for a visit).
    anew: bool = False
    # Filled from what we know of the signed-in party, shown with its source, correctable.
    prefill: Literal["", "party.name", "party.number", "party.phone", "party.address",
                     "party.representative"] = ""  # fmt: skip
    fields: tuple["Field", ...] = ()
    # Personal data a law names sensitive: masked on staff lists, never in events.
    sensitive: bool = False

    @model_validator(mode="after")
    def _is_complete(self) -> "Field":
        if self.type in ("choice", "choices") and len(self.options) < 2:
            raise ValueError(f"field {self.id}: a choice needs at least two options")
        if self.type == "rows" and not self.fields:
            raise ValueError(f"field {self.id}: rows need the fields of one row")
        if self.type == "number" and not self.unit:
            raise ValueError(f"field {self.id}: a number needs a unit")
        if (self.not_before or self.not_after) and self.type != "date":
            raise ValueError(f"field {self.id}: only a date lies between days")
        _are_asked_before(self.fields)
        return self


def _are_asked_before(fields: Iterable[Field]) -> None:
    """ValueError for a bound of a date that no date asked before it gives."""
    known = {TODAY, ""}
    for field in fields:
        for bound in (field.not_before, field.not_after):
            if bound not in known:
                raise ValueError(f"field {field.id}: no date called {bound} is asked before it")
        if field.type == "date":
            known.add(field.id)


class Section(Strict):
    """One step of the form: one idea, a few related fields."""

    id: Name
    title: Text
    hint: Text | None = None
    why: Text | None = None
    when: Condition | None = None
    fields: tuple[Field, ...]


class Form(Strict):
    """form.yaml. `sections` are the steps; `statement` is what the applicant signs at the end."""

    minutes: int
    sections: tuple[Section, ...]
    statement: Text

    @model_validator(mode="after")
    def _days_are_known(self) -> "Form":
        _are_asked_before(self.all_fields())
        return self

    def field(self, id: str) -> Field | None:
        """The field called `id`, or None."""
        return next((each for each in self.all_fields() if each.id == id), None)

    def all_fields(self) -> list[Field]:
        """Every field of every section, in order; the fields inside rows are not listed."""
        return [field for section in self.sections for field in section.fields]
