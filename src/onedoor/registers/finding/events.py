"""What happens to the words by which things are found."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SearchWordAdded(Event, name="search-word.added"):
    """An editor lets an entry be found by one word more. `subject` is "search:<entry>"."""

    for_everybody = True

    entry: str
    word: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SearchWordRemoved(Event, name="search-word.removed"):
    """An editor took a word back."""

    for_everybody = True

    entry: str
    word: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MissIgnored(Event, name="search-miss.ignored"):
    """An editor said that a query asks for nothing we offer, or took that back."""

    digest: str
    ignored: bool
