"""Whether a bundle may go on under newer versions, whole: values in, an outlook out. No queries.

The rules are those of single cases: before acceptance the law of today; after it only what is
nowhere worse for the applicant (行政许可法 8). What has begun or ended in a part is never undone; a
part not yet opened simply opens under the newer version. One part that stays keeps the whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.casework.bundles.models import BundleStage, JointCase, JointPart
from onedoor.casework.bundles.rules import JointPoint
from onedoor.casework.cases.moving import Matter, Outlook
from onedoor.casework.forms.answers import settle, still_asked
from onedoor.casework.forms.questions import (
    missing_documents,
    next_situation,
    settled_situation,
)
from onedoor.registers.catalogue.definition import Bundle, BundlePart, Joint, say

Kept = TypeVar("Kept")
Names = Mapping[tuple[str, str], str]


@dataclass
class Going:
    """A bundle under way and where it would go.

    `targets` are the versions its parts would have, `bodies` the agencies that would handle them,
    `new` all of it as one; None where the newer bundle has no place for a part. `holds`: the clock
    stands.
    """

    joint: JointCase
    parts: list[JointPart]
    old: Joint
    bundle: Bundle
    targets: dict[str, UUID]
    bodies: Mapping[str, str]
    matter: Matter
    holds: bool
    new: Joint | None = None
    # What the cases of open parts say, by part.
    of_cases: dict[str, Outlook] = field(default_factory=dict)
    # Parts whose case is under way, and so would move with the whole.
    under_way: set[str] = field(default_factory=set)

    @property
    def waiting(self) -> list[JointPart]:
        return [each for each in self.parts if each.state == "waiting"]

    @property
    def to_come(self) -> list[JointPart]:
        """The parts for which a newer version would hold: waiting, or with a case under way."""
        return [each for each in self.parts if each.state == "waiting" or self.moves(each)]

    def moves(self, part: JointPart) -> bool:
        """Whether the case of this part would move."""
        return part.part in self.under_way


def renamed(old: Names, new: Names, kept: Mapping[str, Kept]) -> dict[str, Kept]:
    """What is kept by names in a bundle, by the names its newer form has for the same things."""
    found = dict(kept)
    for own, name in new.items():
        before = old.get(own, "")
        if before in kept and name not in found:
            found[name] = kept[before]
    return found


def carried(old: Joint, new: Joint, matter: Matter) -> Matter:
    """What a bundle holds, findable under its old names and under those of the newer form."""
    return Matter(
        renamed(old.fields, new.fields, matter.answers),
        renamed(old.situations, new.situations, matter.situation),
        matter.party_kind,
        renamed(old.documents, new.documents, matter.given),
    )


def marks_carried(
    old: Iterable[JointPoint], new: Iterable[JointPoint], marks: Mapping[str, Kept]
) -> dict[str, Kept]:
    """The marks under the keys of the newer points; one at any member holds for the whole point."""
    known = {
        member: marks[each.key] for each in old if each.key in marks for member in each.members
    }
    found = dict(marks)
    for point in new:
        mark = next((known[each] for each in point.members if each in known), None)
        if mark is not None:
            found.setdefault(point.key, mark)
    return found


def asked_anew(old: Joint, new: Joint, parts: Iterable[str], matter: Matter) -> tuple[str, ...]:
    """What only the newer form lacks of these parts, in words, each once."""
    had = {each.id for each in old.parts}
    found: dict[str, None] = {}
    for part in parts:
        before = _lacking(old, part, matter) if part in had else {}
        after = _lacking(new, part, matter)
        found |= dict.fromkeys(words for key, words in after.items() if key not in before)
    return tuple(found)


def _lacking(whole: Joint, part: str, matter: Matter) -> dict[str, str]:
    """What a part lacks that the applicant could give today: not what an earlier result tells."""
    service, kind = whole.service(part), matter.party_kind
    questions, who = service.sheet.situations, {"applicant.kind": kind}
    told = whole.situation_of(part, matter.situation)
    if question := next_situation(questions, told, facts=who):
        words = _("回答“%(question)s”") % {"question": say(question.question)}
        return {f"situation.{question.id}": words}
    situation = settled_situation(questions, told, facts=who)
    if clash := service.impossible_among(situation):
        return {"impossible": say(clash.sentence)}
    own = whole.answers_of(part, matter.answers)
    reading = settle(service.form, own, service.facts_of(own, situation, kind))
    labels = {each.id: each.label for each in service.form.all_fields()}
    asked = dict.fromkeys(each.field.partition("-")[0] for each in reading.problems)
    found = {
        name: _("填“%(field)s”") % {"field": say(labels[name])}
        for name in asked
        if (part, name) in whole.fields
    }
    facts = service.facts_of(reading.answers, situation, kind)
    named = whole.documents_of(part)
    given = {own: matter.given.get(joint, 0) for joint, own in named.items()}
    for document in missing_documents(service, facts, given):
        if (part, document.id) in whole.documents:
            found[f"document.{document.id}"] = _("交“%(document)s”") % {
                "document": say(document.name)
            }
    return found


def why_no_place(going: Going) -> list[str]:
    """Parts for which the newer bundle has no place: what was begun or ended is never undone."""
    known = {each.id: each for each in going.bundle.parts}
    called = {each.id for each in _called_for(going)}
    found = []
    for part in going.parts:
        there = part.part in known and known[part.part].service == part.service
        if part in going.to_come:
            there = there and part.part in called
        if there:
            continue
        words = (
            _("申请人申请过“%(part)s”，新版没有这一项")
            if part.state == "waiting"
            else _("“%(part)s”已经办了，新版没有这一项")
        )
        found.append(words % {"part": part.title})
    return found


def _called_for(going: Going) -> list[BundlePart]:
    return going.bundle.parts_for(going.matter.situation, going.matter.party_kind)


def outlook_of_bundle(going: Going) -> Outlook:
    """What a move means for an open bundle, as a whole."""
    joint = going.joint
    if joint.stage == BundleStage.CORRECTING:
        return Outlook("stays", (_("已经一次告知补正，按告知时的规定办"),))
    if why := why_no_place(going):
        return Outlook("stays", tuple(why))
    why = list(_forbids(going))
    needs = []
    for part in going.parts:
        outlook = going.of_cases.get(part.part, Outlook("moves"))
        said = [f"{part.title}：{words}" for words in outlook.why]
        if outlook.kind == "stays":
            why += said
        elif outlook.kind == "needs":
            needs += said
    asked = list(_asked(going))
    if joint.accepted_on is None:
        needs += asked
    elif worse := [*asked, *_longer(going), *_harder(going)]:
        why.append(_("受理以后按受理时的规定办，新版对申请人更重：%(what)s") % {
            "what": _("；").join(worse)
        })  # fmt: skip
    if why:
        return Outlook("stays", tuple(why))
    return Outlook("needs", tuple(needs)) if needs else Outlook("moves")


def outlook_of_bundle_draft(
    old: Joint, new: Joint, matter: Matter, *, led_here: bool = True
) -> Outlook:
    """A draft is always written under the newest: what is new is asked when it is taken up."""
    needs = [] if led_here else [_("换一个地方：新版不再由这个机关牵头")]
    needs += asked_anew(old, new, [each.id for each in new.parts], carried(old, new, matter))
    return Outlook("needs", tuple(needs)) if needs else Outlook("moves")


def _forbids(going: Going) -> Iterator[str]:
    assert going.new is not None
    if going.holds:
        yield _("正在停止计时，先恢复")
    if going.joint.agency not in {each.agency for each in going.bundle.offerings}:
        yield _("新版不再由这个机关牵头")
    for part in going.waiting:
        if part.part not in going.bodies:
            yield _("“%(part)s”新版在这里没有机关办") % {"part": part.title}
        elif going.matter.party_kind not in going.new.service(part.part).sheet.applicants:
            yield _("“%(part)s”新版不再给这样的申请人办") % {"part": part.title}


def _asked(going: Going) -> Iterator[str]:
    """What the newer form asks anew of the parts not yet opened, and parts nobody applied for."""
    assert going.new is not None
    yield from asked_anew(
        going.old,
        going.new,
        [each.part for each in going.waiting],
        carried(going.old, going.new, going.matter),
    )
    mine = {each.part for each in going.parts}
    for extra in _called_for(going):
        if extra.id not in mine:
            yield _("说办不办“%(part)s”（新版多的一项）") % {"part": say(extra.short)}


def _longer(going: Going) -> Iterator[str]:
    before, after = going.old.bundle.within, going.bundle.within
    if after.promised > before.promised:
        yield _("联办承诺期限变长")
    if after.statutory > before.statutory:
        yield _("联办法定期限变长")


def _harder(going: Going) -> Iterator[str]:
    """What was told of the parts beforehand: what they wait for, what their failure means."""
    here = {each.part for each in going.parts}
    for part in going.to_come:
        before, after = going.old.bundle.part(part.part), going.bundle.part(part.part)
        if after.if_refused != before.if_refused:
            yield _("“%(part)s”办不成时，别的项怎么办变了") % {"part": part.title}
        if part.state == "waiting" and set(after.after) & here - set(part.after):
            yield _("“%(part)s”要多等一项") % {"part": part.title}


def settled_in(whole: Joint, matter: Matter) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers and situation as this form of the bundle keeps them; what it does not ask is gone."""
    definition, kind = whole.definition, matter.party_kind
    questions, who = definition.sheet.situations, {"applicant.kind": kind}
    situation = whole.settled(settled_situation(questions, matter.situation, facts=who))
    mine = still_asked(definition.form, matter.answers)
    facts = definition.facts_of(mine, situation, kind)
    return settle(definition.form, mine, facts).answers, situation
