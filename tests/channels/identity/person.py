"""Somebody at the door of identity: a browser without scripts that reads its SMS and its mail."""

import base64
import html
import json
import re
from pathlib import Path
from typing import Any

from altcha.v1 import Challenge, solve_challenge
from django.conf import settings
from django.core import mail
from django.test import Client


class Person:
    """Opens pages and sends forms; what a script would compute is computed here."""

    def __init__(self, address: str = "127.0.0.1", **headers: str) -> None:
        self.client = Client(REMOTE_ADDR=address, headers=headers or None)

    def opens(self, path: str) -> Any:
        return self.client.get(path)

    def sends(self, path: str, works: bool = True, **fields: str) -> Any:
        """Post a form of the page at `path`, with its hidden fields; `works` solves the sum."""
        page = self.client.get(path).content.decode()
        hidden = {"proof": solved(page)} if works and "data-challenge=" in page else {}
        return self.client.post(path, {**hidden, **fields})

    def enters_by_code(self, contact: str, onward: str = "", **more: str) -> Any:
        """Ask for a code and type it; where one is led."""
        asked = self.sends("/sign-in", login=contact, by="code", next=onward, **more)
        assert asked.status_code == 302, words_of(asked)
        return self.client.post("/sign-in/code", {"code": code_for(contact_of(contact))})

    @property
    def is_in(self) -> bool:
        return bool(self.client.get("/account/security").status_code == 200)

    @property
    def session(self) -> str:
        cookie = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie.value if cookie else ""


def contact_of(typed: str) -> str:
    return typed if "@" in typed else re.sub(r"[ \-]", "", typed)


def solved(page: str) -> str:
    """What the script of the page would send: the answer to its sum."""
    found = re.search(r'data-challenge="([^"]+)"', page)
    assert found, "this page has no challenge"
    told = json.loads(html.unescape(found[1]))
    made = Challenge(
        told["algorithm"], told["challenge"], told["maxNumber"], told["salt"], told["signature"]
    )
    answer = solve_challenge(made, max_number=told["maxNumber"])
    assert answer
    payload = {key: told[key] for key in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(payload | {"number": answer.number}).encode()).decode()


def waited(page: str) -> str:
    """The signed moment of a page, for who has no script."""
    found = re.search(r'name="waited" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def messages(to: str) -> list[str]:
    """The texts of all SMS to this number, the latest last."""
    folder = Path(settings.ONEDOOR_STATE) / "messages"
    kept = [json.loads(each.read_text("utf-8")) for each in folder.glob("*.json")]
    mine = sorted((each for each in kept if each["to"] == to), key=lambda each: each["at"])
    return [each["text"] for each in mine]


def code_for(contact: str) -> str:
    """The latest code that reached this telephone or mailbox."""
    if "@" in contact:
        texts = [str(each.body) for each in mail.outbox if contact.lower() in each.to]
    else:
        number = contact if contact.startswith("+") else f"+86{contact}"
        texts = messages(number)
    assert texts, f"nothing reached {contact}"
    found = re.search(r"(?<!\d)(\d{6})(?!\d)", texts[-1])
    assert found
    return found[1]


def words_of(answer: Any) -> str:
    text = re.sub(
        r"<(script|style|head|select)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S
    )
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def without_looks(page: str) -> str:
    """The page without its links to other looks: they lead back to the very address that was asked
    for, whatever stands in it, and to no other house."""
    links = re.findall(r'href="(/mode\?[^"]*)"', page)
    assert links
    for each in links:
        back = Client().get(html.unescape(each)).headers["Location"]
        assert back.startswith("/") and not back.startswith(("//", "/\\"))
    return re.sub(r'href="/mode\?[^"]*"', "", page)
