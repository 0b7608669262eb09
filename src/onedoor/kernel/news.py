"""News: what has happened, as frozen facts, and who reacts to it.

An event carries references and public facts: never a model, a request, an identity number or
an answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, TypeVar, get_type_hints

_ENVELOPE = {"subject", "at", "number_in_chain"}
_EVENTS: dict[str, type["Event"]] = {}
_REACTIONS: dict[str, list["Reaction"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact about `subject`. Subclasses are frozen dataclasses named `noun.past`.

    `at` and `number_in_chain` are filled in when the event comes back from the record.
    """

    name: ClassVar[str] = ""
    # Whether a matter of which this is news is one that a sealed paper may be about.
    is_ground: ClassVar[bool] = False
    # Whether it changes what anybody may read: pages kept for all readers are made anew.
    for_everybody: ClassVar[bool] = False

    subject: str
    at: datetime | None = None
    number_in_chain: int = 0

    def __init_subclass__(cls, *, name: str = "", **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if not name:
            return
        if name in _EVENTS and _EVENTS[name].__qualname__ != cls.__qualname__:
            raise TypeError(f"two events are called {name}")
        cls.name = name
        _EVENTS[name] = cls

    def body(self) -> dict[str, Any]:
        """The event's own facts as JSON values: what is hashed and kept."""
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if each.name not in _ENVELOPE
        }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def event_from(name: str, *, subject: str, at: datetime, seq: int, body: dict[str, Any]) -> Event:
    """The event as it was recorded; fields added to its class since take their defaults.

    KeyError when no event of that name is known any more.
    """
    kind = _EVENTS[name]
    hints = _own_facts(name)
    facts = {key: _revived(value, hints[key]) for key, value in body.items() if key in hints}
    return kind(subject=subject, at=at, number_in_chain=seq, **facts)


@cache
def _own_facts(name: str) -> dict[str, Any]:
    kind = _EVENTS[name]
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind) if each.name not in _ENVELOPE}


def _revived(value: Any, hint: Any) -> Any:
    wants_date = hint is date or date in getattr(hint, "__args__", ())
    if wants_date and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    return value


@dataclass(frozen=True)
class Reaction:
    """One function that hears one kind of news.

    `outside` reactions reach the outside world and run with no transaction open.
    """

    name: str
    event: str
    run: Callable[[Any], None]
    outside: bool


_Heard = TypeVar("_Heard", bound=Event)


def on(
    event: type[_Heard], *, outside: bool = False
) -> Callable[[Callable[[_Heard], None]], Callable[[_Heard], None]]:
    """Register the decorated function as a reaction to `event`.

    It may run twice for one event and must not mind; its name stays put, for the record knows it.
    """

    def register(function: Callable[[_Heard], None]) -> Callable[[_Heard], None]:
        room = function.__module__.removesuffix(".reactions").rsplit(".", 1)[-1]
        name = f"{room}.{function.__name__}"
        known = _REACTIONS.setdefault(event.name, [])
        if any(each.name == name for each in known):
            raise TypeError(f"{name} reacts to {event.name} twice")
        known.append(Reaction(name, event.name, function, outside))
        return function

    return register


def reactions_to(name: str) -> list[Reaction]:
    """Everyone who hears news called `name`."""
    return _REACTIONS.get(name, [])


def reaction_called(name: str, *, to: str) -> Reaction:
    """The reaction `name` to news called `to`; KeyError when it no longer exists."""
    for each in reactions_to(to):
        if each.name == name:
            return each
    raise KeyError(name)


def grounds() -> list[str]:
    """The names of all events after which a paper may be sealed for their subject."""
    return sorted(name for name, kind in _EVENTS.items() if kind.is_ground)


def news_for_everybody() -> list[str]:
    """The names of all events that change what anybody may read."""
    return sorted(name for name, kind in _EVENTS.items() if kind.for_everybody)


def all_news() -> dict[str, tuple[type[Event], list[Reaction]]]:
    """Every event known and who reacts to it: what docs/flow.md is made of."""
    return {name: (kind, reactions_to(name)) for name, kind in sorted(_EVENTS.items())}
