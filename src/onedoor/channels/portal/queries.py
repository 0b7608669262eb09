"""What the pages of the portal show of an application, counted for whoever measures them."""

from dataclasses import dataclass
from uuid import UUID

from onedoor.channels.portal.writing import asked_in, writing_of
from onedoor.kernel.actors import Actor


@dataclass(frozen=True)
class Shown:
    """Questions shown and filled in with where from; documents needed and not to be brought."""

    fields: int
    filled: int
    documents: int
    had: int


def shown_in(draft: UUID, *, seen_by: Actor) -> Shown:
    """One's own draft as its steps and its sentence about documents show it; NoSuchDraft.

    A question counts as filled in where the page shows its value with its source, untouched.
    """
    writing = writing_of(draft, by=seen_by)
    fields = filled = 0
    for section in writing.sections:
        asked = asked_in(writing, section)
        fields += len(asked.known) + len(asked.fields)
        filled += len(asked.known) + sum(each["kept"] is not None for each in asked.fields)
    documents, had = writing.brought
    return Shown(fields, filled, documents, had)
