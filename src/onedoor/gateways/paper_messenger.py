"""Messages written to a folder instead of sent: the paper twin of the SMS line."""

import hashlib
import json
from pathlib import Path

from django.conf import settings

from onedoor.kernel.time import local, now


class PaperMessenger:
    """One JSON file a message in `<state>/messages`, named by its key: a repeat changes nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.ONEDOOR_STATE) / "messages"

    def send(self, *, to: str, text: str, key: str) -> None:
        """Write it down; the same `key` again is harmless. OSError when the disk refuses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(key.encode()).hexdigest()[:32]
        place = self.folder / f"{name}.json"
        if place.exists():
            return
        message = {"to": to, "text": text, "key": key, "at": local(now()).isoformat()}
        draft = place.with_suffix(".part")
        draft.write_text(json.dumps(message, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(place)
