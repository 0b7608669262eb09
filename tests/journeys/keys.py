"""Somebody without a mouse: Tab, arrows, Space, Enter and letters, and one always sees where."""

from typing import Any

from playwright.sync_api import TimeoutError as TooLate
from tests.journeys.focus import STOP
from tests.journeys.visitor import PATIENCE, Visitor

MET_FIRST = """() => {
    const at = document.activeElement, met = window.metByKeys ||= new WeakSet();
    const group = at.type === "radio" ? at.form.elements[at.name] : null;
    const one = group?.length ? group[0] : at;
    const first = one.matches("a[href], button, input, select, textarea, summary") && !met.has(one);
    met.add(one);
    return first ? 1 : 0;
}"""
# Further than the longest page of the site; beyond it a target cannot be reached at all.
MOST_STOPS = 400


def stands_out(visitor: Visitor) -> dict[str, Any]:
    """What has the focus; AssertionError unless one can see that it does."""
    stop: dict[str, Any] = visitor.page.evaluate(STOP)
    assert stop["ringed"], f"the focus cannot be seen at “{stop['words']}” on {visitor.path}"
    assert stop["inside"], f"“{stop['words']}” has the focus out of view on {visitor.path}"
    assert not stop["covered"], f"“{stop['words']}” has the focus under something"
    return stop


class ByKeys(Visitor):
    """The same person with the same words, by keyboard alone; each stop on the way is looked at."""

    # Stops of the Tab key, and the controls met by them: a way back or a trap meets none again,
    # nor does what is no control. Radio buttons of one name are one control.
    stops = controls = 0

    def reaches(self, target: Any) -> None:
        """Tab until this has the focus; a group of radio buttons is one stop, arrows move in it."""
        group = """one => {
            const at = document.activeElement;
            return one === at
                || at.type === "radio" && one.name === at.name && one.form === at.form;
        }"""
        if target.evaluate("one => one === document.activeElement"):
            return
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            self.stops += 1
            self.controls += self.page.evaluate(MET_FIRST)
            if target.evaluate(group):
                break
            if self.page.evaluate("document.activeElement !== document.body"):
                stands_out(self)
        else:
            raise AssertionError(f"no key leads to {target} on {self.path}")
        while not target.evaluate("one => one === document.activeElement"):
            self.page.keyboard.press("ArrowDown")
        stands_out(self)

    def activates(self, target: Any) -> None:
        self.activations += 1
        self.reaches(target)
        self.page.keyboard.press("Enter")

    def writes(self, field: Any, words: str) -> None:
        self.keys += len(words)
        self.reaches(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(words)

    def ticks(self, target: Any) -> None:
        if target.is_checked():
            return
        self.activations += 1
        self.reaches(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def settles_on(self, field: Any, option: str) -> None:
        self.reaches(field)
        chosen = "one => one.selectedOptions[0]?.label"
        for _ in range(field.locator("option").count()):
            if field.evaluate(chosen) == option:
                return
            self.page.keyboard.press("ArrowDown")
        assert field.evaluate(chosen) == option

    def hands_in(self, field: Any, files: list[str]) -> None:
        self.activations += 1
        self.reaches(field)
        for last in (False, False, True):
            # The browser may let one key go by while it is busy; a person presses again.
            try:
                with self.page.expect_file_chooser(timeout=PATIENCE / 3) as choosing:
                    self.page.keyboard.press("Space")
            except TooLate:
                if last:
                    raise
            else:
                choosing.value.set_files(files)
                return
