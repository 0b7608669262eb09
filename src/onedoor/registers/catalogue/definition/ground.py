"""What every part of a definition is made of: strict models, texts, legal bases, names."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

LANGUAGES = ("zh", "zh-hant", "en", "ug")
# Those that words are written in: Traditional characters follow from the Chinese.
WRITTEN = ("zh", "en", "ug")


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...


_Edition = TypeVar("_Edition", bound=_Dated)


def in_force(editions: Iterable[_Edition], day: date) -> _Edition | None:
    """The last of these editions, in their order, that is valid on that day; None before all."""
    found = [each for each in editions if each.valid_from <= day]
    return found[-1] if found else None


class Strict(BaseModel):
    """A model that knows all its fields: an unknown one is a fault, not a surprise."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        validate_default=True,
        populate_by_name=True,
    )


def _as_text(given: object) -> object:
    return {"zh": given} if isinstance(given, str) else given


class _Text(Strict):
    """A sentence for people: Chinese required, other languages beside it."""

    zh: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    zh_hant: str = ""
    en: str = ""
    ug: str = ""

    def __str__(self) -> str:
        return self.zh


# A plain string in a pack is Chinese; a mapping gives several languages.
Text = Annotated[_Text, BeforeValidator(_as_text)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
# A field's or document's id lives in answers for ever and never changes.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


def texts(**languages: str) -> _Text:
    """A text from its languages: `texts(zh="…", en="…")`."""
    return _Text(**languages)


def say(text: _Text | str, language: str = "zh") -> str:
    """The text in `language`, or in Chinese where nobody has translated it."""
    if isinstance(text, str):
        return text
    return getattr(text, language.replace("-", "_"), "") or text.zh


def in_each(make: Callable[[str], str]) -> _Text:
    """What `make` says for each language that words are written in."""
    return texts(**{language: make(language) for language in WRITTEN})


Certainty = Literal["high", "medium", "low", "conflict"]


class Basis(Strict):
    """A place in a law: name, article as printed (“第三十五条”), and the words where they help.

    `certainty` says how sure we are that the law says so; below high, `source` says where the fact
    was taken from, for a lawyer to look at first.
    """

    law: str
    article: str = ""
    text: str = ""
    certainty: Certainty = "high"
    source: str = ""

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


class Uncertain(Strict):
    """A fact of this service that is not settled: what, how sure, and where it was taken from."""

    what: Text
    certainty: Literal["medium", "low", "conflict"]
    source: str
