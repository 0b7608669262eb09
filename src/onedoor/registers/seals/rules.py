"""Who may do what to a seal, and when. No queries, no writes."""

from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal
from onedoor.registers.seals.models import Kind, Seal, State


class NotYoursToAsk(NotAllowed):
    """申请、移交印章由本机关监督岗或系统管理员办，您不是。"""


class NotYoursToApprove(NotAllowed):
    """批准印章由安全管理员办，您不是。"""


class NotYoursToStop(NotAllowed):
    """停用印章由本机关监督岗、保管印章的岗位或管理员办，您不是。"""


class TwoForASeal(NotAllowed):
    """制章要两个人：一人申请，另一人批准。您不能批准自己申请的印章。"""


class SealSettledAlready(Refusal):
    """这枚印章已经有人批过了。刷新页面看看结果。"""


class SealNotInForce(Refusal):
    """这枚印章现在不在用，不能这样办。"""


class SealReasonNeeded(BadInput):
    """请写明理由，审计时要看。"""


class UnknownSealKind(BadInput):
    """没有这种印章。请从列表里选。"""


class SealEndsBeforeItBegins(BadInput):
    """印章有效期的最后一天不能早于第一天。"""


class KeeperElsewhere(BadInput):
    """保管印章的岗位要在本机关里。"""


class SealStands(Refusal):
    """“{agency}”已经有一枚这种印章在用或等批准。要换，请申请更换。"""


class NoSealInForce(Refusal):
    """“{agency}”没有在用的印章，文书盖不了章，没有出具。请监督岗申请、安全管理员批准印章，随后系统会自动补出。"""


def why_not_ask(
    *, agency: str, kind: str, keeper: str, begins: date, ends: date, basis: str, by: Actor
) -> Refusal | None:
    """The supervisor of the agency, or the system administrator; whole and with a reason."""
    if not _may_ask(agency, by):
        return NotYoursToAsk()
    if kind not in Kind.values:
        return UnknownSealKind(where="kind")
    if not basis.strip():
        return SealReasonNeeded(where="basis")
    if ends < begins:
        return SealEndsBeforeItBegins(where="valid_until")
    return None if keeper.startswith(f"{agency}/") else KeeperElsewhere(where="keeper")


def why_not_settle(seal: Seal, *, approve: bool, reasons: str, by: Actor) -> Refusal | None:
    """The security administrator, and never who asked; a no says why."""
    if by.kind != "system" and not _in_office(by, "security"):
        return NotYoursToApprove()
    if seal.state != State.ASKED:
        return SealSettledAlready()
    if approve and by.ref == seal.asker:
        return TwoForASeal()
    return SealReasonNeeded(where="words") if not approve and not reasons.strip() else None


def why_not_stop(seal: Seal, *, reasons: str, by: Actor) -> Refusal | None:
    """One pair of eyes is enough to stop: the keeper, the supervisor, an administrator."""
    if not (_may_ask(seal.agency, by) or _in_office(by, "security") or by.holds(seal.keeper)):
        return NotYoursToStop()
    if seal.state != State.IN_FORCE:
        return SealNotInForce()
    return None if reasons.strip() else SealReasonNeeded(where="words")


def why_not_hand_over(seal: Seal, *, keeper: str, by: Actor) -> Refusal | None:
    """As for asking; only a seal in force has a keeper to change."""
    if not _may_ask(seal.agency, by):
        return NotYoursToAsk()
    if seal.state != State.IN_FORCE:
        return SealNotInForce()
    return None if keeper.startswith(f"{seal.agency}/") else KeeperElsewhere(where="keeper")


def why_not_use(seal: Seal | None, *, agency_name: str, on: date) -> Refusal | None:
    """Only a seal in force on that day, and the very name of the agency on it."""
    holds = (
        seal is not None
        and seal.state == State.IN_FORCE
        and seal.name == agency_name
        and seal.valid_from <= on <= seal.valid_until
    )
    return None if holds else NoSealInForce(agency=agency_name)


def _may_ask(agency: str, by: Actor) -> bool:
    return by.kind == "system" or _in_office(by, "system") or by.holds(f"{agency}/supervisor")


def _in_office(by: Actor, office: str) -> bool:
    return by.kind == "administrator" and by.office == office
