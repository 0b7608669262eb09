"""Documents (材料): what is needed, on what basis, where it comes from, what is looked at."""

from typing import Literal

from pydantic import model_validator

from onedoor.registers.catalogue.definition.conditions import Condition
from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text


class ReviewPoint(Strict):
    """One thing the reviewer looks at, and what the applicant is told when it is not met."""

    id: Name
    title: Text
    look_at: Text
    basis: Basis | None = None
    # What is written to the applicant in the one-time correction notice.
    unmet: Text
    # `data`: decided by the fetched record; `person`: a reviewer looks; `visit`: seen on site.
    checked_by: Literal["person", "data", "visit"] = "person"
    # The step that looks at it; empty: the pre-review before acceptance.
    step: str = ""


class Document(Strict):
    """One document. `source` says who brings it; the person's own part is listed first."""

    id: Name
    name: Text
    purpose: Text
    basis: Basis
    source: Literal["applicant", "form", "fetched", "promise"]
    # For `fetched`: from whom, and the national grade of the copy (A issued … D declared).
    fetched_from: Text | None = None
    grade: Literal["", "A", "B", "C", "D"] = ""
    necessity: Literal["required", "conditional", "later"] = "required"
    when: Condition | None = None
    medium: Literal["electronic", "paper", "either"] = "electronic"
    originals: int = 0
    copies: int = 1
    formats: tuple[Literal["pdf", "jpg", "png", "ofd"], ...] = ("pdf", "jpg", "png")
    max_mb: int = 20
    max_files: int = 10
    # Whose signature or seal must be on it, in words; empty: none.
    signature: Text | None = None
    issued_by: Text | None = None
    valid_for: Text | None = None
    how_to_fill: Text | None = None
    common_mistakes: tuple[Text, ...] = ()
    # What the document is across services: identity-card, business-licence, lease …; so that one
    # handed in or issued before is offered again and never asked for twice.
    meaning: Slug | Literal[""] = ""
    # Types of licence that stand in for it, when the applicant holds one that is in force.
    satisfied_by: tuple[Slug, ...] = ()
    # Names of files in the pack's samples folder, or why there is none.
    sample: str = ""
    blank: str = ""
    no_blank_because: Text | None = None
    points: tuple[ReviewPoint, ...] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> "Document":
        if self.source == "fetched" and not (self.fetched_from and self.grade):
            raise ValueError(f"document {self.id}: say from whom it is fetched and its grade")
        if self.necessity == "conditional" and self.when is None:
            raise ValueError(f"document {self.id}: say when it is needed")
        return self


class Documents(Strict):
    """documents.yaml."""

    documents: tuple[Document, ...]
    # Points that belong to no single document: conditions of the person or the place.
    points: tuple[ReviewPoint, ...] = ()
