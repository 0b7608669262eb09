"""Who acts: a value every action and every query is given by name."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["person", "staff", "administrator", "machine", "system", "anyone"]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a mandate lets somebody do for another: acts of services; empty means every one."""

    mandate: str
    kind: str = ""
    acts: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def covers(self, act: str, service: str) -> bool:
        """Whether the mandate reaches this act on this service."""
        return (not self.acts or act in self.acts) and (
            not self.services or service in self.services
        )


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """A post held in the place of somebody else: a delegation, or a substitution during leave.

    Empty `acts` and `services` mean all that the post itself may do.
    """

    post: str
    kind: str
    principal: str
    principal_name: str = ""
    acts: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def covers(self, act: str, service: str) -> bool:
        """Whether the place taken reaches this act on this service."""
        return (not self.acts or act in self.acts) and (
            not self.services or service in self.services
        )


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One acting party at one moment.

    `ref` is a stable id fit for the record; `name` is for people and never recorded. `party` is
    for whom one acts, `person` who one is: they differ only under a mandate, and then `scope`
    says what it reaches. `level` is the real-name level of the person in this session.
    `posts` are post codes like "education-aksu/reviewer" held today, `stands_in` tells of those
    held in somebody's place; `office` is the one of three administrators ("system", "security",
    "audit").
    """

    kind: Kind
    ref: str
    name: str = ""
    party: str = ""
    person: str = ""
    level: int = 0
    scope: Scope | None = None
    agency: str = ""
    posts: frozenset[str] = field(default_factory=frozenset)
    office: str = ""
    stands_in: tuple[StandIn, ...] = ()

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    @property
    def own_party(self) -> str:
        """The party one is oneself, whoever one acts for."""
        return self.person or self.party

    def holds(self, post: str) -> bool:
        """Whether the actor holds `post` ("agency/post") today."""
        return post in self.posts

    def agencies_as(self, *posts: str) -> frozenset[str]:
        """The agencies in which this clerk holds one of these posts; none for anybody else."""
        held = (each.partition("/") for each in self.posts if self.is_staff)
        return frozenset(agency for agency, _slash, post in held if post in posts)

    def places_taken(self, post: str) -> tuple[StandIn, ...]:
        """In whose place the actor holds `post`; empty when it is their own, or not held."""
        return tuple(each for each in self.stands_in if each.post == post)

    def may(self, act: str, service: str) -> bool:
        """Whether one acts for oneself, or the mandate reaches this act on this service."""
        return self.scope is None or self.scope.covers(act, service)


SYSTEM = Actor(kind="system", ref="system", name="系统")
ANYONE = Actor(kind="anyone", ref="anyone")
