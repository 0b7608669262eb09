"""The decision tables of two versions compared, row by row, in words.

Rows have no ids: a row is the one with the same tests; else the one with the same words.
"""

import re
from collections.abc import Iterator
from typing import Any

from onedoor.registers.catalogue.definition import (
    DecisionTable,
    ServiceDefinition,
    Text,
    say,
)
from onedoor.registers.catalogue.definition.decisions import DecisionOutput, DecisionRule
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.differing import (
    Difference,
    by_id,
    from_to,
    pairs,
    said,
    wording,
)
from onedoor.registers.catalogue.saying import Labels, called

Row = tuple[DecisionRule | None, DecisionRule | None]

_POLICIES = {
    "U": texts(zh="只有一行符合", en="only one row holds"),
    "A": texts(zh="符合的几行要一致", en="the rows that hold have to agree"),
    "P": texts(zh="取最重的一行", en="the weightiest row counts"),
    "F": texts(zh="取最前的一行", en="the first row counts"),
    "R": texts(zh="都取，按行的先后", en="all count, in the order of the rows"),
    "O": texts(zh="都取，按轻重", en="all count, the weightiest first"),
    "C": texts(zh="都取", en="all count"),
    "sum": texts(zh="加在一起", en="all are added up"),
    "min": texts(zh="取最小的", en="the smallest counts"),
    "max": texts(zh="取最大的", en="the largest counts"),
    "count": texts(zh="数有几行", en="the rows that hold are counted"),
}
# Where the order of rows decides what is taken.
_ORDERED = ("F", "R")


def table_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """What changed in the tables; `labels` name the facts they ask and their values."""
    before = by_id(old.decisions.tables if old.decisions else ())
    after = by_id(new.decisions.tables if new.decisions else ())
    for id, was, now in pairs(before, after):
        if now is None:
            yield said("tables", id, was.title, "没有了", "is gone")
        elif was is None:
            count = len(now.rules)
            yield said("tables", id, now.title, f"新加的，{count} 行", f"is new, {count} rows")
        else:
            yield from _table(was, now, labels)
    if old.decisions and new.decisions:
        name = texts(zh="决策表", en="The decision tables")
        if old.decisions.version != new.decisions.version:
            was, now = old.decisions.version, new.decisions.version
            zh, en = f"从“{was}”版改为“{now}”版", f"follow edition {now}, before {was}"
            yield said("tables", "version", name, zh, en)
        if old.decisions.basis != new.decisions.basis:
            yield said("tables", "basis", name, "依据改了", "have another basis")


def _table(old: DecisionTable, new: DecisionTable, labels: Labels) -> Iterator[Difference]:
    yield from _columns(old, new)
    if (was := policy_in_words(old)) != (now := policy_in_words(new)):
        zh = f"几行都符合时，从“{was}”改为“{now}”"
        en = f"takes another way where several rows hold: {say(now, 'en')}, before {say(was, 'en')}"
        yield said("tables", new.id, new.title, zh, en)
    rows = paired(old, new)
    for before, after in rows:
        yield from _row(old, new, before, after, labels)
    order = [old.rules.index(before) for before, after in rows if before and after]
    if new.hit in _ORDERED and order != sorted(order):
        yield said("tables", new.id, new.title, "各行的先后改了", "has its rows in another order")
    left = {"inputs", "outputs", "rules", "hit", "aggregate"}
    yield from wording("tables", new.id, new.title, old, new, but=left)


def _columns(old: DecisionTable, new: DecisionTable) -> Iterator[Difference]:
    if [(each.asks, each.type) for each in old.inputs] != [
        (each.asks, each.type) for each in new.inputs
    ]:
        zh = f"看的内容，从{_listed(old.inputs, 'zh')}改为{_listed(new.inputs, 'zh')}"
        en = f"looks at {_listed(new.inputs, 'en')}, before at {_listed(old.inputs, 'en')}"
        yield said("tables", new.id, new.title, zh, en)
    before = {each.name: each for each in old.outputs}
    after = {each.name: each for each in new.outputs}
    for _, was, now in pairs(before, after):
        if was is None:
            zh, en = f"多算一项“{now.label}”", f"gives “{say(now.label, 'en')}” as well"
        elif now is None:
            zh, en = f"不再算“{was.label}”", f"no longer gives “{say(was.label, 'en')}”"
        elif was.otherwise != now.otherwise:
            first, then = _valued(was, was.otherwise), _valued(now, now.otherwise)
            zh = f"哪一行都不符合时，“{now.label}”{from_to(first.zh, then.zh)}"
            en = f"where no row holds, gives {then.en}, before {first.en}"
        elif was != now:
            zh, en = f"“{now.label}”的写法改了", f"writes “{say(now.label, 'en')}” otherwise"
        else:
            continue
        yield said("tables", new.id, new.title, zh, en)


def _listed(columns: Any, language: str) -> str:
    labels = [f"“{say(each.label, language)}”" for each in columns]
    return ("、" if language == "zh" else ", ").join(labels)


def policy_in_words(table: DecisionTable) -> Text:
    """What becomes of several rows that hold."""
    return _POLICIES[table.aggregate or table.hit]


def paired(old: DecisionTable, new: DecisionTable) -> list[Row]:
    """(before, after) of each row, in the new order; rows that are gone last."""
    left = list(old.rules)
    found: dict[int, DecisionRule] = {}
    same = (
        lambda was, now: was == now,
        lambda was, now: was.when == now.when,
        lambda was, now: str(was.words) == str(now.words),
    )
    for alike in same:
        for number, now in enumerate(new.rules):
            match = next((was for was in left if alike(was, now)), None)
            if number not in found and match is not None:
                found[number] = match
                left.remove(match)
    rows: list[Row] = [(found.get(number), now) for number, now in enumerate(new.rules)]
    return [*rows, *((was, None) for was in left)]


def _row(
    old: DecisionTable,
    new: DecisionTable,
    was: DecisionRule | None,
    now: DecisionRule | None,
    labels: Labels,
) -> Iterator[Difference]:
    def told(zh: str, en: str) -> Difference:
        return said("tables", new.id, new.title, zh, en)

    if was is None or now is None:
        rule = now or was
        assert rule is not None
        zh, en = ("加了一行", "has the new row") if was is None else ("去掉一行", "lost the row")
        yield told(f"{zh}“{rule.words}”", f"{en} “{say(rule.words, 'en')}”")
        return
    name = texts(zh=f"“{now.words}”这一行", en=f"in the row “{say(now.words, 'en')}”,")
    for before, after, column in _cells(was.when, now.when, old.inputs, new.inputs):
        _, values = called(column.asks, labels)
        first, then = test_in_words(before, values), test_in_words(after, values)
        yield told(
            f"{name.zh}，“{column.label}”从“{first}”改为“{then}”",
            f"{name.en} “{say(column.label, 'en')}” is “{say(then, 'en')}”,"
            f" before “{say(first, 'en')}”",
        )
    for before, after, output in _cells(was.then, now.then, old.outputs, new.outputs):
        first, then = _valued(output, before), _valued(output, after)
        yield told(
            f"{name.zh}，“{output.label}”{from_to(first.zh, then.zh)}",
            f"{name.en} “{say(output.label, 'en')}” is {then.en}, before {first.en}",
        )
    if was.words != now.words:
        yield told(
            f"“{was.words}”这一行改写为“{now.words}”",
            f"words the row “{say(was.words, 'en')}” as “{say(now.words, 'en')}”",
        )
    if was.basis != now.basis:
        yield told(f"{name.zh}的依据改了", f"{name.en} the basis is another")


def _cells(before: Any, after: Any, old: Any, new: Any) -> Iterator[tuple[str, str, Any]]:
    """The cells of a row that differ, in columns that were there before."""
    places = {(getattr(each, "asks", None) or each.name): at for at, each in enumerate(old)}
    for at, column in enumerate(new):
        was = places.get(getattr(column, "asks", None) or column.name)
        if was is not None and before[was] != after[at]:
            yield before[was], after[at], column


def _valued(output: DecisionOutput, text: str) -> Text:
    """What an output gives: “40 元”; sums that are written out stay as they are written."""
    if not text:
        return texts(zh="不给", en="nothing")
    plain = {"true": texts(zh="“是”", en="“yes”"), "false": texts(zh="“否”", en="“no”")}
    if text in plain:
        return plain[text]
    worded = re.sub(r'^"([^"]*)"$', r"“\1”", text.strip())
    worded = f"{worded} {output.unit}".strip()
    return texts(zh=worded, en=worded)


def test_in_words(test: str, values: dict[str, Text]) -> Text:
    """A test of a table as people read it, each value by what it is called.

    What is neither a list of values, a limit nor a range stays as it is written.
    """
    return texts(zh=_worded(test, values, "zh"), en=_worded(test, values, "en"))


_PLAIN = {
    "-": texts(zh="不限", en="anything"),
    "true": texts(zh="是", en="yes"),
    "false": texts(zh="否", en="no"),
    "null": texts(zh="没有填", en="left open"),
}
_LIMITS = {
    "zh": {">=": "不少于 {}", ">": "多于 {}", "<=": "不多于 {}", "<": "少于 {}"},
    "en": {">=": "at least {}", ">": "more than {}", "<=": "at most {}", "<": "below {}"},
}


def _worded(test: str, values: dict[str, Text], language: str) -> str:
    test, zh = test.strip(), language == "zh"
    if negated := re.fullmatch(r"not\((.*)\)", test, re.DOTALL):
        inner = _worded(negated[1], values, language)
        return f"不是{inner}" if zh else f"not {inner}"
    if re.fullmatch(r'("[^"]*"\s*,\s*)*"[^"]*"', test):
        named = [
            say(values[each], language) if each in values else each
            for each in re.findall(r'"([^"]*)"', test)
        ]
        return ("或" if zh else " or ").join(named)
    if test in _PLAIN:
        return say(_PLAIN[test], language)
    if limit := re.fullmatch(r"(>=|>|<=|<)\s*([\w.-]+)", test):
        return _LIMITS[language][limit[1]].format(limit[2])
    if between := re.fullmatch(r"([\[(\]])\s*([\w.-]+?)\s*\.\.\s*([\w.-]+)\s*([\])\[])", test):
        low = _LIMITS[language][">=" if between[1] == "[" else ">"].format(between[2])
        high = _LIMITS[language]["<=" if between[4] == "]" else "<"].format(between[3])
        return f"{low}、{high}" if zh else f"{low}, {high}"
    return test
