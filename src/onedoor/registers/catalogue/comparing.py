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
    say,
)
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.differing import (
    NAMES,
    PARTS,
    Difference,
    Part,
    by_id,
    by_value,
    came_or_went,
    from_to,
    gone,
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
            name = texts(zh="签字的话", en="The statement")
            yield said("form", "statement", name, "改了", "changed")

    def _fields(
        self, before: Mapping[str, Field], after: Mapping[str, Field], around: str = ""
    ) -> Iterator[Difference]:
        for id, old, new in pairs(before, after):
            if new is None:
                assert old is not None
                yield gone("form", f"{around}{id}", old.label)
                continue
            if old is None:
                must = new.required
                words = (
                    ("新问一项，必填", "is asked, required")
                    if must
                    else ("新问一项，可不填", "is asked, optional")
                )
                yield said("form", f"{around}{id}", new.label, *words)
                continue
            yield from self._field(f"{around}{id}", old, new)
            inner = (by_id(old.fields), by_id(new.fields))
            yield from self._fields(*inner, around=f"{around}{id}.")

    def _field(self, id: str, old: Field, new: Field) -> Iterator[Difference]:
        name = new.label
        if old.required != new.required:
            words = (
                ("改为必填", "is required now")
                if new.required
                else ("改为可不填", "is optional now")
            )
            yield said("form", id, name, *words)
        if old.type != new.type:
            yield said("form", id, name, "填法改了", "is answered in another way")
        yield from self._changes_when("form", id, name, old.when, new.when)
        for value, was, now in pairs(by_value(old.options), by_value(new.options)):
            if was is None and now is not None:
                yield said(
                    "form",
                    id,
                    name,
                    f"多了选项“{now.label}”",
                    f"has the option {say(now.label, 'en')}",
                )
            elif now is None and was is not None:
                yield said(
                    "form",
                    id,
                    name,
                    f"没有选项“{was.label}”了",
                    f"has no longer {say(was.label, 'en')}",
                )
            elif was != now:
                yield said("form", id, name, f"选项 {value} 的文字改了", f"words {value} otherwise")
        left = {"required", "type", "when", "options", "fields"}
        yield from wording("form", id, name, old, new, but=left)

    def _documents(self) -> Iterator[Difference]:
        wanted = pairs(by_id(self.old.documents.documents), by_id(self.new.documents.documents))
        sources = {
            "applicant": texts(zh="您准备", en="brought by the applicant"),
            "form": texts(zh="在线填", en="filled in online"),
            "fetched": texts(zh="我们去查", en="fetched by the agency"),
            "promise": texts(zh="可以承诺", en="promised"),
        }
        for id, old, new in wanted:
            if new is None:
                assert old is not None
                yield gone("documents", id, old.name)
                continue
            if old is None:
                source = sources[new.source]
                yield said(
                    "documents", id, new.name, f"新要一份（{source.zh}）", f"is needed, {source.en}"
                )
                continue
            if old.source != new.source:
                source = sources[new.source]
                yield said("documents", id, new.name, f"改为{source.zh}", f"is now {source.en}")
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
            name = texts(zh="当场按规则决定的条件", en="The rule for deciding at once")
            yield said("route", "automatic", name, "改了", "changed")
        if self.old.route.returns != self.new.route.returns:
            name = texts(zh="退回上一步", en="Sending a step back")
            n = self.new.route.returns
            yield said("route", "returns", name, f"最多 {n} 次", f"at most {n} times")

    def _step(self, old: Step, new: Step) -> Iterator[Difference]:
        if days_of(old) != days_of(new):
            before, after = days_of(old), days_of(new)
            yield said(
                "route",
                new.id,
                new.title,
                from_to(before.zh, after.zh),
                f"takes {after.en}, before {before.en}",
            )
        if (old.body, old.post) != (new.body, new.post):
            who = body_in_words(new.body)
            yield said(
                "route",
                new.id,
                new.title,
                f"改由{who.zh}的 {new.post} 办",
                f"is done by {new.post} of {who.en}",
            )
        if old.after != new.after:
            titles = {each.id: each.title for each in self.new.route.steps}
            before_it = [titles[name] for name in new.after if name in titles]
            zh = "、".join(f"“{each}”" for each in before_it) or "“受理”"
            en = ", ".join(say(each, "en") for each in before_it) or "acceptance"
            yield said("route", new.id, new.title, f"改在{zh}之后", f"comes after {en}")
        yield from self._changes_when("route", new.id, new.title, old.when, new.when)
        left = {"working_days", "calendar_days", "body", "post", "after", "when"}
        yield from wording("route", new.id, new.title, old, new, but=left)

    def _desk(self, id: str, old: Any, new: Any) -> Iterator[Difference]:
        if old.working_days != new.working_days:
            before, after = days_in_words(old.working_days), days_in_words(new.working_days)
            yield said(
                "route",
                id,
                new.title,
                from_to(before.zh, after.zh),
                f"takes {after.en}, before {before.en}",
            )
        yield from wording("route", id, new.title, old, new, but={"working_days"})

    def _limits(self) -> Iterator[Difference]:
        old, new = self.old.sheet.within, self.new.sheet.within
        for attribute, name in (
            ("statutory", texts(zh="法定期限", en="The limit by law")),
            ("promised", texts(zh="承诺期限", en="The promised limit")),
            ("extension", texts(zh="可以延长", en="The extension")),
            (
                "correction_notice",
                texts(zh="告知补正的期限", en="The days to tell what is missing"),
            ),
            ("delivery", texts(zh="送达期限", en="The days to deliver")),
        ):
            before, after = getattr(old, attribute), getattr(new, attribute)
            if before != after:
                yield said(
                    "limits",
                    attribute,
                    name,
                    f"从 {before} 天改为 {after} 天",
                    f"is {after} days, before {before}",
                )
        left = {"statutory", "promised", "extension", "correction_notice", "delivery"}
        yield from wording(
            "limits", "within", texts(zh="期限的算法", en="How days count"), old, new, but=left
        )
        if self.old.sheet.limits != self.new.sheet.limits:
            name = texts(zh="按情形缩短的期限", en="Limits narrowed by situation")
            yield said("limits", "limits", name, "改了", "changed")

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
                if was is None and now is not None:
                    yield said(
                        "situations",
                        id,
                        new.question,
                        f"多了回答“{now.label}”",
                        f"has the answer {say(now.label, 'en')}",
                    )
                elif now is None and was is not None:
                    yield said(
                        "situations",
                        id,
                        new.question,
                        f"没有回答“{was.label}”了",
                        f"has no longer {say(was.label, 'en')}",
                    )
            yield from self._changes_when("situations", id, new.question, old.when, new.when)
        if self.old.sheet.impossible != self.new.sheet.impossible:
            name = texts(zh="互相矛盾的回答", en="Answers that contradict")
            yield said("situations", "impossible", name, "规则改了", "follow other rules")

    def _rest(self) -> Iterator[Difference]:
        """What has no words of its own: each part of the sheet that changed, by its name."""
        told = {
            "within", "limits", "fee", "applicability", "situations", "impossible", "uncovered",
            "promises", "signers", "outcome", "effective", "editor", "changes",
        }  # fmt: skip
        old, new = self.old.sheet, self.new.sheet
        for name in type(new).model_fields:
            if name not in told and getattr(old, name) != getattr(new, name):
                known = _NAMES.get(name, texts(zh=name, en=name))
                yield said("other", name, known, "改了", "changed")
        if self.old.licence != self.new.licence:
            yield said(
                "other", "licence", texts(zh="证照样式", en="The licence"), "改了", "changed"
            )


_NAMES = NAMES | {
    "offerings": texts(zh="办理机关", en="Who offers it"),
    "assurance": texts(zh="实名等级", en="The real-name level"),
    "channels": texts(zh="从哪里办", en="Channels"),
    "rights": texts(zh="权利", en="Rights"),
    "duties": texts(zh="义务", en="Duties"),
    "discretion": texts(zh="裁量尺度", en="Discretion"),
    "intake": texts(zh="收件时间", en="Intake"),
}


def by_part(found: Sequence[Difference]) -> list[tuple[Part, list[Difference]]]:
    """The differences under their headings, in the order of the parts."""
    return [
        (part, [each for each in found if each.part == part])
        for part in PARTS
        if any(each.part == part for each in found)
    ]
