"""Fees, promises, signers and what a grant does, compared in words."""

from collections.abc import Iterator

from onedoor.registers.catalogue.definition import (
    Promise,
    ServiceDefinition,
    Signer,
    Text,
)
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.definition.service import FeeItem, Outcome
from onedoor.registers.catalogue.differing import (
    Difference,
    by_id,
    came_or_went,
    named,
    pairs,
    said,
    when_differs,
    wording,
)
from onedoor.registers.catalogue.saying import Labels, called, days_in_words
from onedoor.registers.catalogue.sentences import listed, quoted, sentence


def fee_differences(old: ServiceDefinition, new: ServiceDefinition) -> Iterator[Difference]:
    """Whether it costs, how much of what, who pays less, and where it is paid."""
    was, now = old.sheet.fee, new.sheet.fee
    name = named("service")
    if was.charged != now.charged:
        yield said("fee", "charged", name, "charged-now" if now.charged else "free-now")
    if was.pay_online != now.pay_online:
        what = "paid-online" if now.pay_online else "not-paid-online"
        yield said("fee", "pay_online", name, what)
    before = {str(each.name): each for each in was.items}
    after = {str(each.name): each for each in now.items}
    for id, first, then in pairs(before, after):
        if then is None:
            yield from came_or_went("fee", id, first, then, lambda each: each.name)
        elif first is None:
            yield said("fee", id, then.name, "fee-new", costs=then.standard)
        else:
            yield from _item(id, first, then)


def _item(id: str, old: FeeItem, new: FeeItem) -> Iterator[Difference]:
    if old.standard != new.standard:
        yield said("fee", id, new.name, "costs", before=old.standard, after=new.standard)
    if old.reduction != new.reduction:
        nothing = sentence("values", "none")
        before, after = old.reduction or nothing, new.reduction or nothing
        yield said("fee", id, new.name, "reduced", before=before, after=after)
    yield from wording("fee", id, new.name, old, new, but={"standard", "reduction"})


def promise_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """Which promises may be made, for which documents, until when, and what breaking one means."""
    documents = {
        each.id: each.name for each in (*old.documents.documents, *new.documents.documents)
    }
    for id, was, now in pairs(by_id(old.sheet.promises), by_id(new.sheet.promises)):
        if now is None:
            yield said("promises", id, was.title, "promised-no-longer")
        elif was is None:
            kind, wanted = sentence("promises", now.kind), _named(now.documents, documents)
            yield said("promises", id, now.title, "promise-new", kind=kind, documents=wanted)
        else:
            yield from _promise(was, now, documents, labels)


def _promise(
    old: Promise, new: Promise, documents: dict[str, Text], labels: Labels
) -> Iterator[Difference]:
    def told(what: str, before: Text, after: Text) -> Difference:
        return said("promises", new.id, new.title, what, before=before, after=after)

    def each_of(prefix: str, *ids: str) -> list[Text]:
        return [sentence("promises", f"{prefix}{id}") for id in ids]

    if old.kind != new.kind:
        yield told("promise-kind", *each_of("", old.kind, new.kind))
    if set(old.documents) != set(new.documents):
        wanted = (_named(each.documents, documents) for each in (old, new))
        yield told("stands-for", *wanted)
    if old.working_days != new.working_days:
        is_checked = new.kind == "tell-and-promise"
        days = (days_in_words(each.working_days) for each in (old, new))
        yield told("checked-within" if is_checked else "handed-in-within", *days)
    yield from when_differs("promises", new.id, new.title, old.when, new.when, labels)
    if old.licence != new.licence:
        yield told("when-broken", *each_of("licence-", old.licence, new.licence))
    if old.unkept != new.unkept:
        yield told("when-unkept", *each_of("unkept-", old.unkept, new.unkept))
    if (old.closed_to_breakers, old.closed_months) != (new.closed_to_breakers, new.closed_months):
        yield told("to-breakers", _closed(old), _closed(new))
    left = {
        "kind", "documents", "working_days", "when", "licence", "unkept", "closed_to_breakers",
        "closed_months",
    }  # fmt: skip
    yield from wording("promises", new.id, new.title, old, new, but=left)


def _named(ids: tuple[str, ...], names: dict[str, Text]) -> Text:
    return listed(quoted(names.get(each) or each) for each in ids)


def _closed(promise: Promise) -> Text:
    if promise.closed_to_breakers:
        return sentence("promises", "shut", months=promise.closed_months)
    return sentence("promises", "open")


def signer_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """Who else signs, in which case, proven how far, and within how many days."""
    for id, was, now in pairs(by_id(old.sheet.signers), by_id(new.sheet.signers)):
        if now is None:
            yield said("signers", id, was.title, "signs-no-longer")
        elif was is None:
            days = days_in_words(now.working_days)
            yield said("signers", id, now.title, "signs-too", days=days)
        else:
            yield from _signer(was, now, labels)


def _signer(old: Signer, new: Signer, labels: Labels) -> Iterator[Difference]:
    def told(what: str, **slots: Text | str | int) -> Difference:
        return said("signers", new.id, new.title, what, **slots)

    yield from when_differs("signers", new.id, new.title, old.when, new.when, labels)
    if old.level != new.level:
        yield told("signs-at-level", before=old.level, after=new.level)
    if old.working_days != new.working_days:
        before, after = days_in_words(old.working_days), days_in_words(new.working_days)
        yield told("signs-within", before=before, after=after)
    for attribute, what in (("name", "signer-named"), ("contact", "signer-reached")):
        if getattr(old, attribute) != getattr(new, attribute):
            field, _ = called(getattr(new, attribute), labels)
            yield told(what, field=field)
    left = {"when", "level", "working_days", "name", "contact"}
    yield from wording("signers", new.id, new.title, old, new, but=left)


def outcome_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """What one gets, what a grant does to which licence, and how the result is handed over."""
    was, now = old.sheet.outcome, new.sheet.outcome

    def told(id: str, name: Text, what: str, **slots: Text) -> Difference:
        return said("outcome", id, name, what, **slots)

    if (was.act, was.acts_on) != (now.act, now.acts_on):
        yield told("act", named("grant"), "grant-does", before=_done(old), after=_done(new))
    if was.of != now.of:
        before, after = _found(was, labels), _found(now, labels)
        yield told("of", named("which"), "found-by", before=before, after=after)
    name = now.name
    if was.name != now.name:
        yield told("name", named("outcome"), "outcome-named", before=was.name, after=now.name)
    if was.type != now.type:
        before, after = sentence("outcomes", was.type), sentence("outcomes", now.type)
        yield told("type", name, "outcome-is", before=before, after=after)
    if was.licence != now.licence:
        before, after = _kind_of(old, was.licence), _kind_of(new, now.licence)
        yield told("licence", name, "outcome-licence", before=before, after=after)
    if was.delivery != now.delivery:
        ways = listed(sentence("outcomes", each) for each in now.delivery)
        yield told("delivery", name, "handed-over", ways=ways)
    left = {"act", "on", "of", "name", "type", "licence", "delivery"}
    yield from wording("outcome", "outcome", name, was, now, but=left)


def _done(definition: ServiceDefinition) -> Text:
    """What a grant does: “延续“食品经营许可证””."""
    outcome = definition.sheet.outcome
    if outcome.act == "issue":
        return sentence("outcomes", "issue")
    return sentence("outcomes", outcome.act, licence=_kind_of(definition, outcome.acts_on))


def _found(outcome: Outcome, labels: Labels) -> Text:
    if not outcome.of:
        return sentence("outcomes", "held")
    field, _ = called(outcome.of, labels)
    return sentence("outcomes", "answered", field=field)


def _kind_of(definition: ServiceDefinition, code: str | None) -> Text:
    """What a type of licence is called, as far as the definition knows it."""
    if not code:
        return sentence("outcomes", "no-licence")
    licence = definition.licence
    return licence.name if licence and licence.code == code else texts(zh=code)
