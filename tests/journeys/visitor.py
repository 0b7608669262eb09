"""Somebody in front of a browser, who finds everything by the words they can see or hear."""

import re
from pathlib import Path
from typing import Any

from django.utils import translation
from playwright.sync_api import TimeoutError as TooLate

from onedoor.channels.look.pieces import HAN
from onedoor.channels.look.script import TRADITIONAL, traditional
from onedoor.site.city import PASSWORD

# How long a browser waits for a page, in milliseconds. No promise of speed: on a machine where all
# tests run side by side a page may be long in coming, and that proves nothing of it.
PATIENCE = 30_000
# Seconds for a key of a poor typist, for pointing at something, for making up one's mind (Card,
# Moran and Newell 1980), and for a page to come on a slow line.
KEY, POINT, THINK, COMES = 0.28, 1.1, 1.35, 2.0


class Visitor:
    """What people do on pages. Every target is named as assistive technology names it.

    Counted is what a hand does: `activations` of links, buttons, fields to tick and files to
    choose, and `keys` for words typed. Opening an address by itself counts as nothing.

    Targets are named in Chinese here, and looked for in the language the pages are in.
    """

    language = "zh-hans"

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.activations = self.keys = 0

    def goes_to(self, path: str) -> "Visitor":
        """Open an address; nothing on the site may answer with a fault of its own."""
        answer = self.page.goto(path if path.startswith("http") else self.address + path)
        assert answer.status < 500, f"{answer.status} at {self.page.url}"
        return self

    def signs_in(self, login: str) -> "Visitor":
        self.goes_to("/sign-in")
        self.says_who(login)
        return self

    def says_who(self, login: str, password: str = PASSWORD) -> None:
        """Fill in the page of signing in, wherever one was sent to it from."""
        self.types("手机号、邮箱、卡号或账号", login)
        self.presses("用密码登录")
        self.types("密码", password)
        self.presses("登录")

    def follows(self, words: str) -> None:
        """Follow the first link called so, or whose name holds these words."""
        self.clicks(self.named("link", words))

    def presses(self, words: str) -> None:
        """Press the button; every button of the site sends a form."""
        self.clicks(self.named("button", words))

    def clicks(self, target: Any) -> None:
        """Activate it, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.activates(target)

    def activates(self, target: Any) -> None:
        """One activation: by pointer here, by key in `keys.ByKeys`."""
        self.activations += 1
        try:
            target.click()
        except TooLate as late:
            at = f"{self.page.url}, “{self.heading}”"
            raise AssertionError(f"{target} cannot be pressed at {at}") from late

    def said(self, words: str) -> str:
        """These words of the site as this visitor reads them; a language is called by its own."""
        if not HAN.search(words):
            return words
        with translation.override(self.language):
            there = translation.gettext(words)
        return traditional(there) if self.language == TRADITIONAL else there

    def named(self, role: str, words: str) -> Any:
        """The first of this role called exactly so, or else one whose name holds the words."""
        words = self.said(words)
        exact = self.page.get_by_role(role, name=words, exact=True)
        return (exact if exact.count() else self.page.get_by_role(role, name=words)).first

    def types(self, label: str, words: str) -> None:
        self.writes(self.field(label), words)

    def writes(self, field: Any, words: str) -> None:
        """Put these words in place of what the field holds."""
        self.keys += len(words)
        field.fill(words)

    def ticks(self, target: Any) -> None:
        """Choose this radio button or box; nothing happens when it is chosen already."""
        self.activations += not target.is_checked()
        target.check()

    def field(self, label: str) -> Any:
        """The field with this label; （选填） may follow it."""
        words, optional = re.escape(self.said(label)), re.escape(self.said("（选填）"))
        return self.page.get_by_label(re.compile(f"^{words}(\\s*{optional})?$")).first

    def chooses(self, question: str, *answers: str) -> None:
        """Tick the answers in the group of that question; a hint may follow an answer."""
        group = self.page.get_by_role("group", name=question).first
        for answer in answers:
            exact = group.get_by_label(answer, exact=True)
            begins = group.get_by_label(re.compile(f"^{re.escape(answer)}"))
            self.ticks((exact if exact.count() else begins).first)

    def picks(self, label: str, option: str) -> None:
        """Choose this from the list behind that label."""
        self.activations += 1
        self.settles_on(self.field(label), option)

    def settles_on(self, field: Any, option: str) -> None:
        field.select_option(label=option)

    def confirms(self, words: str) -> None:
        self.ticks(self.page.get_by_role("checkbox", name=words).first)

    def uploads(self, label: str, *files: Path) -> None:
        self.hands_in(self.page.get_by_label(label).first, [str(file) for file in files])

    def hands_in(self, field: Any, files: list[str]) -> None:
        """Choose these files for a field."""
        self.activations += 1
        field.set_input_files(files)

    def downloads(self, words: str) -> bytes:
        """The bytes behind a link that saves a file."""
        with self.page.expect_download() as saving:
            self.activates(self.named("link", words))
        return Path(saving.value.path()).read_bytes()

    def sees(self, *words: str) -> None:
        """All of these words stand in what is shown."""
        shown = self.shown
        for each in words:
            assert each in shown, f"“{each}” is not on {self.page.url}:\n{shown}"

    def sees_no(self, *words: str) -> None:
        shown = self.page.content()
        for each in words:
            assert each not in shown, f"“{each}” is on {self.page.url}"

    @property
    def shown(self) -> str:
        """The words of the page, without the spaces that lay them out."""
        return re.sub(r"[ \t\u00a0]+", " ", self.page.locator("body").inner_text())

    @property
    def seconds(self) -> float:
        """How long a person takes for what was done so far, by the keystroke-level model."""
        return KEY * self.keys + (POINT + THINK + COMES) * self.activations

    @property
    def title(self) -> str:
        return self.page.title()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().strip()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)
