"""What happens to systems and to sign-ins at them. Codes and tickets are never named."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SystemProposed(Event, name="system.proposed"):
    """An administrator registered a system; nobody can use it yet."""

    agency: str
    facts: list[str]


@dataclass(frozen=True, kw_only=True)
class SystemReviewed(Event, name="system.reviewed"):
    """Another administrator approved it, or did not."""

    approved: bool


@dataclass(frozen=True, kw_only=True)
class SystemStopped(Event, name="system.stopped"):
    """It lets nobody in any more."""


@dataclass(frozen=True, kw_only=True)
class KeysRotated(Event, name="signing-keys.rotated"):
    """The next signing key was made; at once when the old one is no longer trusted."""

    kid: str
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event, name="consent.given"):
    """Somebody agreed that a system is given these facts, or was told so where a duty says it."""

    system: str
    facts: list[str]
    kind: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event, name="consent.withdrawn"):
    """Somebody no longer agrees."""

    system: str


@dataclass(frozen=True, kw_only=True)
class SignInBegun(Event, name="sign-in.begun"):
    """A session entered a system through our door."""

    system: str
    account: str


@dataclass(frozen=True, kw_only=True)
class SignInEnded(Event, name="sign-in.ended"):
    """It is over: signed out, session gone, account closed, consent withdrawn, system stopped."""

    system: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketsRevoked(Event, name="tickets.revoked"):
    """A spent code or refresh token was shown again: what it gave is void."""

    system: str
    reason: str
