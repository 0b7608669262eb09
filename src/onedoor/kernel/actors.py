"""Who acts: a value every action and every query is given by name."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["person", "staff", "machine", "system", "anyone"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One acting party at one moment.

    `ref` is a stable id fit for the record; `name` is for people and never recorded.
    `posts` are post codes like "education-aksu/reviewer" held today.
    """

    kind: Kind
    ref: str
    name: str = ""
    party: str = ""
    agency: str = ""
    posts: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def holds(self, post: str) -> bool:
        """Whether the actor holds `post` ("agency/post") today."""
        return post in self.posts


SYSTEM = Actor(kind="system", ref="system", name="系统")
ANYONE = Actor(kind="anyone", ref="anyone")
