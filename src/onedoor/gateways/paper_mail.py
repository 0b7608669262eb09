"""Mail written to a folder instead of sent: the paper twin of the mail server."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from onedoor.kernel.time import local, now


class PaperMail(BaseEmailBackend):
    """One JSON file a letter in `<state>/mails`; a Django mail backend like any other."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them down; OSError when the disk refuses and nobody asked to fail silently."""
        folder = Path(settings.ONEDOOR_STATE) / "mails"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for message in email_messages:
                _write(folder, message)
        except OSError:
            if not self.fail_silently:
                raise
            return 0
        return len(email_messages)


def _write(folder: Path, message: EmailMessage) -> None:
    letter = {
        "to": ", ".join(message.to),
        "subject": message.subject,
        "text": message.body,
        "at": local(now()).isoformat(),
    }
    place = folder / f"{secrets.token_hex(16)}.json"
    draft = place.with_suffix(".part")
    draft.write_text(json.dumps(letter, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(place)
