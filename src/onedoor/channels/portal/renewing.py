"""Licences that run out soon: a sentence, the button to renew, and the way to hear no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.channels.notices.off import LICENCE, off_path
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, today
from onedoor.registers.catalogue.queries import renewing
from onedoor.registers.licences.queries import Licence, quiet_among, standing_of

# A licence is told of so many days before it runs out, and after.
EXPIRING = 30


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """A licence that runs out: what is said, what the button opens, and where reminders end."""

    licence: Licence
    sentence: str
    note: str
    word: str
    url: str
    off: str


def renewals(licences: Sequence[Licence], *, seen_by: Actor) -> list[Renewal]:
    """Of these licences those that run out soon or just have, the soonest first."""
    soon = [each for each in licences if _runs_out(each)]
    quiet = quiet_among(soon, seen_by=seen_by)
    told = sorted(
        (each for each in soon if each.number not in quiet), key=lambda each: str(each.valid_until)
    )
    where = renewing({each.kind for each in told})
    # Only its holder ends the reminders, not whoever acts for them.
    own = seen_by.scope is None
    found = []
    for each in told:
        service = where.get(each.kind)
        over = each.valid_until is not None and each.valid_until < today()
        # What has run out is not renewed any more, as a rule: the licence itself says what then.
        if service is None or over:
            word, url = _("看证照"), reverse("portal:paper", args=[each.paper_id])
            note = ""
        else:
            word, url = _("去续签"), reverse("portal:apply", args=[service.code])
            note = _("续签约 %(n)s 分钟") % {"n": service.parsed.form.minutes}
        off = off_path(LICENCE, each.ground) if own else ""
        found.append(
            Renewal(licence=each, sentence=_said(each), note=note, word=word, url=url, off=off)
        )
    return found


def _said(licence: Licence) -> str:
    assert licence.valid_until is not None
    left = (licence.valid_until - today()).days
    facts = {"kind": licence.kind_name, "n": left}
    if left < 0:
        return _("“%(kind)s”已经过期") % facts
    if left == 0:
        return _("您的“%(kind)s”今天到期") % facts
    return ngettext("您的“%(kind)s” %(n)s 天后到期", "您的“%(kind)s” %(n)s 天后到期", left) % facts


def _runs_out(licence: Licence) -> bool:
    until = licence.valid_until
    return bool(
        until
        and standing_of(licence) in ("valid", "expired")
        and -days(EXPIRING) <= until - today() <= days(EXPIRING)
    )
