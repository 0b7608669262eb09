"""What happens to parties and accounts."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyKept(Event, name="party.kept"):
    """A person or organisation became known."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event, name="account.opened"):
    """Somebody can sign in who could not before."""

    clerk: bool


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event, name="token.made"):
    """A program may act for an account."""

    token: str
