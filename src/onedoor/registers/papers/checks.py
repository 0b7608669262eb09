"""What a check of a paper comes to, in sentences for whoever asks. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from onedoor.kernel.languages import written_day
from onedoor.kernel.ports import SealReport
from onedoor.kernel.time import local
from onedoor.registers.papers.rules import has_run_out
from onedoor.registers.seals.queries import Seal


class Verdict(StrEnum):
    """The answer in one word; only `GENUINE` means "you may rely on it"."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    ALTERED = "altered"
    UNTRUSTED = "untrusted"
    FOREIGN = "foreign"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Check:
    """The whole answer. `sentences` can be read out as they stand; `holder` is masked.

    Empty fields mean that nothing may be said, because the paper is not ours or not the original.
    """

    verdict: Verdict
    sentences: tuple[str, ...]
    number: str = ""
    title: str = ""
    agency_name: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    holder: str = ""
    seal: SealReport | None = None

    @property
    def is_good(self) -> bool:
        """Whether the paper is ours, unaltered and in force today."""
        return self.verdict == Verdict.GENUINE


def sentences_on_seal(seal: SealReport) -> tuple[str, ...]:
    """Who sealed it and when, whether every byte is covered, whether the seal is trusted."""
    if not seal.sealed:
        return seal.problems
    if not seal.signer:
        return (_("文件上有电子签章，但是不能采信。"), *seal.problems)
    who = _("电子签章署名：{signer}。").format(signer=seal.signer)
    if seal.signed_at:
        moment = local(seal.signed_at).strftime("%Y-%m-%d %H:%M:%S")
        who = _("电子签章署名：{signer}，盖章时间 {moment}。").format(
            signer=seal.signer, moment=moment
        )
    if not seal.whole:
        return (who, *seal.problems)
    whole = _("签章覆盖文件的每一个字节，盖章之后没有任何改动。")
    if not seal.trusted:
        return (who, whole, *seal.problems, *_way(seal))
    force = (_("这是本平台的测试印章，不具有法律效力。"),) if seal.own else ()
    return (who, whole, _trust(seal), *force, *seal.remarks)


def sentences_on_the_seal_itself(seal: Seal | None) -> tuple[str, ...]:
    """What the register of seals knows of the seal on a paper of ours: one line each.

    None of a paper that is older than the register.
    """
    if seal is None:
        return ()
    told = _("印章：{name}（{kind}），有效期{begin}至{end}。").format(
        name=seal.name,
        kind=seal.get_kind_display(),
        begin=written_day(seal.valid_from),
        end=written_day(seal.valid_until),
    )
    maker = _("制章人：{maker}。").format(maker=seal.maker) if seal.maker else ""
    stopped = ""
    if seal.stopped_at:
        stopped = _(
            "这枚印章自{day}起停用（{why}）；这份文件是在停用之前盖的章，仍然可以核验。"
        ).format(day=written_day(local(seal.stopped_at).date()), why=seal.stopped_why)
    return tuple(each for each in (told, maker, stopped) if each)


def sentences_on_standing(
    standing: str,
    *,
    why: str,
    valid_until: date | None,
    on: date,
    issued: date,
    since: date | None = None,
) -> str:
    """How the paper stands on the day `on`; of one that a newer took the place of, its own time."""
    if standing == "superseded":
        until = min(valid_until, since or on) if valid_until else since or on
        return _(
            "注意：这份证照已被新证取代，请看新证。它自{begin}起有效，到{end}为止。{why}"
        ).format(begin=written_day(issued), end=written_day(until), why=why)
    if standing == "suspended":
        return _("注意：这份文书目前暂停使用。原因：{why}").format(why=why)
    if standing == "withdrawn":
        return _("注意：这份文书已经失效，不能再使用。原因：{why}").format(why=why)
    if valid_until is None:
        return _("这份文书目前有效。")
    if has_run_out(valid_until, on=on):
        return _("注意：有效期到{day}为止，现在已经过期。").format(day=written_day(valid_until))
    return _("这份文书目前有效，有效期到{day}。").format(day=written_day(valid_until))


def standing_then(
    marks: Sequence[tuple[date, str]], *, issued: date, valid_until: date | None, on: date
) -> str:
    """How a paper stood at the end of a day that is over: `not-issued`, `expired` or a standing.

    `marks` are the days on which its standing changed, and to what, the oldest first.
    """
    if on < issued:
        return "not-issued"
    standing = "in-force"
    for day, to in marks:
        if day <= on:
            standing = to
    run_out = standing == "in-force" and has_run_out(valid_until, on=on)
    return "expired" if run_out else standing


def sentence_on_that_day(standing: str, *, on: date) -> str:
    """The same in words, for whoever asks about a day of the past."""
    told = {
        "not-issued": _("{day}那天它还没有签发。"),
        "in-force": _("{day}那天它是有效的。"),
        "expired": _("{day}那天它已经过期。"),
        "suspended": _("{day}那天它正被暂停使用。"),
        "withdrawn": _("{day}那天它已经失效。"),
        "superseded": _("{day}那天它已被新证取代。"),
    }
    return told[standing].format(day=written_day(on))


def _way(seal: SealReport) -> tuple[str, ...]:
    """By whom the certificates of an OFD are signed, for whoever knows those authorities."""
    if seal.format != "ofd" or len(seal.chain) < 2:
        return ()
    return (_("签章证书链（由下到上）：{chain}。").format(chain="、".join(seal.chain)),)


def _trust(seal: SealReport) -> str:
    if seal.valid_from is None or seal.valid_until is None:
        return _("签章证书在我们的信任名单上。")
    return _(
        "签章证书由“{root}”签发，在我们的信任名单上，有效期{begin}至{end}，盖章时有效。"
    ).format(
        root=seal.chain[-1],
        begin=written_day(local(seal.valid_from).date()),
        end=written_day(local(seal.valid_until).date()),
    )
