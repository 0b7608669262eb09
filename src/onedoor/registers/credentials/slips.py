"""Offline slips: a licence on paper for where there is no network, and the keys to check them."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

import slip
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import local, midnight, now, today
from onedoor.registers.credentials import rules
from onedoor.registers.credentials.checks import (
    STANDINGS,
    CredentialCheck,
    of_the_day,
    on_standing,
)
from onedoor.registers.credentials.days import Span
from onedoor.registers.credentials.models import IssuingKey
from onedoor.registers.credentials.refusals import TooLong
from onedoor.registers.credentials.signing import issuer, keys_in_use, opened, second
from onedoor.registers.licences.queries import Licence, licence_for, standing_of
from onedoor.registers.papers.queries import Verdict

# A key is named by the first bytes of its thumbprint: enough to tell a handful apart.
_NAME = 8


@dataclass(frozen=True)
class SlipText:
    """What is printed: the text of the code, what it says, and the last day it is good for."""

    text: str
    facts: slip.Facts
    last_day: date


def slip_read_again(text: str, *, last_day: date) -> SlipText:
    """A slip of ours that was kept, with what it says."""
    return SlipText(text, slip.read(text).facts, last_day)


def signed_slip(licence: Licence, *, key: IssuingKey) -> SlipText:
    """The slip of this licence, under this key; it runs three months and no longer than that.

    TooLong where its facts do not fit into a printed code.
    """
    at = _dated(now(), key)
    ends = rules.slip_ends(licence.valid_until, on=local(at).date())
    facts = slip.Facts(
        title=licence.kind_name,
        number=licence.number,
        holder=licence.holder_name,
        agency=licence.agency_name,
        begins=licence.valid_from.isoformat(),
        ends=licence.valid_until.isoformat() if licence.valid_until else "",
        identifier=licence.identifier,
    )
    try:
        text = slip.issue(
            facts,
            issuer=issuer(),
            at=second(at),
            until=second(midnight(ends + timedelta(days=1))),
            kid=_name(key.kid),
            key=opened(key.pem).secret,
        )
    except slip.TooLong:
        raise TooLong() from None
    return SlipText(text, facts, ends)


def _dated(moment: datetime, key: IssuingKey) -> datetime:
    """Now, but no earlier than the key: clocks of two servers differ by some seconds.

    So much as whoever checks a slip allows for; of a clock that is further off, nothing is mended.
    """
    behind = key.made_at - moment
    return key.made_at if timedelta() < behind <= rules.CLOCKS_DIFFER else moment


def key_bundle() -> bytes:
    """The keys that slips are checked with, as of today, for anyone to carry along (JSON).

    The same bytes all day, unless a key is renewed: their digest is published.
    """
    return bundle_of(_keys(), at=midnight(today())).dump()


def _bundle() -> slip.Bundle:
    return bundle_of(_keys(), at=now())


def _keys() -> Iterable[IssuingKey]:
    return keys_in_use().order_by("-made_at")


def bundle_of(rows: Iterable[IssuingKey], *, at: datetime) -> slip.Bundle:
    """A bundle of these keys, of that hour."""
    ends = at + rules.BUNDLE_LIVES
    keys = tuple(
        (
            _name(row.kid),
            slip.BundleKey(
                opened(row.pem).public.key, second(row.made_at), second(row.retired_at or ends)
            ),
        )
        for row in rows
    )
    return slip.Bundle(issuer(), second(at), second(ends), keys)


def slip_problems() -> dict[str, str]:
    """Every sentence of a check without network, by its code, and what nobody can know there."""
    return {**slip.PROBLEMS, "": slip.CANNOT_KNOW}


def is_slip(text: str) -> bool:
    """Whether this looks like the text of a slip's code."""
    return text.lstrip().startswith(slip.PREFIX)


def check_slip(text: str, *, seen_by: Actor = ANYONE, on: date | None = None) -> CredentialCheck:
    """As a village official would, and then what only the register knows: how it stands now.

    Besides, how it stood at the end of the day `on`, if one is asked for that is over. For
    anyone; never raises. A check by somebody known is traced.
    """
    at = second(now())
    report = slip.check(text, bundle=_bundle(), at=at)
    if not report.proven or report.slip is None:
        altered = "bad-signature" in report.problems or "unreadable" in report.problems
        verdict = Verdict.ALTERED if altered else Verdict.UNREADABLE
        return CredentialCheck(verdict=verdict, sentences=report.sentences)
    said = report.slip.facts
    licence = _stated(said)
    if licence is None:
        return CredentialCheck(
            verdict=Verdict.UNTRUSTED,
            sentences=(_("签名是本平台的，但是登记里没有这张证照。请不要采用，并请告诉我们。"),),
        )
    if seen_by.kind != "anyone":
        what = f"{licence.kind_name} {licence.number}"
        trace(by=seen_by, subject=licence.ground, what=what, why="公开查验",
              party=licence.holder)  # fmt: skip
    return _told(report, said, licence, on)


def _stated(said: slip.Facts) -> Licence | None:
    try:
        return licence_for(said.number, seen_by=SYSTEM)
    except NotFound:
        return None


def _told(
    report: slip.Report, said: slip.Facts, licence: Licence, on: date | None
) -> CredentialCheck:
    assert report.slip is not None
    standing = standing_of(licence)
    verdict = STANDINGS[standing]
    sentences = [_("本平台打印过这张离线核验单，签名是真的，一个字都没有改过。")]
    if standing != "valid":
        sentences.append(on_standing(standing, licence.state_why))
    elif report.problems:
        verdict = Verdict.EXPIRED
        sentences += report.sentences
    else:
        sentences.append(_("联网查过了：证照现在有效。"))
    days = [_day(report.slip.issued_at), _day(report.slip.until - 1)]
    if then := of_the_day(_("核验单"), Span(made=days[0], last=days[1]), licence, on):
        sentences.append(then)
    shown = [
        (_("名称"), said.title), (_("编号"), said.number), (_("持证人"), said.holder),
        (_("签发机关"), said.agency),
    ]  # fmt: skip
    if said.identifier:
        shown.append((_("证照标识"), said.identifier))
    return CredentialCheck(
        verdict=verdict,
        sentences=tuple(sentences),
        title=licence.kind_name,
        agency_name=licence.agency_name,
        issued_on=licence.issued_on,
        valid_until=licence.valid_until,
        shown=tuple(shown),
    )


def _name(kid: str) -> bytes:
    return base64.urlsafe_b64decode(kid + "=" * (-len(kid) % 4))[:_NAME]


def _day(second_of_epoch: int) -> date:
    return local(datetime.fromtimestamp(second_of_epoch, UTC)).date()
