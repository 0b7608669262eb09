"""Promises in place of proofs, and the others who have to sign an application."""

from typing import Literal

from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition
from onedoor.registers.catalogue.definition.ground import Basis, Name, Strict, Text

# From this level on it is known who somebody is, and so whether they are the one who was asked.
PROVEN_FROM = 2


class Promise(Strict):
    """A signed promise that lets the case go on without a document.

    `tell-and-promise` (告知承诺): the agency tells the conditions, the applicant promises to meet
    them, the documents are not asked for; within `working_days` of the decision the agency checks.
    `deferred` (容缺受理): the listed documents follow within `working_days` of acceptance; until
    then nothing is decided.
    """

    id: Name
    kind: Literal["tell-and-promise", "deferred"]
    title: Text
    # What the agency tells: the conditions, and what follows from a false promise.
    told: Text
    # The words the applicant signs.
    text: Text
    # The documents it stands for (or puts off), by id.
    documents: tuple[Name, ...]
    when: Condition | None = None
    working_days: int
    # How the agency checks afterwards.
    check: Text | None = None
    # What happens when it turns out broken, in words, and what is done to the licence granted.
    broken: Text
    licence: Literal["revoke", "stands"] = "revoke"
    # What a deferred document that does not come in time does: the case ends, or its clock stands.
    unkept: Literal["ends", "stands"] = "stands"
    basis: Basis
    # Whether a promise broken before, and not yet repaired, shuts this way (国办发〔2020〕42号).
    closed_to_breakers: bool = True
    # For how long at most; repairing or a successful objection ends it before.
    closed_months: int = 12

    @model_validator(mode="after")
    def _is_checked(self) -> "Promise":
        if self.kind == "tell-and-promise" and self.check is None:
            raise ValueError(f"promise {self.id}: say how it is checked afterwards")
        return self


class Signer(Strict):
    """Somebody else who signs before the application is sent, by a link, within a time."""

    id: Name
    title: Text
    why: Text
    # The fields of the form that give their name and how to reach them.
    name: Name
    contact: Name
    when: Condition | None = None
    # How far they must be proven to be who they say, as for applicants.
    level: Literal[1, 2, 3, 4] = 1
    working_days: int = 10
    basis: Basis | None = None

    def may_be(self, name: str, *, written: str) -> bool:
        """Whether whoever is called `name` may sign where the form has `written`.

        Where nobody has to be proven, the link alone tells who it is.
        """
        return self.level < PROVEN_FROM or _plain(name) == _plain(written)


def _plain(name: str) -> str:
    return "".join(each for each in name if each.isalnum()).casefold()
