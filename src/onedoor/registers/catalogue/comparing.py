"""Two versions of a service compared: what changed, in words a clerk or a citizen reads.

Parts are compared by their ids, which never change; what has no words of its own here is still
named, so that nothing changes unsaid.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onedoor.registers.catalogue.comparing_rules import table_differences
from onedoor.registers.catalogue.comparing_terms import (
    fee_differences,
    outcome_differences,
    promise_differences,
    signer_differences,
)
from onedoor.registers.catalogue.definition import (
    Condition,
    Field,
    ServiceDefinition,
    Step,
    Text,
)
from onedoor.registers.catalogue.differing import (
    PARTS,
    Difference,
    Part,
    by_id,
    by_value,
    came_or_went,
    named,
    pairs,
    said,
    when_differs,
    wording,
)
from onedoor.registers.catalogue.saying import (
    Labels,
    body_in_words,
    days_in_words,
    days_of,
    labels_of,
)
from onedoor.registers.catalogue.sentences import listed, quoted, sentence

__all__ = ["PARTS", "Difference", "by_part", "differences"]


def differences(old: ServiceDefinition, new: ServiceDefinition) -> list[Difference]:
    """Everything that changed from `old` to `new`, part by part; nothing: they say the same."""
    return _Comparison(old, new).all()


class _Comparison:
    def __init__(self, old: ServiceDefinition, new: ServiceDefinition) -> None:
        self.old, self.new = old, new
        self.labels: Labels = labels_of(old) | labels_of(new)

    def all(self) -> list[Difference]:
        found = [*self._form(), *self._documents(), *self._points(), *self._route()]
        found += [*self._limits(), *self._conditions(), *self._situations()]
        old, new, labels = self.old, self.new, self.labels
        found += [*fee_differences(old, new), *promise_differences(old, new, labels)]
        found += [*signer_differences(old, new, labels), *table_differences(old, new, labels)]
        return [*found, *outcome_differences(old, new, labels), *self._rest()]

    def _changes_when(
        self, part: Part, id: str, name: Text, old: Condition | None, new: Condition | None
    ) -> Iterator[Difference]:
        yield from when_differs(part, id, name, old, new, self.labels)

    # ---- parts ----

    def _form(self) -> Iterator[Difference]:
        yield from self._fields(
            by_id(self.old.form.all_fields()), by_id(self.new.form.all_fields())
        )
        sections = pairs(by_id(self.old.form.sections), by_id(self.new.form.sections))
        for id, old, new in sections:
            if old and new:
                yield from self._changes_when("form", id, new.title, old.when, new.when)
        if self.old.form.statement != self.new.form.statement:
            yield said("form", "statement", named("statement"), "changed")

    def _fields(
        self, before: Mapping[str, Field], after: Mapping[str, Field], around: str = ""
    ) -> Iterator[Difference]:
        for id, old, new in pairs(before, after):
            if new is None:
                assert old is not None
                yield said("form", f"{around}{id}", old.label, "asked-no-longer")
                continue
            if old is None:
                what = "asked-required" if new.required else "asked-optional"
                yield said("form", f"{around}{id}", new.label, what)
                continue
            yield from self._field(f"{around}{id}", old, new)
            inner = (by_id(old.fields), by_id(new.fields))
            yield from self._fields(*inner, around=f"{around}{id}.")

    def _field(self, id: str, old: Field, new: Field) -> Iterator[Difference]:
        name = new.label
        if old.required != new.required:
            yield said("form", id, name, "required-now" if new.required else "optional-now")
        if old.type != new.type:
            yield said("form", id, name, "answered-otherwise")
        yield from self._changes_when("form", id, name, old.when, new.when)
        for value, was, now in pairs(by_value(old.options), by_value(new.options)):
            if was is None:
                yield said("form", id, name, "option-new", option=now.label)
            elif now is None:
                yield said("form", id, name, "option-gone", option=was.label)
            elif was != now:
                yield said("form", id, name, "option-reworded", value=value)
        left = {"required", "type", "when", "options", "fields"}
        yield from wording("form", id, name, old, new, but=left)

    def _documents(self) -> Iterator[Difference]:
        wanted = pairs(by_id(self.old.documents.documents), by_id(self.new.documents.documents))
        for id, old, new in wanted:
            if new is None:
                yield said("documents", id, old.name, "asked-no-longer")
                continue
            source = sentence("sources", new.source)
            if old is None:
                yield said("documents", id, new.name, "document-new", source=source)
                continue
            if old.source != new.source:
                yield said("documents", id, new.name, "document-source", source=source)
            yield from self._changes_when("documents", id, new.name, old.when, new.when)
            yield from wording(
                "documents", id, new.name, old, new, but={"source", "when", "points"}
            )

    def _points(self) -> Iterator[Difference]:
        def of(whole: ServiceDefinition) -> dict[str, Any]:
            found = [point for each in whole.documents.documents for point in each.points]
            return by_id([*found, *whole.documents.points])

        for id, old, new in pairs(of(self.old), of(self.new)):
            yield from came_or_went("points", id, old, new, lambda each: each.title)

    def _route(self) -> Iterator[Difference]:
        for id, old, new in pairs(by_id(self.old.route.steps), by_id(self.new.route.steps)):
            if new is None or old is None:
                yield from came_or_went("route", id, old, new, lambda each: each.title)
                continue
            yield from self._step(old, new)
        for desk in ("accept", "decide", "deliver"):
            before, after = getattr(self.old.route, desk), getattr(self.new.route, desk)
            yield from self._desk(desk, before, after)
        for id, old, new in pairs(
            by_id(self.old.route.special_procedures), by_id(self.new.route.special_procedures)
        ):
            yield from came_or_went("route", id, old, new, lambda each: each.title)
        if self.old.route.automatic != self.new.route.automatic:
            yield said("route", "automatic", named("automatic"), "changed")
        if self.old.route.returns != self.new.route.returns:
            yield said("route", "returns", named("returns"), "returns", n=self.new.route.returns)

    def _step(self, old: Step, new: Step) -> Iterator[Difference]:
        if (before := days_of(old)) != (after := days_of(new)):
            yield said("route", new.id, new.title, "takes", before=before, after=after)
        if (old.body, old.post) != (new.body, new.post):
            who = body_in_words(new.body)
            yield said("route", new.id, new.title, "done-by", who=who, post=new.post)
        if old.after != new.after:
            titles = {each.id: each.title for each in self.new.route.steps}
            steps = [titles[name] for name in new.after if name in titles]
            earlier = listed(quoted(each) for each in steps or [sentence("bodies", "acceptance")])
            yield said("route", new.id, new.title, "comes-after", steps=earlier)
        yield from self._changes_when("route", new.id, new.title, old.when, new.when)
        left = {"working_days", "calendar_days", "body", "post", "after", "when"}
        yield from wording("route", new.id, new.title, old, new, but=left)

    def _desk(self, id: str, old: Any, new: Any) -> Iterator[Difference]:
        if old.working_days != new.working_days:
            before, after = days_in_words(old.working_days), days_in_words(new.working_days)
            yield said("route", id, new.title, "takes", before=before, after=after)
        yield from wording("route", id, new.title, old, new, but={"working_days"})

    def _limits(self) -> Iterator[Difference]:
        old, new = self.old.sheet.within, self.new.sheet.within
        told = ("statutory", "promised", "extension", "correction_notice", "delivery")
        for field in told:
            before, after = str(getattr(old, field)), str(getattr(new, field))
            if before != after:
                yield said("limits", field, named(field), "days", before=before, after=after)
        yield from wording("limits", "within", named("within"), old, new, but=set(told))
        if self.old.sheet.limits != self.new.sheet.limits:
            yield said("limits", "limits", named("limits"), "changed")

    def _conditions(self) -> Iterator[Difference]:
        for id, old, new in pairs(
            by_id(self.old.sheet.applicability), by_id(self.new.sheet.applicability)
        ):
            yield from came_or_went("conditions", id, old, new, lambda each: each.requirement)

    def _situations(self) -> Iterator[Difference]:
        for id, old, new in pairs(
            by_id(self.old.sheet.situations), by_id(self.new.sheet.situations)
        ):
            if old is None or new is None:
                yield from came_or_went("situations", id, old, new, lambda each: each.question)
                continue
            for _, was, now in pairs(by_value(old.options), by_value(new.options)):
                if was is None:
                    yield said("situations", id, new.question, "answer-new", answer=now.label)
                elif now is None:
                    yield said("situations", id, new.question, "answer-gone", answer=was.label)
            yield from self._changes_when("situations", id, new.question, old.when, new.when)
        if self.old.sheet.impossible != self.new.sheet.impossible:
            yield said("situations", "impossible", named("impossible"), "other-rules")

    def _rest(self) -> Iterator[Difference]:
        """What has no words of its own: each part of the sheet that changed, by its name."""
        told = {
            "within", "limits", "fee", "applicability", "situations", "impossible", "uncovered",
            "promises", "signers", "outcome", "effective", "editor", "changes",
        }  # fmt: skip
        old, new = self.old.sheet, self.new.sheet
        for field in type(new).model_fields:
            if field not in told and getattr(old, field) != getattr(new, field):
                yield said("other", field, named(field), "changed")
        if self.old.licence != self.new.licence:
            yield said("other", "licence", named("licence"), "changed")


def by_part(found: Sequence[Difference]) -> list[tuple[Part, list[Difference]]]:
    """The differences under their headings, in the order of the parts."""
    return [
        (part, [each for each in found if each.part == part])
        for part in PARTS
        if any(each.part == part for each in found)
    ]
