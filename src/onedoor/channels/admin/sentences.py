"""Rights in sentences: what somebody may see and do, as one would tell a person."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import Appointment, Grant
from onedoor.registers.catalogue.queries import services


def titles_of_services() -> dict[str, str]:
    """The title of each published service by its code."""
    return {each.code: each.title for each in services()}


def what_a_post_may(grants: Sequence[Grant]) -> list[str]:
    """One sentence for each set of acts: for these services this post may do that."""
    titles = titles_of_services()
    by_service: dict[tuple[str, str], list[str]] = {}
    for grant in grants:
        by_service.setdefault((grant.service, grant.division), []).append(grant.act)
    alike: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (service, division), acts in by_service.items():
        name = _("“%(title)s”") % {"title": titles.get(service, service)} if service else ""
        alike.setdefault((tuple(sorted(acts, key=list(ACTS).index)), division), []).append(name)
    said = []
    for (done, _division), names in alike.items():
        facts = {
            "services": _("、").join(names) if all(names) else _("每一个事项"),
            "acts": _("、").join(str(ACTS[act]) for act in done),
        }
        said.append(_("对%(services)s：可以%(acts)s。") % facts)
    return said


def what_they_may(name: str, held: Sequence[Appointment], grants: Sequence[Grant]) -> list[str]:
    """What this person may see and do today, post by post."""
    if not held:
        return what_a_post_may(grants)
    said = []
    for each in held:
        facts = {"name": name, "agency": each.post.agency.name, "post": each.post.name}
        if each.kind == "own":
            said.append(_("%(name)s在%(agency)s的%(post)s。") % facts)
        else:
            facts["whom"] = each.from_account.name if each.from_account else ""
            said.append(_("%(name)s在%(agency)s代%(whom)s的%(post)s，有期限。") % facts)
        said.append(_("能看到轮到过这个岗位的件，看一次留一次记录；别的件看不到。"))
        may = what_a_post_may([grant for grant in grants if grant.post_id == each.post_id])
        said += _narrowed(may, each) or [_("这个岗位现在什么也不能办，还没有授权。")]
    return said


def _narrowed(said: list[str], appointment: Any) -> list[str]:
    limits = []
    if appointment.acts:
        limits.append(_("、").join(str(ACTS.get(act, act)) for act in appointment.acts))
    if appointment.services:
        titles = titles_of_services()
        limits.append(_("、").join(titles.get(code, code) for code in appointment.services))
    if not limits:
        return said
    return [*said, _("但委托只包括：%(limits)s。") % {"limits": _("；").join(limits)}]


def quarter_words(quarter: str) -> str:
    """“2026年第四季度”, of "2026Q4"."""
    year, _q, number = quarter.partition("Q")
    which = {"1": _("第一季度"), "2": _("第二季度"), "3": _("第三季度"), "4": _("第四季度")}
    return _("%(year)s年%(which)s") % {"year": year, "which": which[number]}
