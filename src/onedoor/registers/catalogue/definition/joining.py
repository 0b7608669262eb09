"""One form and one list of documents for several services: each meaning is asked for once.

A field or document keeps one name for ever: by its meaning (`person_phone`) where it has one, else
by its part (`food_seats`). Pure values: the outcome reads like the definition of one service.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onedoor.registers.catalogue.definition.bundles import Bundle, BundlePart
from onedoor.registers.catalogue.definition.conditions import Condition, holds
from onedoor.registers.catalogue.definition.documents import Document, Documents
from onedoor.registers.catalogue.definition.form import Field, Form, Section
from onedoor.registers.catalogue.definition.service import ServiceDefinition, Situation

# A fact that nobody ever gives: what hangs on a question the bundle has answered is settled by it.
_NEVER = "bundle.never"
# Whose names answer for whose: (part, its own name) → the name in the bundle.
Names = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Conflict:
    """Two parts mean the same and ask for it differently: of which part, which name, and how."""

    part: str
    name: str
    kind: str
    problem: str


@dataclass
class Joint:
    """The parts as one: `definition` for pages and forms, and the way back to each part."""

    bundle: Bundle
    parts: list[BundlePart]
    services: Mapping[str, ServiceDefinition]
    definition: ServiceDefinition = field(init=False)
    fields: Names = field(default_factory=dict)
    documents: Names = field(default_factory=dict)
    situations: Names = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def service(self, part: str) -> ServiceDefinition:
        """The definition of the service of a part."""
        return self.services[self.bundle.part(part).service]

    def taken(self, part: BundlePart) -> tuple[set[str], set[str]]:
        """Fields and documents that come from the result of an earlier part."""
        here = {each.id for each in self.parts}
        takes = [take for take in part.takes if take.from_ in here]
        return (
            {take.field for take in takes if take.field},
            {take.document for take in takes if take.document},
        )

    def settled(self, situation: Mapping[str, str]) -> dict[str, str]:
        """The situation with what the bundle answers by itself for its parts."""
        whole = dict(situation)
        for part in self.parts:
            for name, value in part.situation.items():
                whole[self.situations[part.id, name]] = value
        return whole

    def situation_of(self, part: str, situation: Mapping[str, str]) -> dict[str, str]:
        """The situation as this part knows it."""
        whole = self.settled(situation)
        return {
            own: whole[joint]
            for (owner, own), joint in self.situations.items()
            if owner == part and joint in whole
        }

    def answers_of(self, part: str, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as this part knows them, with those that the bundle gives by itself."""
        return dict(self.bundle.part(part).answers) | {
            own: answers[joint]
            for (owner, own), joint in self.fields.items()
            if owner == part and joint in answers
        }

    def documents_of(self, part: str) -> dict[str, str]:
        """The documents of this part, by their names in the bundle."""
        return {joint: own for (owner, own), joint in self.documents.items() if owner == part}

    def users_of(self, document: str) -> list[BundlePart]:
        """The parts that this document serves."""
        owners = {owner for (owner, _), joint in self.documents.items() if joint == document}
        return [each for each in self.parts if each.id in owners]


def together(
    bundle: Bundle, services: Mapping[str, ServiceDefinition], parts: Iterable[BundlePart]
) -> Joint:
    """The chosen parts of a bundle as one form and one list of documents."""
    joint = Joint(bundle, list(parts), services)
    _name_situations(joint)
    _name_fields(joint)
    _name_documents(joint)
    sheets = [joint.service(each.id).sheet for each in joint.parts]
    first = joint.service(joint.parts[0].id)
    sheet = first.sheet.model_copy(
        update={
            "code": bundle.code,
            "title": bundle.title,
            "official": bundle.official,
            "lead": bundle.lead,
            "applicants": bundle.applicants,
            "offerings": bundle.offerings,
            "basis": bundle.basis,
            "situations": (*bundle.situations, *_situations(joint)),
            "applicability": (),
            "intake": (),
            "questions": bundle.questions,
            "assurance": max((each.assurance for each in sheets), key=lambda each: each.level),
            "themes": bundle.themes,
            "life_events": bundle.life_events,
            "promises": (),
            "signers": (),
        }
    )
    form = Form.model_construct(
        minutes=bundle.minutes, sections=tuple(_sections(joint)), statement=bundle.statement
    )
    documents = Documents.model_construct(documents=tuple(_documents(joint)), points=())
    joint.definition = first.model_copy(
        update={"sheet": sheet, "form": form, "documents": documents, "decisions": None,
                "licence": None}
    )  # fmt: skip
    return joint


def _name_situations(joint: Joint) -> None:
    for part in joint.parts:
        for situation in joint.service(part.id).sheet.situations:
            name = part.same.get(situation.id) or f"{part.id}_{situation.id}"
            joint.situations[part.id, situation.id] = name


def _name_fields(joint: Joint) -> None:
    for part in joint.parts:
        used: set[str] = set()
        taken, _ = joint.taken(part)
        for each in joint.service(part.id).form.all_fields():
            if each.id in taken or each.id in part.answers or each.id in part.later:
                continue
            meaning = part.meanings.get(each.id, each.meaning)
            name = meaning.replace(".", "_").replace("-", "_")
            if not name or name in used:
                name = f"{part.id}_{each.id}"
            used.add(name)
            joint.fields[part.id, each.id] = name


def _name_documents(joint: Joint) -> None:
    for part in joint.parts:
        used: set[str] = set()
        _, taken = joint.taken(part)
        for each in joint.service(part.id).documents.documents:
            if each.id in taken:
                continue
            meaning = part.papers.get(each.id, each.meaning)
            # What is fetched or made from the form is nobody's to bring: only the rest is shared.
            shared = meaning and each.source in ("applicant", "promise")
            name = f"doc_{meaning.replace('-', '_')}" if shared else f"{part.id}_{each.id}"
            if name in used:
                name = f"{part.id}_{each.id}"
            used.add(name)
            joint.documents[part.id, each.id] = name


def _situations(joint: Joint) -> Iterator[Situation]:
    """Questions of the parts that the bundle neither answers nor asks in its own words."""
    for part in joint.parts:
        for each in joint.service(part.id).sheet.situations:
            if each.id in part.situation or each.id in part.same:
                continue
            name = joint.situations[part.id, each.id]
            yield each.model_copy(
                update={"id": name, "when": _moved(each.when, joint, part.id, frozenset())}
            )


def _sections(joint: Joint) -> Iterator[Section]:
    """The sections of all parts, in order; a question asked before is not asked again."""
    first: dict[str, tuple[str, Field]] = {}
    titles: set[str] = set()
    needed = _needed(joint)
    for part in joint.parts:
        for section in joint.service(part.id).form.sections:
            fields = []
            for each in section.fields:
                name = joint.fields.get((part.id, each.id))
                if name is None:
                    continue
                if name in first:
                    _compare(joint, part.id, each, first[name][1])
                    continue
                first[name] = (part.id, each)
                fields.append(_field(joint, part.id, each, name, needed[name]))
            if fields:
                yield _section(joint, part, section, fields, titles)


def _section(
    joint: Joint, part: BundlePart, section: Section, fields: list[Field], titles: set[str]
) -> Section:
    title = section.title
    if str(title) in titles:
        title = title.model_copy(
            update={"zh": f"{title.zh}（{part.short}）",
                    "en": f"{title.en} ({part.short.en})" if title.en and part.short.en else ""}
        )  # fmt: skip
    titles.add(str(section.title))
    # What hung on the section hangs on each of its questions: another part may need one of them.
    return section.model_copy(
        update={"id": f"{part.id}_{section.id}", "title": title, "when": None,
                "fields": tuple(fields)}
    )  # fmt: skip


@dataclass
class _Need:
    """When a question is asked: where any part asks it. Required: where nobody could do without.

    Whether a part may leave it open is asked of that part, whatever others need.
    """

    whens: list[Condition | None] = field(default_factory=list)
    needs: list[bool] = field(default_factory=list)

    @property
    def required(self) -> bool:
        always = any(
            when is None and need for when, need in zip(self.whens, self.needs, strict=True)
        )
        return always or all(self.needs)

    def when(self) -> Condition | None:
        if any(each is None for each in self.whens):
            return None
        found = list(dict.fromkeys(each for each in self.whens if each))
        return found[0] if len(found) == 1 else Condition.model_validate({"any": tuple(found)})


def _needed(joint: Joint) -> dict[str, _Need]:
    needed: dict[str, _Need] = {}
    for part in joint.parts:
        for section in joint.service(part.id).form.sections:
            for each in section.fields:
                name = joint.fields.get((part.id, each.id))
                if name is None:
                    continue
                need = needed.setdefault(name, _Need())
                need.whens.append(_both(joint, part.id, section.when, each.when))
                need.needs.append(each.required)
    return needed


def _both(
    joint: Joint, part: str, one: Condition | None, other: Condition | None
) -> Condition | None:
    found = [_moved(each, joint, part, frozenset()) for each in (one, other) if each]
    if len(found) > 1:
        return Condition.model_validate({"all": tuple(each for each in found if each)})
    return found[0] if found else None


def _field(joint: Joint, part: str, each: Field, name: str, need: _Need) -> Field:
    inner = frozenset(one.id for one in each.fields)
    rows = tuple(
        one.model_copy(update={"when": _moved(one.when, joint, part, inner)}) for one in each.fields
    )
    return each.model_copy(
        update={"id": name, "when": need.when(), "required": need.required, "fields": rows}
    )


def _documents(joint: Joint) -> Iterator[Document]:
    first: dict[str, Document] = {}
    whens: dict[str, list[Condition | None]] = {}
    for part in joint.parts:
        for each in joint.service(part.id).documents.documents:
            name = joint.documents.get((part.id, each.id))
            if name is None:
                continue
            whens.setdefault(name, []).append(_moved(each.when, joint, part.id, frozenset()))
            if name in first:
                _compare_documents(joint, part.id, each, first[name])
                first[name] = _shared(first[name], each)
            else:
                first[name] = each.model_copy(update={"id": name})
    for name, each in first.items():
        yield each.model_copy(update={"when": _Need(whens[name]).when()})


def _shared(one: Document, other: Document) -> Document:
    """A document that serves both: as strict as the stricter, with the points of both."""
    known = {str(point.title) for point in one.points}
    points = tuple(each for each in other.points if str(each.title) not in known)
    order = ("required", "conditional", "later")
    return one.model_copy(
        update={
            "points": (*one.points, *points),
            "formats": tuple(each for each in one.formats if each in other.formats),
            "max_mb": min(one.max_mb, other.max_mb),
            "max_files": min(one.max_files, other.max_files),
            "necessity": min(one.necessity, other.necessity, key=order.index),
        }
    )


def _compare(joint: Joint, part: str, one: Field, other: Field) -> None:
    """What means the same must be asked alike, or one answer could not serve both."""
    problem = ""
    if one.type != other.type:
        problem = f"it is a {one.type} here and a {other.type} before"
    elif {each.value for each in one.options} != {each.value for each in other.options}:
        problem = "its answers to choose from are others than before"
    elif one.unit != other.unit:
        problem = f"it is counted in {one.unit} here and in {other.unit} before"
    elif {each.id for each in one.fields} != {each.id for each in other.fields}:
        problem = "its rows ask for other things than before"
    if problem:
        joint.conflicts.append(Conflict(part, one.id, "field", problem))


def _compare_documents(joint: Joint, part: str, one: Document, other: Document) -> None:
    problem = ""
    if one.source != other.source:
        problem = f"it comes from {one.source} here and from {other.source} before"
    elif not set(one.formats) & set(other.formats):
        problem = "no kind of file is taken by both"
    if problem:
        joint.conflicts.append(Conflict(part, one.id, "document", problem))


def _moved(
    condition: Condition | None, joint: Joint, part: str, inner: frozenset[str]
) -> Condition | None:
    """The condition with the facts of this part under their names in the bundle."""
    if condition is None:
        return None
    answered = joint.bundle.part(part).answers
    if condition.fact in answered:
        is_so = holds(condition, answered)
        return Condition.model_validate({"fact": _NEVER, "given": not is_so})

    def deeper(several: tuple[Condition, ...] | None) -> tuple[Condition, ...] | None:
        if several is None:
            return None
        return tuple(each for one in several if (each := _moved(one, joint, part, inner)))

    return condition.model_copy(
        update={
            "fact": _fact(condition.fact, joint, part, inner),
            "all_": deeper(condition.all_),
            "any_": deeper(condition.any_),
            "not_": _moved(condition.not_, joint, part, inner),
        }
    )


def _fact(fact: str, joint: Joint, part: str, inner: frozenset[str]) -> str:
    if not fact or fact in inner:
        return fact
    if fact.startswith("situation."):
        name = fact.removeprefix("situation.")
        return f"situation.{joint.situations.get((part, name), name)}"
    return joint.fields.get((part, fact), fact)
