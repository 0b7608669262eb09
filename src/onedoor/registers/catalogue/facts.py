"""Which facts a service knows and what each may be: conditions, tables, licences ask of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from onedoor.registers.catalogue.definition import Condition, Field
from onedoor.registers.catalogue.packs import ServicePack
from onedoor.registers.catalogue.reading import Place

# What a licence may show besides answers.
OF_LICENCES = frozenset(
    {
        "applicant.name", "applicant.number", "agency.name", "licence.number", "decided_on",
        "valid_until",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """What a fact may be: one of `values`, yes or no, a number, or free text."""

    values: frozenset[str] | None = None
    yes_no: bool = False
    number: bool = False


def facts_of(fields: Iterable[Field]) -> dict[str, Fact]:
    """The facts these fields give, by field id."""
    return {each.id: _of_field(each) for each in fields}


def _of_field(field: Field) -> Fact:
    if field.type in ("choice", "choices"):
        return Fact(values=frozenset(each.value for each in field.options))
    if field.type in ("number", "money"):
        return Fact(number=True)
    return Fact(yes_no=field.type in ("yes_no", "signed"))


def known_facts(pack: ServicePack) -> dict[str, Fact]:
    """Every fact of the service under the name that conditions use."""
    whole = pack.definition
    known = facts_of(whole.form.all_fields())
    for situation in whole.sheet.situations:
        values = frozenset(option.value for option in situation.options)
        known[f"situation.{situation.id}"] = Fact(values=values)
    known |= {f"promise.{each.id}": Fact(yes_no=True) for each in whole.sheet.promises}
    known["applicant.kind"] = Fact(values=frozenset({"person", "organisation"}))
    for table in whole.decisions.tables if whole.decisions else ():
        for output in table.outputs:
            known[f"decision.{table.id}.{output.name}"] = Fact(
                values=frozenset(output.values) if output.values else None,
                yes_no=output.type == "boolean",
                number=output.type == "number",
            )
    return known


def facts_at(pack: ServicePack, part: str, place: Place) -> dict[str, Fact]:
    """The facts known at a place of a file: inside `rows`, the fields of the row as well."""
    known = known_facts(pack)
    if part != "form" or len(place) < 6 or place[4] != "fields":
        return known
    section = pack.definition.form.sections[int(place[1])]
    return known | facts_of(section.fields[int(place[3])].fields)


def misfits(condition: Condition, fact: Fact) -> Iterator[str]:
    """What the condition compares the fact with that the fact can never be."""
    wanted = [condition.is_] if condition.is_ is not None else []
    wanted += list(condition.in_ or ())
    for value in wanted:
        unknown = fact.values is not None and str(value) not in fact.values
        if unknown or (fact.yes_no and not isinstance(value, bool)):
            yield f"“{value}”"
    limits: list[Decimal] = [
        each for each in (condition.at_least, condition.below) if each is not None
    ]
    if limits and not fact.number:
        yield f"the number {limits[0]}"
