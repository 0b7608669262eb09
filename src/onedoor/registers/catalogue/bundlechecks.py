"""Checks that a bundle can be applied for: its parts exist, join without conflict, find an agency.

Its stories are checked as far as names go; how they end is for the test that plays them.
"""

from collections.abc import Iterator, Mapping

from onedoor.registers.agencies.queries import places_of
from onedoor.registers.catalogue.crosschecks import suggest, twice
from onedoor.registers.catalogue.definition import (
    Agency,
    BundlePart,
    Joint,
    ServiceDefinition,
    may_hold,
    together,
)
from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.packs import BundlePack, BundleTold, Packs
from onedoor.registers.catalogue.reading import Place

# Names are kept in columns of this width.
_WIDEST = 40


def check_bundles(packs: Packs) -> Iterator[Fault]:
    """Every fault in the bundles of the packs."""
    known = {each.code: each.definition for each in packs.services}
    for code, pack in twice((each.bundle.code, each) for each in packs.bundles):
        problem = f"Two bundles are called `{code}`."
        yield pack.source.fault(("code",), problem, "Rename one of the two.")
    for pack in packs.bundles:
        yield from _of_a_bundle(pack, packs, known)


def _of_a_bundle(
    pack: BundlePack, packs: Packs, known: Mapping[str, ServiceDefinition]
) -> Iterator[Fault]:
    bundle, source = pack.bundle, pack.source
    if pack.folder.name != bundle.code:
        problem = f"The folder is called `{pack.folder.name}`, the bundle `{bundle.code}`."
        yield source.fault(("code",), problem, "Give both one name.")
    if bundle.code in known:
        problem = f"A service is called `{bundle.code}` as well."
        yield source.fault(("code",), problem, "Rename the bundle.")
    if len(bundle.parts) < 2:
        yield source.fault(("parts",), "A bundle has at least two parts.", "Add another part.")
    missing = False
    for n, part in enumerate(bundle.parts):
        if part.service not in known:
            missing = True
            problem = f"There is no service `{part.service}`."
            yield source.fault(("parts", n, "service"), problem, suggest(part.service, known))
            continue
        yield from _of_a_part(pack, n, part, known[part.service])
    yield from _of_conditions(pack)
    if missing:
        return
    yield from _of_places(pack, packs, known)
    joint = together(bundle, known, bundle.parts)
    yield from _of_the_join(pack, joint)
    if not any(each.story.sample for each in pack.stories):
        problem = "No story of the bundle is its sample."
        yield source.fault((), problem, "Write stories/granted.yaml with `sample: true`.")
    for told in pack.stories:
        yield from _of_a_story(told, pack, packs, joint)


def _of_a_part(
    pack: BundlePack, n: int, part: BundlePart, service: ServiceDefinition
) -> Iterator[Fault]:
    place: Place = ("parts", n)
    source = pack.source
    if service.decisions and service.decisions.of("points"):
        problem = f"`{part.service}` counts points: it cannot be asked together with others."
        yield source.fault((*place, "service"), problem, "Leave it out of the bundle.")
    yield from _of_signers(pack, n, part, service)
    questions = {each.id: {option.value for option in each.options}
                 for each in service.sheet.situations}  # fmt: skip
    own = {each.id: {option.value for option in each.options} for each in pack.bundle.situations}
    for name, value in part.situation.items():
        if value not in questions.get(name, set()):
            problem = f"The situation `{name}` of {part.service} has no answer `{value}`."
            yield source.fault((*place, "situation", name), problem, suggest(name, questions))
    for name, joint in part.same.items():
        if name not in questions or own.get(joint) is None or not own[joint] <= questions[name]:
            problem = f"`{joint}` of the bundle does not answer `{name}` of {part.service}."
            remedy = "Both need to exist, with the same answers."
            yield source.fault((*place, "same", name), problem, remedy)
    fields = {each.id for each in service.form.all_fields()}
    documents = {each.id for each in service.documents.documents}
    named = [("meanings", name, fields) for name in part.meanings]
    named += [("papers", name, documents) for name in part.papers]
    named += [("answers", name, fields) for name in part.answers]
    named += [("later", name, fields) for name in part.later]
    for where, name, names in named:
        if name not in names:
            problem = f"{part.service} has no `{name}`."
            yield source.fault((*place, where, name), problem, suggest(name, names))
    for m, take in enumerate(part.takes):
        wanted, names = (take.field, fields) if take.field else (take.document, documents)
        if wanted not in names:
            problem = f"{part.service} has no `{wanted}`."
            yield source.fault((*place, "takes", m), problem, suggest(str(wanted), names))


def _of_signers(
    pack: BundlePack, n: int, part: BundlePart, service: ServiceDefinition
) -> Iterator[Fault]:
    """Nobody else signs a bundle online: a signing hangs on one application of one service."""
    settled: dict[str, object] = dict(part.answers)
    settled |= {f"situation.{name}": value for name, value in part.situation.items()}
    for each in service.sheet.signers:
        if may_hold(each.when, settled) is not False:
            problem = f"`{each.id}` has to sign {part.service}, and in a bundle nobody else signs."
            remedy = "Settle in `situation:` or `answers:` that the signature comes another way."
            yield pack.source.fault(("parts", n, "service"), problem, remedy)


def _of_conditions(pack: BundlePack) -> Iterator[Fault]:
    known = {f"situation.{each.id}" for each in pack.bundle.situations} | {"applicant.kind"}
    for n, part in enumerate(pack.bundle.parts):
        for fact in sorted(part.when.facts_asked() - known) if part.when else ():
            problem = f"`{fact}` is no fact of the bundle."
            remedy = "A part depends on the bundle's own situations."
            yield pack.source.fault(("parts", n, "when"), problem, remedy)


def _of_places(
    pack: BundlePack, packs: Packs, known: Mapping[str, ServiceDefinition]
) -> Iterator[Fault]:
    """Wherever the bundle is offered, its desks exist and each part has an agency."""
    for n, offering in enumerate(pack.bundle.offerings):
        place: Place = ("offerings", n, "agency")
        lead = packs.agency(offering.agency)
        if lead is None:
            problem = f"There is no agency `{offering.agency}`."
            remedy = suggest(offering.agency, [each.agency.code for each in packs.agencies])
            yield pack.source.fault(place, problem, remedy)
            continue
        for desk in (pack.bundle.accept, pack.bundle.extend):
            if desk.post not in [each.id for each in lead.posts]:
                problem = f"{lead.code} has no post `{desk.post}`."
                yield pack.source.fault(place, problem, "Add the post, or name another.")
        for part in pack.bundle.parts:
            if not agency_of_part(part, known[part.service], lead, packs):
                problem = f"Nobody offers {part.service} at {lead.code}."
                remedy = "Offer it there, or leave this place out of the bundle."
                yield pack.source.fault(place, problem, remedy)


def agency_of_part(part: BundlePart, service: ServiceDefinition, lead: Agency, packs: Packs) -> str:
    """The agency that handles the part where `lead` leads; "" when there is none."""
    offered = [packs.agency(each.agency) for each in service.sheet.offerings]
    there = {each.code: (each.function, each.division) for each in offered if each}
    return nearest(part, there, lead.function, lead.division)


def nearest(
    part: BundlePart, offered: Mapping[str, tuple[str, str]], function: str, division: str
) -> str:
    """Of those who offer a service (function and division by code), the one for this part.

    At the division of the lead; else at its county, its prefecture, its region. "" for none.
    """
    wanted = ""
    places = [
        place for kind in ("same", "prefecture", "region") for place in places_of(division, kind)
    ]
    if part.body:
        wanted = function if part.body.function == "own" else part.body.function
        places = places_of(division, part.body.place)
    for place in places:
        for code, (what, where) in sorted(offered.items()):
            if where == place and wanted in ("", what):
                return code
    return ""


def _of_the_join(pack: BundlePack, joint: Joint) -> Iterator[Fault]:
    at = {each.id: n for n, each in enumerate(pack.bundle.parts)}
    for each in joint.conflicts:
        problem = f"The {each.kind} `{each.name}` cannot be asked once for all: {each.problem}."
        remedy = "Give one of them another meaning here (`meanings:`, `papers:`)."
        yield pack.source.fault(("parts", at[each.part]), problem, remedy)
    named = [*joint.fields.items(), *joint.documents.items(), *joint.situations.items()]
    for (part, name), whole in named:
        if len(whole) > _WIDEST:
            problem = f"`{whole}` is longer than {_WIDEST} characters."
            remedy = f"Shorten the id of the part `{part}`."
            yield pack.source.fault(("parts", at[part]), f"{name}: {problem}", remedy)


def _of_a_story(told: BundleTold, pack: BundlePack, packs: Packs, joint: Joint) -> Iterator[Fault]:
    story, source = told.story, told.source
    people = {each.ref for city, _ in packs.cities for each in city.people}
    cast = people | {each.ref for city, _ in packs.cities for each in city.clerks()}
    offered = [each.agency for each in pack.bundle.offerings]
    if story.at not in offered:
        problem = f"`{story.at}` does not lead this bundle."
        yield source.fault(("at",), problem, suggest(story.at, offered))
    if story.applicant not in people:
        problem = f"Nobody in the sample city is called `{story.applicant}`."
        yield source.fault(("applicant",), problem, suggest(story.applicant, people))
    parts = {each.id for each in pack.bundle.parts}
    documents = {each.id for each in joint.definition.documents.documents}
    named = [("answers", name, set(joint.fields.values())) for name in story.answers]
    named += [("documents", name, documents) for name in story.documents]
    named += [("situation", name, {each.id for each in joint.definition.sheet.situations})
              for name in story.situation]  # fmt: skip
    for where, name, known in named:
        if name not in known:
            problem = f"The bundle asks for no `{name}`."
            yield source.fault((where, name), problem, suggest(name, known))
    for n, step in enumerate(story.steps):
        if step.who and step.who not in cast | {"system"}:
            problem = f"Nobody in the sample city is called `{step.who}`."
            yield source.fault(("steps", n, "who"), problem, suggest(step.who, cast))
        if step.part and step.part not in parts:
            problem = f"The bundle has no part `{step.part}`."
            yield source.fault(("steps", n, "part"), problem, suggest(step.part, parts))
    for name in story.ends.parts:
        if name not in parts:
            problem = f"The bundle has no part `{name}`."
            yield source.fault(("ends", "parts", name), problem, suggest(name, parts))
