"""Actions of coming in by an app that is on one's telephone: WeChat, Alipay. It proves nobody.

An app only says that this is the account it knew before. So it makes no account and no proof; it
opens one that its holder, having shown who they are here, has bound to it, and no further than the
level that the configuration gives this way in.
"""

from collections.abc import Mapping

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.ports import Assertion
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import now
from onedoor.registers.people import events
from onedoor.registers.people.identifying import AccountClosed, subject_index
from onedoor.registers.people.models import Account, Link


class AppIsAnothers(Refusal):
    """这个“{app}”账号已经绑在另一个人的账号上，没有绑定。请用自己的“{app}”，或者让对方先解绑。"""


class AnotherAppAccount(Refusal):
    """您的账号已经绑了另一个“{app}”账号，没有换。要换，先在“登录和安全”里解绑。"""


@transaction.atomic
def enter_by_app(said: Assertion, *, by: Actor) -> Account | None:
    """The account bound to this account of the app; None when nobody has bound it.

    AccountClosed. Makes nothing and proves nothing.
    """
    if not said.app:
        raise NotAllowed()
    link = (
        Link.objects.select_related("account")
        .filter(provider=said.provider, subject_index=subject_index(said))
        .select_for_update(of=("self",))
        .first()
    )
    if link is None:
        return None
    if not link.account.is_active or link.account.closed_at:
        raise AccountClosed()
    link.used_at = now()
    link.save(update_fields=["used_at"])
    news = events.EnteredUpstream(
        subject=f"account:{link.account_id}", provider=said.provider, rank=said.rank[:80]
    )
    record(news, by=by)
    return link.account


@transaction.atomic
def bind_app(account: Account, said: Assertion, *, names: Mapping[str, str], by: Actor) -> None:
    """From now on the app opens this account. Bound already to this very one: nothing happens.

    Whoever calls has seen to it that the holder has just shown who they are.
    AppIsAnothers, AnotherAppAccount.
    """
    if not said.app or account.party_id is None or by.ref != f"account:{account.pk}":
        raise NotAllowed()
    Account.objects.select_for_update().get(pk=account.pk)
    index, app = subject_index(said), names["zh"]
    known = Link.objects.filter(provider=said.provider, subject_index=index).first()
    if known is not None and known.account_id != account.pk:
        raise AppIsAnothers(app=app)
    if known is not None:
        return
    if Link.objects.filter(provider=said.provider, account=account).exists():
        raise AnotherAppAccount(app=app)
    at = now()
    Link.objects.create(
        account=account, provider=said.provider, subject_index=index, made_at=at, used_at=at
    )
    record(events.UpstreamLinked(subject=f"account:{account.pk}", provider=said.provider), by=by)
