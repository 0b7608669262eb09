"""Asks a machine to say a published passage in plainer words. Nothing but the passage leaves us.

JSON over HTTP; request and answer are signed (`signed_http`). What comes back is no word of ours:
whoever shows it checks it first (`oversight.assistant.rephrasing`).
"""

import logging

from django.conf import settings

from onedoor.gateways.signed_http import ask

log = logging.getLogger("onedoor.rephraser")

PATH = "/v1/rephrase"


class HttpRephraser:
    """The machine at settings.ONEDOOR_REPHRASER: url, client, secret; silent when none is set."""

    def __init__(self, where: dict[str, str] | None = None, *, patience: float = 2.0) -> None:
        self._where = where
        self.patience = patience

    @property
    def where(self) -> dict[str, str]:
        """Where it is and what we share with it."""
        return dict(settings.ONEDOOR_REPHRASER) if self._where is None else self._where

    def rephrase(self, passage: str, *, language: str) -> str:
        """The passage in other words, "" when the line is down or the answer is not proved."""
        if not self.where.get("url"):
            return ""
        question = {"text": passage, "language": language}
        try:
            status, said = ask(self.where, PATH, question, patience=self.patience)
            if status == 200:
                return str(said["text"])
            log.warning("the rephraser answered %s", status)
        except (OSError, ValueError, KeyError) as trouble:
            log.warning("the rephraser did not answer: %s", type(trouble).__name__)
        return ""
