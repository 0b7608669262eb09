"""Checks that what one part of a service says of another is true: names, posts, limits, files."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from onedoor.registers.agencies.queries import places_of
from onedoor.registers.catalogue.definition import Body, Desk, Step, seats_of
from onedoor.registers.catalogue.facts import OF_LICENCES, facts_at, known_facts, misfits
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import Packs, ServicePack
from onedoor.registers.catalogue.reading import Place
from onedoor.registers.catalogue.walking import conditions

_Check = Callable[[ServicePack, Packs], Iterator[Fault]]
_Key = TypeVar("_Key", bound=Hashable)
_Thing = TypeVar("_Thing")


def twice(values: Iterable[tuple[_Key, _Thing]]) -> Iterator[tuple[_Key, _Thing]]:
    """Those whose key an earlier one already has."""
    seen: set[_Key] = set()
    for key, thing in values:
        if key in seen:
            yield key, thing
        seen.add(key)


def suggest(name: str, known: Iterable[str]) -> str:
    """What to do about a name that is not known."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known here: {', '.join(names[:12])}." if names else "Remove it."


def is_sample(folder: Path, name: str) -> bool:
    """Whether `name` is a plain file right in the folder of samples."""
    return "/" not in name and name[:1] not in (".", "") and (folder / name).is_file()


def _the_folder_is_named_like_the_code(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    if pack.folder.name != pack.code:
        problem = f"The folder is called `{pack.folder.name}`, the service `{pack.code}`."
        yield pack.fault("service", ("code",), problem, "Give both one name.")


def _names_are_given_once(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """A field inside rows shares no name with another: answers are kept by name for ever."""
    for part, kind, places in _named(pack):
        for name, place in twice(places):
            problem = f"There are two {kind} called `{name}`."
            yield pack.fault(part, place, problem, "Rename one of the two.")


_Named = Iterator[tuple[str, str, list[tuple[str, Place]]]]


def _named(pack: ServicePack) -> _Named:
    whole = pack.definition
    sheet, form, route = whole.sheet, whole.form, whole.route
    yield "service", "situations", _ids(sheet.situations, "situations")
    for n, situation in enumerate(sheet.situations):
        options: list[tuple[str, Place]] = [
            (each.value, ("situations", n, "options", m))
            for m, each in enumerate(situation.options)
        ]
        yield "service", "answers", options
    yield "service", "conditions", _ids(sheet.applicability, "applicability")
    offering: list[tuple[str, Place]] = [
        (each.agency, ("offerings", n, "agency")) for n, each in enumerate(sheet.offerings)
    ]
    yield "service", "offerings", offering
    yield "form", "sections", _ids(form.sections, "sections")
    fields: list[tuple[str, Place]] = []
    for n, section in enumerate(form.sections):
        for m, field in enumerate(section.fields):
            place: Place = ("sections", n, "fields", m)
            fields.append((field.id, place))
            inner: list[tuple[str, Place]] = [
                (each.id, (*place, "fields", k)) for k, each in enumerate(field.fields)
            ]
            yield "form", "fields", inner
            choices: list[tuple[str, Place]] = [
                (each.value, (*place, "options", k)) for k, each in enumerate(field.options)
            ]
            yield "form", "options", choices
    yield "form", "fields", fields
    yield "documents", "documents", _ids(whole.documents.documents, "documents")
    yield "documents", "review points", [(id, place) for id, _, place in review_points(pack)]
    yield "route", "steps", _ids(route.steps, "steps")
    yield "route", "procedures", _ids(route.special_procedures, "special_procedures")


def _ids(parts: Iterable[object], name: str) -> list[tuple[str, Place]]:
    return [(str(getattr(each, "id", "")), (name, n)) for n, each in enumerate(parts)]


def review_points(pack: ServicePack) -> Iterator[tuple[str, str, Place]]:
    """Id, step and place of every review point of the service."""
    documents = pack.definition.documents
    for n, document in enumerate(documents.documents):
        for m, point in enumerate(document.points):
            yield point.id, point.step, ("documents", n, "points", m)
    for n, point in enumerate(documents.points):
        yield point.id, point.step, ("points", n)


def _a_thing_is_asked_once(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """What a field means may be asked once in a form (ux: nothing is asked twice)."""
    meanings: list[tuple[str, Place]] = [
        (field.meaning, ("sections", n, "fields", m))
        for n, section in enumerate(pack.definition.form.sections)
        for m, field in enumerate(section.fields)
        if field.meaning
    ]
    for meaning, place in twice(meanings):
        problem = f"`{meaning}` is asked for a second time."
        remedy = "Remove the question, or give it the meaning it really has."
        yield pack.fault("form", place, problem, remedy)


def _conditions_ask_known_facts(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    for part, model in pack.parts():
        for place, condition in conditions(model):
            known = facts_at(pack, part, place)
            if condition.fact not in known:
                problem = f"The condition asks for `{condition.fact}`, which nothing gives."
                yield pack.fault(part, place, problem, suggest(condition.fact, known))
                continue
            for misfit in misfits(condition, known[condition.fact]):
                problem = f"`{condition.fact}` can never be {misfit}."
                yield pack.fault(part, place, problem, "Compare it with one of its answers.")


def _situations_ask_only_earlier_ones(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    earlier: set[str] = {"applicant.kind"}
    for number, situation in enumerate(pack.definition.sheet.situations):
        asked = situation.when.facts_asked() if situation.when else set()
        for fact in sorted(asked - earlier):
            problem = f"This question hangs on `{fact}`, which is not known by then."
            where: Place = ("situations", number, "when")
            yield pack.fault("service", where, problem, "Hang it on an earlier question.")
        earlier.add(f"situation.{situation.id}")


def _offerings_are_of_known_agencies(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    sheet = pack.definition.sheet
    for number, offering in enumerate(sheet.offerings):
        where: Place = ("offerings", number, "agency")
        if packs.agency(offering.agency) is None:
            problem = f"No agency is called `{offering.agency}`."
            names = [each.agency.code for each in packs.agencies]
            yield pack.fault("service", where, problem, suggest(offering.agency, names))
        if offering.promised is not None and offering.promised > sheet.within.statutory:
            problem = "This agency promises more days than the law allows."
            yield pack.fault("service", (*where[:-1], "promised"), problem, "Promise fewer.")


def _limits_are_in_order(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    within = pack.definition.sheet.within
    if not 0 <= within.promised <= within.statutory:
        problem = f"{within.promised} promised days do not fit into {within.statutory} by law."
        yield pack.fault(
            "service", ("within", "promised"), problem, "Promise no more than the law."
        )


def _intake_windows_are_in_order(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    sheet = pack.definition.sheet
    if (sheet.within.starts == "intake-end") != bool(sheet.intake):
        problem = "A clock from the end of intake and intake windows need one another."
        yield pack.fault("service", ("within", "starts"), problem, "Give both or neither.")
    for number, window in enumerate(sheet.intake):
        if window.closes < window.opens:
            problem = "This window closes before it opens."
            yield pack.fault("service", ("intake", number), problem, "Correct the dates.")
        if number and window.opens <= sheet.intake[number - 1].closes:
            problem = "This window opens before the one above it has closed."
            yield pack.fault("service", ("intake", number), problem, "List them one after another.")


def _points_are_looked_at_somewhere(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    steps = [step.id for step in pack.definition.route.steps]
    for id, step, place in review_points(pack):
        if step and step not in steps:
            problem = f"The point `{id}` is for the step `{step}`, which the route has not."
            yield pack.fault("documents", (*place, "step"), problem, suggest(step, steps))


def _posts_exist(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """For every offering there is a body, with the post, for every stage of the route."""
    route = pack.definition.route
    parts: list[tuple[Place, Step | Desk]] = [
        (("accept",), route.accept), (("decide",), route.decide), (("deliver",), route.deliver),
    ]  # fmt: skip
    parts += [(("steps", n), step) for n, step in enumerate(route.steps)]
    desks = [(place, body, post) for place, part in parts for body, post in seats_of(part)]
    for place, body, post in dict.fromkeys(desks):
        without = [
            offering.agency
            for offering in pack.definition.sheet.offerings
            if not _has_post(packs, offering.agency, body, post)
        ]
        if without:
            problem = f"Nobody holds the post `{post}` of {_said(body)} for {', '.join(without)}."
            remedy = "Add the agency or its post to an agency.yaml, or name another."
            yield pack.fault("route", (*place, "post"), problem, remedy)


def _said(body: Body) -> str:
    who = "the offering agency" if body.function == "own" else f"`{body.function}`"
    return who if body.place == "same" else f"{who} at the {body.place}"


def _has_post(packs: Packs, offering: str, body: Body, post: str) -> bool:
    asking = packs.agency(offering)
    if asking is None:
        return True  # said elsewhere
    function = asking.function if body.function == "own" else body.function
    places = places_of(asking.division, body.place)
    found = {each.agency.division: each.agency for each in packs.agencies
             if each.agency.function == function and each.agency.division in places}  # fmt: skip
    acting = next((found[place] for place in places if place in found), None)
    return acting is not None and post in [each.id for each in acting.posts]


# Kinds that another body answers, and kinds whose days the law takes off the clock (行政许可法 45).
_ASKED = ("consultation", "co-decision", "first-examination")
_UNCOUNTED = ("hearing", "inspection", "testing", "expert-review")


def _silence_is_of_others(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Only of another body that was asked can silence mean something; only it decides as well."""
    for number, step in enumerate(pack.definition.route.steps):
        where: Place = ("steps", number)
        own = step.body == Body()
        if step.silence != "waits" and (step.kind not in _ASKED or own):
            problem = f"Silence in `{step.id}` means something, and no other body is asked."
            yield pack.fault("route", (*where, "silence"), problem, "Let it wait, or name a body.")
        if step.kind == "co-decision" and own:
            problem = f"`{step.id}` is decided with others, and names no other body."
            yield pack.fault("route", (*where, "kind"), problem, "Add `body:`.")


def _days_off_the_clock(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """What the law takes off the clock is off it, unless a basis says that its days count."""
    licence = pack.definition.sheet.kind == "administrative-licence"
    for number, step in enumerate(pack.definition.route.steps):
        where: Place = ("steps", number)
        if step.kind in _UNCOUNTED and step.counts and step.basis is None:
            problem = f"The days of `{step.id}` run on the clock, which the law does not ask (45)."
            yield pack.fault("route", where, problem, "Add `counts: false`, or the basis.")
        if licence and step.kind == "first-examination" and (step.working_days or 0) > 20:
            problem = f"`{step.id}` takes more than the twenty days of a first examination (43)."
            yield pack.fault("route", (*where, "working_days"), problem, "Give at most 20.")


def _only_instant_services_decide_themselves(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    route, sheet = pack.definition.route, pack.definition.sheet
    if route.automatic and sheet.case_kind != "instant":
        problem = "Only a service decided at once may decide by rule."
        yield pack.fault("route", ("automatic",), problem, "Remove it, or make the case instant.")
    if route.automatic and not route.automatic_reason:
        problem = "A decision by rule gives no reason."
        yield pack.fault("route", ("automatic",), problem, "Add `automatic_reason:`.")


def _the_licence_is_there(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    outcome = pack.definition.sheet.outcome
    if outcome.type == "licence" and not outcome.licence:
        problem = "The outcome is a licence, but which is not said."
        yield pack.fault("service", ("outcome",), problem, "Add `licence:` with its code.")
    if outcome.licence and pack.licence is None:
        names = [each.type.code for each in packs.licences]
        problem = f"No licence is called `{outcome.licence}`."
        yield pack.fault(
            "service", ("outcome", "licence"), problem, suggest(outcome.licence, names)
        )
    if pack.licence is None:
        return
    yield from _its_last_day_is_a_date(pack)
    known = {*known_facts(pack), *OF_LICENCES}
    for number, line in enumerate(pack.licence.type.lines):
        if line.fact and line.fact not in known:
            problem = f"The licence shows `{line.fact}`, which `{pack.code}` does not give."
            where: Place = ("lines", number, "fact")
            yield pack.licence.source.fault(where, problem, suggest(line.fact, known))
    for fact in pack.licence.type.meanings:
        if fact not in known:
            problem = f"The licence gives no `{fact}`."
            yield pack.licence.source.fault(("meanings", fact), problem, suggest(fact, known))


def _its_last_day_is_a_date(pack: ServicePack) -> Iterator[Fault]:
    """`until` of a licence type names a date that this service asks for."""
    assert pack.licence is not None
    until, form = pack.licence.type.until, pack.definition.form
    dates = [each.id for each in form.all_fields() if each.type == "date"]
    if until and until not in dates:
        problem = f"It holds until `{until}`, which is no date that `{pack.code}` asks for."
        yield pack.licence.source.fault(("until",), problem, suggest(until, dates))


def _acts_on_a_licence(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    """Whoever changes, renews, replaces or cancels says which licence, and what comes after it."""
    outcome = pack.definition.sheet.outcome
    fields = [each.id for each in pack.definition.form.all_fields()]
    types = [each.type.code for each in packs.licences]

    def fault(key: str, problem: str, remedy: str) -> Fault:
        return pack.fault("service", ("outcome", key), problem, remedy)

    for key in ("of", "on"):
        if outcome.act == "issue" and getattr(outcome, key):
            problem = f"`{key}` names a licence, and the grant does nothing to it."
            yield fault(key, problem, f"Add `act:`, or remove `{key}`.")
    if outcome.of and outcome.of not in fields:
        problem = f"`of` names `{outcome.of}`, which the form does not ask."
        yield fault("of", problem, suggest(outcome.of, fields))
    if outcome.on and outcome.on not in types:
        yield fault("on", f"No licence is called `{outcome.on}`.", suggest(outcome.on, types))
    if outcome.act in ("change", "renew", "replace") and not outcome.licence:
        problem = f"`{outcome.act}` makes a new licence in the old one's place, and names none."
        yield fault("act", problem, "Add `licence:` with the code of the new one.")
    if outcome.act == "cancel" and not outcome.on:
        problem = "Something is cancelled, and which type of licence is not said."
        yield fault("act", problem, "Add `on:` with the code of the licence type.")


# GB/T 39046-2020 A.1: the third and fourth digit of a catalogue code.
_KIND_DIGITS = {
    "administrative-licence": "01",
    "administrative-payment": "05",
    "administrative-confirmation": "07",
    "administrative-reward": "08",
    "administrative-ruling": "09",
    "other-power": "10",
    "public-service": "20",
}


def _codes_agree(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    sheet = pack.definition.sheet
    if sheet.catalogue_code[2:4] != _KIND_DIGITS[sheet.kind]:
        problem = f"The code is of another kind than `{sheet.kind}`."
        remedy = f"Its third and fourth digit are {_KIND_DIGITS[sheet.kind]} for this kind."
        yield pack.fault("service", ("catalogue_code",), problem, remedy)
    if sheet.handling_code and not sheet.handling_code.startswith(sheet.catalogue_code):
        problem = "The handling code does not begin with the catalogue code."
        yield pack.fault("service", ("handling_code",), problem, "Correct one of the two.")


def _files_named_are_there(pack: ServicePack, packs: Packs) -> Iterator[Fault]:
    for number, document in enumerate(pack.definition.documents.documents):
        for name in ("sample", "blank"):
            file = getattr(document, name)
            if file and not is_sample(pack.folder / "samples", file):
                problem = f"There is no file `{file}` in the samples of this service."
                where: Place = ("documents", number, name)
                yield pack.fault("documents", where, problem, "Add the file, or correct its name.")


CHECKS: tuple[_Check, ...] = (
    _the_folder_is_named_like_the_code,
    _names_are_given_once,
    _a_thing_is_asked_once,
    _conditions_ask_known_facts,
    _situations_ask_only_earlier_ones,
    _offerings_are_of_known_agencies,
    _limits_are_in_order,
    _intake_windows_are_in_order,
    _points_are_looked_at_somewhere,
    _posts_exist,
    _silence_is_of_others,
    _days_off_the_clock,
    _only_instant_services_decide_themselves,
    _the_licence_is_there,
    _acts_on_a_licence,
    _codes_agree,
    _files_named_are_there,
)
