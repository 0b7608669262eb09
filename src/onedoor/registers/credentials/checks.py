"""What a check of a credential comes to, in sentences for whoever asks. Never raises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

import vc
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.languages import written_day
from onedoor.kernel.readings import trace
from onedoor.kernel.time import local, now, today
from onedoor.registers.credentials.days import Span, sentence_of_the_day
from onedoor.registers.credentials.models import Credential
from onedoor.registers.credentials.saying import lines_of
from onedoor.registers.credentials.signing import issuer, key_of, list_address, second
from onedoor.registers.licences.queries import Licence, standing_of
from onedoor.registers.papers.queries import Check, Verdict, standing_on

STANDINGS = {
    "valid": Verdict.GENUINE,
    "expired": Verdict.EXPIRED,
    "suspended": Verdict.SUSPENDED,
    "revoked": Verdict.WITHDRAWN,
    "cancelled": Verdict.WITHDRAWN,
    "superseded": Verdict.SUPERSEDED,
}
# What says that somebody changed it, told from what is merely no credential of ours.
_ALTERED = {
    "not-canonical", "bad-signature", "bad-disclosure", "reserved-name", "name-taken",
    "digest-twice", "not-referenced", "binding-hash", "binding-signature", "binding-wanted-none",
    "twice-named", "binding-type", "bad-hash",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CredentialCheck(Check):
    """As of a paper, with what the credential itself disclosed: label and value."""

    shown: tuple[tuple[str, str], ...] = ()


def is_credential(content: bytes) -> bool:
    """Whether this looks like the text of a credential, and not like a file."""
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"ey")


def check_credential(
    text: str, *, seen_by: Actor = ANYONE, on: date | None = None
) -> CredentialCheck:
    """Who issued it, when, under which key, how it stands now; or each thing that does not hold.

    Besides, how it stood at the end of the day `on`, if one is asked for that is over. For anyone.

    Only keys of our own are known here; of others it is said whose they claim to be.
    Says what the credential discloses and nothing more. A check by somebody known is traced.
    """
    report = vc.verify(text, key_of=key_of, at=second(now()))
    if not report.signed:
        return _not_ours(text, report)
    kept = _kept(report)
    if kept is None:
        # Signed by us and never given out: something is wrong with us, not with the asker.
        return CredentialCheck(
            verdict=Verdict.UNTRUSTED,
            sentences=(_("签名是本平台的，但是登记里没有这一份凭证。请不要采用，并请告诉我们。"),),
        )
    if seen_by.kind != "anyone":
        licence = kept.licence
        what = f"{licence.kind_name} {licence.number}"
        trace(by=seen_by, subject=licence.ground, what=what, why="公开查验", party=licence.holder)
    return _told(report, kept, on)


def _kept(report: vc.Report) -> Credential | None:
    entry = report.status
    if entry is None or entry.index >= 2**31:
        return None
    found = Credential.objects.select_related("licence", "key").filter(
        place=entry.index, key_id=report.kid, format=report.kind
    )
    ours = (each for each in found if list_address(each.status_list_id) == entry.uri)
    return next(ours, None)


def _not_ours(text: str, report: vc.Report) -> CredentialCheck:
    problem = report.problems[0]
    claimed = _claimed_issuer(text)
    if problem.code == "unknown-key" and claimed != issuer():
        return CredentialCheck(
            verdict=Verdict.FOREIGN,
            sentences=(
                _("这份凭证说它是 {issuer} 签发的，不是本平台签发的。").format(
                    issuer=claimed or _("没有写明的机构")
                ),
                _("这里只查验本平台的凭证；真假和状态要问它的签发机关。"),
            ),
        )
    verdict = Verdict.UNREADABLE
    if problem.code in _ALTERED:
        verdict = Verdict.ALTERED
    elif problem.code == "unknown-key":
        verdict = Verdict.UNTRUSTED
    advice = _("请不要采用，请持证人用钱包重新出示。")
    return CredentialCheck(verdict=verdict, sentences=(problem.sentence, advice))


def _claimed_issuer(text: str) -> str:
    """Whose it says it is, of a text nobody has proven; "" where that cannot be read."""
    try:
        token = vc.take_apart("".join(text.split()).partition("~")[0])
    except vc.Refused:
        return ""
    named = token.payload.get("iss", token.payload.get("issuer", ""))
    return str(named)[:200] if isinstance(named, str) else ""


def _told(report: vc.Report, kept: Credential, on: date | None) -> CredentialCheck:
    licence = kept.licence
    opening = _("本平台签发过这份数字凭证：{agency}的《{title}》，{moment} 放进数字钱包。")
    if not kept.thumbprint:
        opening = _("本平台签发过这份数字凭证：{agency}的《{title}》，{moment} 做成凭证文件。")
    sentences = [
        opening.format(
            agency=licence.agency_name, title=licence.kind_name, moment=_minute(kept.issued_at)
        ),
        _("签名是真的，出示的内容和签发时一个字都不差。签名密钥：{kid}。").format(kid=report.kid),
        _on_binding(report),
    ]
    verdict, standing = _on_standing(report, kept)
    sentences += [standing, _then(kept, on)]
    return CredentialCheck(
        verdict=verdict,
        sentences=tuple(each for each in sentences if each),
        title=licence.kind_name,
        agency_name=licence.agency_name,
        issued_on=local(kept.issued_at).date(),
        valid_until=kept.last_day,
        shown=tuple(shown_of(report, licence)),
    )


def _on_binding(report: vc.Report) -> str:
    if not report.bound:
        return _(
            "没有出示人的签名：它证明证照是真的，不证明拿来的人就是持证人。"
            "要确认是本人，请对方用钱包现场出示。"
        )
    moment = _minute(datetime.fromtimestamp(report.bound_at, UTC))
    return _("持证人的钱包在 {moment} 签过名，是出示给 {whom} 的。请核对这个时间和对象。").format(
        moment=moment, whom=report.bound_for[:200]
    )


def _on_standing(report: vc.Report, kept: Credential) -> tuple[Verdict, str]:
    licence = kept.licence
    if kept.stopped_at is not None:
        return Verdict.WITHDRAWN, _(
            "注意：持证人在 {moment} 停用了这一份凭证，不能再使用。证照本身不受影响。"
        ).format(moment=_minute(kept.stopped_at))
    standing = standing_of(licence)
    if standing != "valid":
        return STANDINGS[standing], on_standing(standing, licence.state_why)
    if report.problems:
        words = " ".join(each.sentence for each in report.problems)
        return Verdict.EXPIRED, _("注意：{words}").format(words=words)
    return Verdict.GENUINE, _("证照目前有效，这份凭证用到{day}。").format(
        day=written_day(kept.last_day)
    )


def _then(kept: Credential, on: date | None) -> str:
    stopped = local(kept.stopped_at).date() if kept.stopped_at else None
    span = Span(made=local(kept.issued_at).date(), last=kept.last_day, stopped=stopped)
    return of_the_day(_("凭证"), span, kept.licence, on)


def of_the_day(what: str, span: Span, licence: Licence, on: date | None) -> str:
    """How a copy stood on a day that is over; "" where none is asked for."""
    if on is None or on >= today():
        return ""
    stood = standing_on(licence.paper_id, on=on)
    return sentence_of_the_day(what, span, licence=stood, on=on)


def on_standing(standing: str, why: str) -> str:
    """What to say of a licence that is not in force, in one sentence."""
    told = {
        "suspended": _("注意：证照目前暂停使用。原因：{why}"),
        "revoked": _("注意：证照已被撤销，不能再使用。原因：{why}"),
        "cancelled": _("注意：证照已经注销，不能再使用。原因：{why}"),
        "superseded": _("注意：证照已被新证取代，请看新证。{why}"),
        "expired": _("注意：证照已经过期。"),
    }
    return told[standing].format(why=why)


def shown_of(report: vc.Report, licence: Licence) -> Iterator[tuple[str, str]]:
    """What the credential disclosed, in the words that stand on the licence."""
    labels = {line.path: line.zh for line in lines_of(licence, at=now())} | {
        ("licence_identifier",): _("电子证照标识"), ("issue_date",): _("发证日期"),
        ("expiry_date",): _("有效期至"),
    }  # fmt: skip
    subject: Any = report.claims
    if report.kind == vc.VC_JWT:
        subject = report.claims["credentialSubject"]
    for path, label in labels.items():
        value: Any = subject
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            words = {True: _("是"), False: _("否")}
            yield label, words[value] if isinstance(value, bool) else str(value)


def _minute(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%d %H:%M")
