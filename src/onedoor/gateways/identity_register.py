"""Asks a register of persons and organisations whether a number and a name belong together.

JSON over HTTP; request and answer are signed (`signed_lines`). What cannot be proved to come from
the register counts as silence: never as a yes.
"""

import json
import logging
import secrets
from typing import Any

import requests
from django.conf import settings

from onedoor.gateways.signed_lines import (
    CLIENT,
    NONCE,
    SIGNATURE,
    TIME,
    is_signed,
    is_timely,
    signature,
)
from onedoor.kernel.ports import RegisterAnswer
from onedoor.kernel.time import now

log = logging.getLogger("onedoor.register")

PATH = "/v1/check"
_SILENT = RegisterAnswer(verdict="unavailable")
_LONGEST = 64 * 1024


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
            return self._ask(json.dumps(question, ensure_ascii=False).encode())
        except (OSError, ValueError, KeyError) as trouble:
            # Never the question itself: it bears a number and a name.
            log.warning("the register did not answer: %s", type(trouble).__name__)
            return _SILENT

    def _ask(self, body: bytes) -> RegisterAnswer:
        stamp, nonce, secret = str(int(now().timestamp())), secrets.token_hex(16), self._secret
        headers = {
            "Content-Type": "application/json",
            CLIENT: self.where["client"],
            TIME: stamp,
            NONCE: nonce,
            SIGNATURE: signature(
                secret, self.where["client"], stamp, nonce, "POST", PATH, body=body
            ),
        }
        with requests.Session() as line:
            # Straight to the register, whatever the environment says of proxies.
            line.trust_env = False
            answer = line.post(
                self.where["url"].rstrip("/") + PATH,
                data=body,
                headers=headers,
                timeout=(self.patience, self.patience),
                allow_redirects=False,
                stream=True,
            )
            content = answer.raw.read(_LONGEST + 1, decode_content=True)
            said = answer.headers.get(TIME, "")
            parts = ("answer", nonce, said, str(answer.status_code))
            proved = is_signed(answer.headers, secret, *parts, body=content)
        if len(content) > _LONGEST or answer.status_code != 200:
            log.warning("the register answered %s", answer.status_code)
            return _SILENT
        if not proved or not is_timely(said, now=now().timestamp()):
            log.warning("an answer came that is not the register's own")
            return _SILENT
        return _read(json.loads(content))

    @property
    def _secret(self) -> str:
        return self.where["secret"]


def _read(said: dict[str, Any]) -> RegisterAnswer:
    verdict, receipt = said["verdict"], str(said.get("receipt", ""))[:80]
    if verdict not in ("match", "differs", "unknown"):
        raise ValueError("no verdict that we know")
    return RegisterAnswer(verdict=verdict, receipt=receipt)
