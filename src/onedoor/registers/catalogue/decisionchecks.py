"""Checks of decision tables: what they ask is known, what they say is FEEL, rows stand clear."""

from collections.abc import Iterator
from dataclasses import dataclass

from dmn.builtins import BUILTINS
from dmn.check import Flaw, flaws_of
from dmn.model import Text
from dmn.syntax import Literal, Name, Node, Path, names_in, walk
from dmn.values import kind_of
from onedoor.registers.catalogue.definition import DecisionTable
from onedoor.registers.catalogue.definition.decisions import DecisionOutput, feel
from onedoor.registers.catalogue.facts import Fact, known_facts
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import Packs, ServicePack
from onedoor.registers.catalogue.reading import Place


def check_decisions(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Every fault of the tables of a service."""
    decisions = pack.definition.decisions
    if decisions is None:
        return
    known = {
        name: fact for name, fact in known_facts(pack).items() if not name.startswith("decision.")
    }
    fields = {each.id for each in pack.definition.form.all_fields()}
    tables: set[str] = set()
    for number, table in enumerate(decisions.tables):
        place: Place = ("tables", number)
        if table.id in tables or table.id in fields:
            problem = f"Something else is called `{table.id}` already."
            yield pack.fault("decisions", (*place, "id"), problem, "Rename the table.")
        if table.id in BUILTINS:
            # A test that asks `floor.most` would be read as the function.
            problem = f"`{table.id}` is a function of FEEL."
            yield pack.fault("decisions", (*place, "id"), problem, "Rename the table.")
        faults = list(_of_texts(pack, table, place, known))
        yield from faults
        tables.add(table.id)
        for output in table.outputs:
            known[f"{table.id}.{output.name}"] = _fact_of(output)
        if not faults:
            for flaw in flaws_of(decisions.table(table.id), table.complete):
                yield _of_flaw(pack, table, place, flaw)
    yield from _unreached(pack)


def _fact_of(output: DecisionOutput) -> Fact:
    values = frozenset(output.values) if output.values else None
    return Fact(values, yes_no=output.type == "boolean", number=output.type == "number")


def _of_texts(
    pack: ServicePack, table: DecisionTable, place: Place, known: dict[str, Fact]
) -> Iterator[Fault]:
    for n, column in enumerate(table.inputs):
        where: Place = (*place, "inputs", n, "asks")
        yield from _of_text(pack, feel(column.asks), where, known)
        fact = known.get(column.asks)
        wrong = fact and (
            (column.type == "number") != fact.number or (column.type == "boolean") != fact.yes_no
        )
        if wrong:
            problem = f"`{column.asks}` is no {column.type}."
            yield pack.fault("decisions", where, problem, "Correct `type:`.")
    for n, output in enumerate(table.outputs):
        if output.otherwise:
            where = (*place, "outputs", n, "otherwise")
            yield from _of_text(pack, feel(output.otherwise), where, known)
    for n, rule in enumerate(table.rules):
        for m, text in enumerate(rule.when):
            where = (*place, "rules", n, "when", m)
            tests = feel(text, tests=True)
            yield from _of_text(pack, tests, where, known)
            yield from _of_values(pack, tests, where, known.get(table.inputs[m].asks))
        for m, text in enumerate(rule.then):
            where = (*place, "rules", n, "then", m)
            value = feel(text)
            yield from _of_text(pack, value, where, known)
            yield from _of_output(pack, value, where, table.outputs[m])


def _of_text(
    pack: ServicePack, text: Text, place: Place, known: dict[str, Fact]
) -> Iterator[Fault]:
    if text.node is None:
        problem = f"“{text.text}” is not FEEL: {text.fault}."
        yield pack.fault("decisions", place, problem, "Write it as FEEL, quoted in YAML.")
        return
    heads = {name.partition(".")[0] for name in known}
    for name in sorted(names_in(text.node) - {"?"} - set(BUILTINS)):
        if name not in heads:
            problem = f"The table asks for `{name}`, which nothing gives."
            yield pack.fault("decisions", place, problem, "Ask for a fact, or a table above it.")
    for name in sorted(_paths(text.node)):
        if name.partition(".")[0] in heads and name not in known:
            problem = f"The table asks for `{name}`, which nothing gives."
            yield pack.fault("decisions", place, problem, "Ask for a fact, or a table above it.")


def _paths(node: Node) -> set[str]:
    return {
        f"{each.base.name}.{each.name}"
        for each in walk(node)
        if isinstance(each, Path) and isinstance(each.base, Name)
    }


def _of_values(pack: ServicePack, text: Text, place: Place, fact: Fact | None) -> Iterator[Fault]:
    if fact is None or fact.values is None or text.node is None:
        return
    for each in walk(text.node):
        if (
            isinstance(each, Literal)
            and isinstance(each.value, str)
            and each.value not in fact.values
        ):
            problem = f"It can never be “{each.value}”."
            yield pack.fault("decisions", place, problem, "Use one of its answers.")


def _of_output(
    pack: ServicePack, text: Text, place: Place, output: DecisionOutput
) -> Iterator[Fault]:
    node = text.node
    if not isinstance(node, Literal) or node.value is None:
        return
    if kind_of(node.value) != output.type:
        problem = f"“{text.text}” is no {output.type}."
        yield pack.fault("decisions", place, problem, "Correct it, or the `type:` of the output.")
    elif output.values and node.value not in output.values:
        problem = f"“{text.text}” is none of the values of `{output.name}`."
        yield pack.fault("decisions", place, problem, "Use one of them.")


def _of_flaw(pack: ServicePack, table: DecisionTable, place: Place, flaw: Flaw) -> Fault:
    rows = " and ".join(str(each) for each in flaw.rows)
    where: Place = (*place, "rules", flaw.rows[-1] - 1) if flaw.rows else (*place, "rules")
    if flaw.kind == "overlap":
        problem = f"Rows {rows} both hold for {flaw.example}."
        remedy = "Let one of them end where the other begins, or use another hit policy."
    elif flaw.kind == "gap":
        problem = f"No row holds for {flaw.example}."
        remedy = "Add a row, or do not claim that the table is complete."
    else:
        problem = f"Row {rows} can never be what is taken."
        remedy = "Remove it, or put it higher."
    return pack.fault("decisions", where, f"{problem} (table `{table.id}`)", remedy)


@dataclass(frozen=True)
class Reached:
    """One row of one table, and the stories that reach it."""

    service: str
    table: str
    row: int
    words: str
    stories: tuple[str, ...]
    reason: str


def reached_rows(pack: ServicePack) -> list[Reached]:
    """Every row of every table of a service, with the stories that reach it."""
    whole = pack.definition
    if whole.decisions is None:
        return []
    hits: dict[tuple[str, int], list[str]] = {}
    for told in pack.stories:
        kind = whole.sheet.applicants[0]
        facts = whole.facts_of(told.story.answers, told.story.situation, kind)
        for table in whole.reckon(facts):
            for row in table.rows:
                hits.setdefault((table.table.id, row), []).append(told.name)
    return [
        Reached(
            pack.code,
            table.id,
            number,
            str(rule.words),
            tuple(dict.fromkeys(hits.get((table.id, number), []))),
            rule.unreached,
        )
        for table in whole.decisions.tables
        for number, rule in enumerate(table.rules, 1)
    ]


def _unreached(pack: ServicePack) -> Iterator[Fault]:
    decisions = pack.definition.decisions
    places = {table.id: at for at, table in enumerate(decisions.tables)} if decisions else {}
    for each in reached_rows(pack):
        where: Place = ("tables", places[each.table], "rules", each.row - 1)
        if not each.stories and not each.reason:
            problem = f"No story reaches row {each.row} of `{each.table}`: {each.words}."
            yield pack.fault("decisions", where, problem, "Tell one, or say why in `unreached:`.")
        if each.stories and each.reason:
            problem = f"`{each.stories[0]}` reaches row {each.row}, which says why none does."
            yield pack.fault("decisions", where, problem, "Remove `unreached:`.")
