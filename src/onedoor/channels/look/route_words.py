"""A route drawn and read: the boxes of `drawing` in the reader's words, and the same as a list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import CaseFile
from onedoor.channels.look.local import body_short
from onedoor.channels.look.words import say_plain
from onedoor.registers.agencies.queries import Agency, acting_bodies
from onedoor.registers.catalogue.definition import Body, Facts, ServiceDefinition, say
from onedoor.registers.catalogue.drawing import (
    APPLY,
    DELIVER,
    RULE,
    Row,
    Sheet,
    Station,
    lay_out,
    stations,
    without,
)
from onedoor.registers.catalogue.saying import Labels, condition_in_words, labels_of

# Who acts when a route names this body; "" where it is the agency applied to itself.
Namer = Callable[[Body], str]


@dataclass(frozen=True)
class Drawn:
    """A route for one reader: the sheet, the list that says the same, and what falls away."""

    sheet: Sheet
    title: str
    items: Sequence[Mapping[str, Any]]
    gone: Sequence[str] = ()


def bodies_on(definition: ServiceDefinition) -> set[tuple[str, str]]:
    """(function, place) of every body that the route may come to."""
    found = [each.body for each in stations(definition)]
    found += [way.body for each in stations(definition) for way in each.ways if way.body]
    return {(body.function, body.place) for body in found}


def named(bodies: Mapping[tuple[str, str], Any]) -> Namer:
    """What the agencies that act are called; nothing where it is the one applied to."""

    def name(body: Body) -> str:
        agency = bodies.get((body.function, body.place))
        return body_short(agency) if agency else ""

    return name


def drawn(
    definition: ServiceDefinition,
    facts: Facts,
    *,
    name: Namer,
    states: Mapping[str, str] | None = None,
) -> Drawn:
    """The route for what is known; `states` (done, now) says how far a case has come.

    Steps that these facts do not call for are left out, and named.
    """
    found = stations(definition, facts)
    gone = {each.id for each in found if each.applies is False}
    if states is not None:
        gone |= {each.id for each in found if each.kind == RULE and each.id not in states}
    after = without(found, gone)
    labels = labels_of(definition)
    kept = [each for each in found if each.id not in gone]
    rows = [_row(each, after[each.id], labels, name, states) for each in kept]
    return Drawn(
        sheet=lay_out(rows, rtl=get_language_bidi()),
        title=_("%(name)s：办理流程图") % {"name": say_plain(definition.sheet.title)},
        items=[_item(each, rows) for each in rows],
        gone=[say_plain(each.title) for each in found if each.id in gone and each.kind != RULE],
    )


def route_of_case(file: CaseFile, office: Agency) -> Drawn:
    """The route of one case, for its facts, and how far it has come."""
    bodies = acting_bodies(bodies_on(file.definition), offering=office)
    states = states_of(file.case, file.tasks)
    return drawn(file.definition, file.facts, name=named(bodies), states=states)


_OVER = ("closed", "not-accepted", "withdrawn")


def states_of(case: Any, tasks: Iterable[Any]) -> dict[str, str]:
    """How far a case has come, by station: done or now; the others are still to come."""
    states = {APPLY: "done"}
    for task in tasks:
        if task.state in ("done", "open"):
            states[task.step] = "done" if task.state == "done" else "now"
        if task.result == "automatic":
            states[RULE] = "done"
    if case.stage == "closed" and case.decided_on:
        states[DELIVER] = "done"
    elif case.stage == "decided":
        states[DELIVER] = "now"
    if case.stage in _OVER:
        states = {name: state for name, state in states.items() if state == "done"}
    return states


def _row(
    station: Station,
    after: tuple[str, ...],
    labels: Labels,
    name: Namer,
    states: Mapping[str, str] | None,
) -> Row:
    is_open = station.applies is None
    state = (states or {}).get(station.id) or ("maybe" if is_open else "next")
    body = name(station.body)
    return Row(
        id=station.id,
        title=say_plain(station.title),
        notes=tuple(_notes(station, labels, name)),
        after=after,
        state=state,
        tone="own" if station.kind == APPLY else "other" if body else "",
    )


def _notes(station: Station, labels: Labels, name: Namer) -> list[str]:
    facts = [name(station.body), _days(station)]
    notes = [_(" · ").join(each for each in facts if each)]
    if station.kind == RULE:
        notes.append(_("如果：%(when)s") % {"when": say_plain(station.plain)})
    elif station.applies is None and station.when is not None:
        notes.append(_("如果%(when)s") % {"when": _words(station, labels)})
    for way in station.ways:
        when = say(condition_in_words(way.when, labels), get_language() or "zh")
        notes.append(_("如果%(when)s：%(who)s") % {"when": when, "who": say_plain(way.plain)})
    notes.append(_hands(station))
    if not station.counts:
        notes.append(_("这些天不算在期限里"))
    notes.append(_silence(station))
    return [note for note in notes if note]


def _words(station: Station, labels: Labels) -> str:
    assert station.when is not None
    return say(condition_in_words(station.when, labels), get_language() or "zh")


def _days(station: Station) -> str:
    if station.kind in (APPLY, RULE):
        return _("马上") if station.kind == RULE else ""
    if station.calendar_days is not None:
        return _("%(n)s 天") % {"n": station.calendar_days}
    if not station.working_days:
        return _("马上") if station.kind == DELIVER else _("当天")
    return _("%(n)s 个工作日") % {"n": station.working_days}


def _hands(station: Station) -> str:
    hands = station.hands
    if hands.persons < 2:
        return ""
    if hands.agree == hands.persons:
        return _("%(n)s 个人一起看") % {"n": hands.persons}
    return _("%(n)s 个人看，%(agree)s 个人同意就算同意") % {
        "n": hands.persons,
        "agree": hands.agree,
    }


def _silence(station: Station) -> str:
    words = {"agrees": _("到期不答复，算同意"), "objects": _("到期不答复，算不同意")}
    return words.get(station.silence, "")


def _item(row: Row, rows: Sequence[Row]) -> dict[str, Any]:
    titles = {each.id: each.title for each in rows}
    beside = [
        each.title
        for each in rows
        if each.id != row.id and row.after and set(each.after) == set(row.after)
    ]
    lines = list(row.notes)
    if len(row.after) > 1:
        names = _("、").join(f"“{titles[each]}”" for each in row.after)
        lines.insert(0, _("等%(names)s都办完") % {"names": names})
    if beside:
        names = _("、").join(f"“{each}”" for each in beside)
        lines.append(_("和%(names)s同时进行") % {"names": names})
    words = {"done": _("已办完"), "now": _("正在办"), "maybe": _("看情形")}
    return {"title": row.title, "state": words.get(row.state, ""), "lines": lines, "key": row.state}
