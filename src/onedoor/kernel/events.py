"""The front door to news: declare events, react to them, record them."""

from onedoor.kernel.actors import Actor
from onedoor.kernel.news import Event, Reaction, all_news, on

__all__ = ["Event", "Reaction", "all_news", "on", "record"]


def record(*events: Event, by: Actor, begins: bool = False) -> None:
    """Append the events to the record inside the running transaction, and queue their reactions.

    `begins` says that their chains are new, and saves a look for them; should one stand already,
    the database refuses. Raises RuntimeError outside a transaction: an event stands or falls with
    the change it tells.
    """
    # The record needs models, which are not ready while events are being declared.
    from onedoor.kernel.record import append

    append(events, by=by, begins=begins)
