"""What this room does about news: note what changed, tell whoever subscribed, forget who left."""

from collections.abc import Callable
from typing import Any

from onedoor.kernel.events import Event, on
from onedoor.kernel.time import now
from onedoor.registers.catalogue.events import BundlePublished, ServicePublished
from onedoor.registers.people.events import AccountBound, AccountClosed
from onedoor.registers.publications.events import PiecePublished, PieceTakenDown
from onedoor.registers.subscriptions import noting
from onedoor.registers.subscriptions.actions import (
    follow_the_account,
    forget_subscriptions_of,
    note_change,
    tell_a_batch,
)
from onedoor.registers.subscriptions.events import BatchTold, ChangeNoted
from onedoor.registers.subscriptions.queries import nobody_subscribes


@on(ServicePublished)
def note_a_service(event: ServicePublished) -> None:
    """A guide changed."""
    _note(noting.of_service, event)


@on(BundlePublished)
def note_a_bundle(event: BundlePublished) -> None:
    """A bundle changed."""
    _note(noting.of_bundle, event)


@on(PiecePublished)
def note_a_piece(event: PiecePublished) -> None:
    """Something was published, or corrected."""
    _note(noting.of_piece, event)


@on(PieceTakenDown)
def note_a_piece_gone(event: PieceTakenDown) -> None:
    """Something was taken down."""
    _note(noting.of_piece_gone, event)


def _note(look: Callable[[Any], noting.Noted | None], event: Event) -> None:
    # Where nobody is to be told, nothing is compared.
    if nobody_subscribes():
        return
    if noted := look(event):
        at = event.at or now()
        note_change(noted, subject=event.subject, place=event.number_in_chain, at=at)


@on(ChangeNoted)
def tell_the_first(event: ChangeNoted) -> None:
    """The first batch of whoever subscribed."""
    tell_a_batch(event.change)


@on(BatchTold)
def tell_the_next(event: BatchTold) -> None:
    """The next batch, in a transaction of its own."""
    tell_a_batch(event.change, after=event.after)


@on(AccountClosed)
def forget_what_was_followed(event: AccountClosed) -> None:
    """Subscriptions go with the last account of a party (个人信息保护法 47)."""
    if event.last:
        forget_subscriptions_of(event.party)


@on(AccountBound)
def bring_what_was_followed(event: AccountBound) -> None:
    """Subscriptions go where the account went."""
    follow_the_account(event.before, event.party)
