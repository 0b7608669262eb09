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
class PartyProven(Event, name="party.proven"):
    """Who somebody is was shown: by a register, at a window, with a licence or a key."""

    way: str
    level: int


@dataclass(frozen=True, kw_only=True)
class ProofEnded(Event, name="party.proof-ended"):
    """A proof no longer holds: it was withdrawn, or its time was over."""

    way: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event, name="token.made"):
    """A program may act for an account."""

    token: str


@dataclass(frozen=True, kw_only=True)
class DataExported(Event, name="party.data-exported"):
    """Somebody took a copy of everything that is kept about them."""

    party: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event, name="account.closed"):
    """Somebody closed their account; `last` when the party has no other."""

    party: str
    last: bool


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event, name="account.reopened"):
    """A closed account was opened again at a window."""

    party: str
