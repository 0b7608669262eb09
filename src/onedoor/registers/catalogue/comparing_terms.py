"""Fees, promises, signers and what a grant does, compared in words."""

from collections.abc import Iterator

from onedoor.registers.catalogue.definition import (
    Promise,
    ServiceDefinition,
    Signer,
    Text,
    say,
)
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.definition.service import FeeItem, Outcome
from onedoor.registers.catalogue.differing import (
    Difference,
    by_id,
    came_or_went,
    from_to,
    pairs,
    said,
    when_differs,
    wording,
)
from onedoor.registers.catalogue.saying import Labels, called, days_in_words


def fee_differences(old: ServiceDefinition, new: ServiceDefinition) -> Iterator[Difference]:
    """Whether it costs, how much of what, who pays less, and where it is paid."""
    was, now = old.sheet.fee, new.sheet.fee
    name = texts(zh="这件事", en="The service")
    if was.charged != now.charged:
        words = ("改为收费", "is charged now") if now.charged else ("改为不收费", "is free now")
        yield said("fee", "charged", name, *words)
    if was.pay_online != now.pay_online:
        words = (
            ("可以在网上交钱了", "can be paid online now")
            if now.pay_online
            else ("不能在网上交钱了", "can no longer be paid online")
        )
        yield said("fee", "pay_online", name, *words)
    before = {str(each.name): each for each in was.items}
    after = {str(each.name): each for each in now.items}
    for id, first, then in pairs(before, after):
        if then is None:
            yield from came_or_went("fee", id, first, then, lambda each: each.name)
        elif first is None:
            costs = then.standard
            yield said("fee", id, then.name, f"新加的，{costs}", f"is new: {say(costs, 'en')}")
        else:
            yield from _item(id, first, then)


def _item(id: str, old: FeeItem, new: FeeItem) -> Iterator[Difference]:
    if old.standard != new.standard:
        yield said(
            "fee", id, new.name,
            f"从“{old.standard}”改为“{new.standard}”",
            f"is {say(new.standard, 'en')}, before {say(old.standard, 'en')}",
        )  # fmt: skip
    if old.reduction != new.reduction:
        first, then = (
            each or texts(zh="没有", en="nothing") for each in (old.reduction, new.reduction)
        )
        yield said(
            "fee", id, new.name,
            f"减免从“{first}”改为“{then}”",
            f"is reduced by “{say(then, 'en')}”, before “{say(first, 'en')}”",
        )  # fmt: skip
    yield from wording("fee", id, new.name, old, new, but={"standard", "reduction"})


_KINDS = {
    "tell-and-promise": texts(
        zh="告知承诺（不交，事后核查）", en="a promise that is checked afterwards"
    ),
    "deferred": texts(zh="容缺受理（先受理，后补）", en="handing in later"),
}
_LICENCE = {
    "revoke": texts(zh="撤销证照", en="the licence is revoked"),
    "stands": texts(zh="证照不动", en="the licence stands"),
}
_UNKEPT = {
    "ends": texts(zh="办件结束", en="the case ends"),
    "stands": texts(zh="停在那里等", en="its clock stands"),
}


def promise_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """Which promises may be made, for which documents, until when, and what breaking one means."""
    documents = {
        each.id: each.name for each in (*old.documents.documents, *new.documents.documents)
    }
    for id, was, now in pairs(by_id(old.sheet.promises), by_id(new.sheet.promises)):
        if now is None:
            yield said("promises", id, was.title, "不能再承诺了", "can no longer be promised")
        elif was is None:
            kind, names = _KINDS[now.kind], _named(now.documents, documents)
            yield said(
                "promises", id, now.title,
                f"新加的：{kind.zh}，管{names.zh}",
                f"is new: {kind.en}, for {names.en}",
            )  # fmt: skip
        else:
            yield from _promise(was, now, documents, labels)


def _promise(
    old: Promise, new: Promise, documents: dict[str, Text], labels: Labels
) -> Iterator[Difference]:
    def told(zh: str, en: str) -> Difference:
        return said("promises", new.id, new.title, zh, en)

    if old.kind != new.kind:
        first, then = _KINDS[old.kind], _KINDS[new.kind]
        yield told(from_to(first.zh, then.zh), f"is {then.en}, before {first.en}")
    if set(old.documents) != set(new.documents):
        first, then = _named(old.documents, documents), _named(new.documents, documents)
        yield told(
            f"管的材料{from_to(first.zh, then.zh)}", f"stands for {then.en}, before {first.en}"
        )
    if old.working_days != new.working_days:
        first, then = days_in_words(old.working_days), days_in_words(new.working_days)
        what = (
            texts(zh="核查的期限", en="is checked within")
            if new.kind == "tell-and-promise"
            else texts(zh="补交的期限", en="is handed in within")
        )
        yield told(
            f"{what.zh}{from_to(first.zh, then.zh)}", f"{what.en} {then.en}, before {first.en}"
        )
    yield from when_differs("promises", new.id, new.title, old.when, new.when, labels)
    if old.licence != new.licence:
        first, then = _LICENCE[old.licence], _LICENCE[new.licence]
        yield told(
            f"没有兑现时，从“{first.zh}”改为“{then.zh}”",
            f"means, when broken, that {then.en}; before, that {first.en}",
        )
    if old.unkept != new.unkept:
        first, then = _UNKEPT[old.unkept], _UNKEPT[new.unkept]
        yield told(
            f"到期没有补交时，从“{first.zh}”改为“{then.zh}”",
            f"means, when nothing comes, that {then.en}; before, that {first.en}",
        )
    if (old.closed_to_breakers, old.closed_months) != (new.closed_to_breakers, new.closed_months):
        first, then = _closed(old), _closed(new)
        yield told(
            f"以前没有兑现过的人，从“{first.zh}”改为“{then.zh}”",
            f"is, to who broke one, {then.en}; before, {first.en}",
        )
    left = {
        "kind", "documents", "working_days", "when", "licence", "unkept", "closed_to_breakers",
        "closed_months",
    }  # fmt: skip
    yield from wording("promises", new.id, new.title, old, new, but=left)


def _named(ids: tuple[str, ...], names: dict[str, Text]) -> Text:
    known = [names.get(each, texts(zh=each)) for each in ids]
    return texts(
        zh="、".join(f"“{each}”" for each in known),
        en=", ".join(f"“{say(each, 'en')}”" for each in known),
    )


def _closed(promise: Promise) -> Text:
    months = promise.closed_months
    if promise.closed_to_breakers:
        return texts(zh=f"最多 {months} 个月不能承诺", en=f"shut for at most {months} months")
    return texts(zh="照样可以承诺", en="open all the same")


def signer_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """Who else signs, in which case, proven how far, and within how many days."""
    for id, was, now in pairs(by_id(old.sheet.signers), by_id(new.sheet.signers)):
        if now is None:
            yield said("signers", id, was.title, "不用签名了", "no longer signs")
        elif was is None:
            days = days_in_words(now.working_days)
            yield said(
                "signers", id, now.title,
                f"也要签名，{days.zh}之内",
                f"signs as well, within {days.en}",
            )  # fmt: skip
        else:
            yield from _signer(was, now, labels)


def _signer(old: Signer, new: Signer, labels: Labels) -> Iterator[Difference]:
    def told(zh: str, en: str) -> Difference:
        return said("signers", new.id, new.title, zh, en)

    yield from when_differs("signers", new.id, new.title, old.when, new.when, labels)
    if old.level != new.level:
        yield told(
            f"要的实名等级从第 {old.level} 级改为第 {new.level} 级",
            f"has to reach real-name level {new.level}, before {old.level}",
        )
    if old.working_days != new.working_days:
        first, then = days_in_words(old.working_days), days_in_words(new.working_days)
        yield told(
            f"签名的期限{from_to(first.zh, then.zh)}", f"signs within {then.en}, before {first.en}"
        )
    for attribute, what in (
        ("name", texts(zh="签名人的姓名", en="is named")),
        ("contact", texts(zh="签名的链接", en="gets the link")),
    ):
        if getattr(old, attribute) != getattr(new, attribute):
            field, _ = called(getattr(new, attribute), labels)
            yield told(
                f"{what.zh}，改按表单里的“{field}”",
                f"{what.en} as the form says under “{say(field, 'en')}”",
            )
    left = {"when", "level", "working_days", "name", "contact"}
    yield from wording("signers", new.id, new.title, old, new, but=left)


_ACTS = {
    "renew": texts(zh="延续", en="renews"),
    "change": texts(zh="变更", en="changes"),
    "replace": texts(zh="补换", en="replaces"),
    "cancel": texts(zh="注销", en="cancels"),
}
_TYPES = {
    "licence": texts(zh="证照", en="a licence"),
    "document": texts(zh="文书", en="a document"),
    "approval": texts(zh="批准", en="an approval"),
    "none": texts(zh="没有", en="nothing"),
}
_DELIVERY = {
    "download": texts(zh="自己下载", en="download"),
    "window": texts(zh="窗口领取", en="at the window"),
    "post": texts(zh="邮寄", en="by post"),
    "public-notice": texts(zh="公告", en="public notice"),
}


def outcome_differences(
    old: ServiceDefinition, new: ServiceDefinition, labels: Labels
) -> Iterator[Difference]:
    """What one gets, what a grant does to which licence, and how the result is handed over."""
    was, now = old.sheet.outcome, new.sheet.outcome
    grant = texts(zh="批准以后", en="A grant")
    if (was.act, was.acts_on) != (now.act, now.acts_on):
        first, then = _done(old), _done(new)
        yield said(
            "outcome", "act", grant,
            f"从“{first.zh}”改为“{then.zh}”", f"{then.en}; before, it {first.en}",
        )  # fmt: skip
    if was.of != now.of:
        first, then = _found(was, labels), _found(now, labels)
        yield said(
            "outcome", "of", texts(zh="改哪一张证", en="Which licence it is"),
            f"从“{first.zh}”改为“{then.zh}”", f"is told by {then.en}, before by {first.en}",
        )  # fmt: skip
    name = now.name
    if was.name != now.name:
        result = texts(zh="办成得到什么", en="The outcome")
        yield said(
            "outcome", "name", result,
            f"从“{was.name}”改为“{now.name}”",
            f"is “{say(now.name, 'en')}”, before “{say(was.name, 'en')}”",
        )  # fmt: skip
    if was.type != now.type:
        first, then = _TYPES[was.type], _TYPES[now.type]
        yield said("outcome", "type", name, from_to(first.zh, then.zh),
                   f"is {then.en}, before {first.en}")  # fmt: skip
    if was.licence != now.licence:
        first, then = _kind_of(old, was.licence), _kind_of(new, now.licence)
        yield said("outcome", "licence", name, f"证照类型从“{first.zh}”改为“{then.zh}”",
                   f"is the licence “{then.en}”, before “{first.en}”")  # fmt: skip
    if was.delivery != now.delivery:
        zh = "、".join(str(_DELIVERY[each]) for each in now.delivery)
        en = ", ".join(say(_DELIVERY[each], "en") for each in now.delivery)
        yield said("outcome", "delivery", name, f"领取方式改为{zh}", f"is handed over: {en}")
    left = {"act", "on", "of", "name", "type", "licence", "delivery"}
    yield from wording("outcome", "outcome", name, was, now, but=left)


def _done(definition: ServiceDefinition) -> Text:
    """What a grant does: “延续“食品经营许可证””."""
    outcome = definition.sheet.outcome
    if outcome.act == "issue":
        return texts(zh="发新证", en="issues a new one")
    act, kind = _ACTS[outcome.act], _kind_of(definition, outcome.acts_on)
    return texts(zh=f"{act.zh}{kind.zh}", en=f"{act.en} “{kind.en}”")


def _found(outcome: Outcome, labels: Labels) -> Text:
    if not outcome.of:
        return texts(zh="本人手里的那一张", en="what the applicant holds")
    field, _ = called(outcome.of, labels)
    return texts(zh=f"表单里填的{field}", en=f"the answer to “{say(field, 'en')}”")


def _kind_of(definition: ServiceDefinition, code: str | None) -> Text:
    """What a type of licence is called, as far as the definition knows it."""
    if not code:
        return texts(zh="没有", en="none")
    licence = definition.licence
    name = licence.name if licence and licence.code == code else texts(zh=code)
    return texts(zh=str(name), en=say(name, "en"))
