"""What happens to posts."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PostGiven(Event, name="post.given"):
    """An account holds a post from a day on. `subject` is "post:<agency>/<slug>"."""

    post: str
    account: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PostTaken(Event, name="post.taken"):
    """An account holds a post no longer after a day."""

    post: str
    account: str
    until: date
