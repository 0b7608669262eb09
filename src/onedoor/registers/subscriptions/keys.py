"""What one can subscribe to, as "kind:key": pure."""

from collections.abc import Sequence

SERVICE, BUNDLE, PIECE, COLUMN = "service", "bundle", "piece", "column"
TOPIC, PLACE, EVENT = "topic", "place", "event"
KINDS = (SERVICE, BUNDLE, PIECE, COLUMN, TOPIC, PLACE, EVENT)


def key_of(kind: str, name: str) -> str:
    """The key of one thing of one kind."""
    return f"{kind}:{name}"


def parted(key: str) -> tuple[str, str]:
    """Kind and name of a key."""
    kind, _colon, name = key.partition(":")
    return kind, name


def nearest(keys: Sequence[str], about: str) -> list[str]:
    """The keys of a change, the thing itself before what it belongs to."""
    return sorted(keys, key=lambda each: (each != about, KINDS.index(parted(each)[0]), each))
