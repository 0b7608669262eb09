"""Sample words for the gallery. No person, firm or case here exists."""

from typing import Any


def gallery_samples() -> dict[str, Any]:
    """What `look/gallery.html` is drawn with."""
    return {"errors": []}
