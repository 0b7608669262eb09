"""Asks a register of persons and organisations whether a number and a name belong together.

JSON over HTTP; request and answer are signed (`signed_http`). What cannot be proved to come from
the register counts as silence: never as a yes.
"""

import logging
from typing import Any

from django.conf import settings

from onedoor.gateways.signed_http import ask
from onedoor.kernel.ports import RegisterAnswer

log = logging.getLogger("onedoor.register")

PATH = "/v1/check"
_SILENT = RegisterAnswer(verdict="unavailable")


class HttpRegister:
    """The register at settings.ONEDOOR_REGISTER: url, client, secret; silent when none is set."""

    def __init__(self, where: dict[str, str] | None = None, *, patience: float = 5.0) -> None:
        self._where = where
        self.patience = patience

    @property
    def where(self) -> dict[str, str]:
        """Where the register is and what we share with it."""
        return dict(settings.ONEDOOR_REGISTER) if self._where is None else self._where

    def check(
        self, kind: str, number: str, name: str, country: str = "", *, head: str = ""
    ) -> RegisterAnswer:
        """One question, one answer; silence when the line is down or the answer is not proved."""
        if not self.where.get("url"):
            return _SILENT
        question = {"kind": kind, "number": number, "name": name, "country": country}
        if head:
            question["head"] = head
        try:
            status, said = ask(self.where, PATH, question, patience=self.patience)
            if status == 200:
                return _read(said)
            log.warning("the register answered %s", status)
        except (OSError, ValueError, KeyError) as trouble:
            # Never the question itself: it bears a number and a name.
            log.warning("the register did not answer: %s", type(trouble).__name__)
        return _SILENT


def _read(said: dict[str, Any]) -> RegisterAnswer:
    verdict, receipt = said["verdict"], str(said.get("receipt", ""))[:80]
    if verdict not in ("match", "differs", "unknown"):
        raise ValueError("no verdict that we know")
    return RegisterAnswer(verdict=verdict, receipt=receipt)
