"""First views over a slow line: how heavy, when the largest thing stands, how much it moves.

A browser that was never here, 400 kbit/s both ways, 400 ms to each answer, a quarter of the
processor. Bytes are those on the wire, heads and all, with stylesheet, icons, font and scripts.

And how it answers a hand: for how long the page is deaf once something is seen (after the first
paint, of each long task what is over 50 ms), and the longest time from a key or a press to the
picture that shows it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import quote

from bench.flows import SERVICE
from bench.sso import session_of
from bench.town import Server, Town

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
LATENCY_MS, BITS, SLOWER = 400, 400_000, 4
TIMES = 5
_SETTLE_MS = 800
_SEEN = """() => new Promise(done => {
    let largest = 0, moved = 0;
    const paint = new PerformanceObserver(list => {
        for (const one of list.getEntries()) largest = Math.max(largest, one.startTime);
    });
    paint.observe({type: "largest-contentful-paint", buffered: true});
    const shift = new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) moved += one.value;
    });
    shift.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done({largest, moved}), 100);
})"""
# Listens from the beginning, for what is too short is not kept for those who come later.
_LISTEN = """
    window.tasks = []; window.waited = 0; window.answered = 0;
    new PerformanceObserver(list => {
        window.tasks.push(...list.getEntries());
    }).observe({type: "longtask", buffered: true});
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (one.interactionId) {
            window.answered += 1;
            window.waited = Math.max(window.waited, one.duration);
        }
    }).observe({type: "event", durationThreshold: 16, buffered: true});
"""

# Before there is anything to press nobody is deaf.
_DEAF = """() => {
    const seen = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    const after = tasks.map(one => one.startTime + one.duration - Math.max(seen, one.startTime));
    return {deaf: after.reduce((sum, each) => sum + Math.max(0, each - 50), 0), waited, answered};
}"""


def measure(town: Town, ours: Server, *, times: int = TIMES) -> dict[str, Any]:
    """Medians for each page; `left_out` says why when there is no browser to measure with."""
    if not shutil.which(CHROMIUM):
        return {"left_out": "Chromium is not installed"}
    step, session = _a_step(town)
    pages = {
        "home": ("/", ""),
        "guide": (f"/guide/{SERVICE}", ""),
        "search": (f"/services?q={quote('书店')}", ""),
        "form": (step, session),
    }
    for path, _session in pages.values():
        ours.wait(path)
    with _browser() as browser:
        seen = {
            name: [_first_view(browser, ours.at(path), cookie) for _ in range(times)]
            for name, (path, cookie) in pages.items()
        }
    return {name: _middle(views) for name, views in seen.items()}


def _middle(views: list[dict[str, float]]) -> dict[str, float]:
    return {
        "bytes": round(median(each["bytes"] for each in views)),
        "requests": round(median(each["requests"] for each in views)),
        "lcp_ms": round(median(each["largest"] for each in views)),
        "cls": round(max(each["moved"] for each in views), 4),
        "deaf_ms": round(median(each["deaf"] for each in views)),
        "answer_ms": round(median(each["waited"] for each in views)),
    }


def _a_step(town: Town) -> tuple[str, str]:
    """The first step of an application just begun, and a session of the applicant."""
    from onedoor.casework.cases.actions import begin_draft
    from onedoor.registers.catalogue.queries import current_version
    from onedoor.registers.people.queries import account_called

    told = next(told for told in town.stories if told.service == SERVICE)
    story, by = told.story, town.cast(told.story.applicant)
    draft = begin_draft(SERVICE, agency=story.at, situation=dict(story.situation), by=by)
    account = account_called(story.applicant)
    assert account is not None
    first = current_version(SERVICE).parsed.form.sections[0]
    return f"/drafts/{draft.pk}/steps/{first.id}", session_of(account)


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield opened
        opened.close()


def _first_view(browser: Any, url: str, session: str) -> dict[str, float]:
    """One visit in a context of its own; RuntimeError when it was not the page."""
    from django.conf import settings

    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY_MS,
        "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8,
    })  # fmt: skip
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_LISTEN)
    answer = page.goto(url, wait_until="load", timeout=60_000)
    if answer.status != 200 or page.url.partition("?")[0] != url.partition("?")[0]:
        raise RuntimeError(f"{answer.status} at {page.url} instead of {url}")
    page.wait_for_timeout(_SETTLE_MS)
    weighed = {"bytes": sum(sizes), "requests": len(sizes)}
    found = page.evaluate(_SEEN)
    hand = _touched(page)
    context.close()
    if not found["largest"]:
        raise RuntimeError(f"the browser saw nothing at {url}")
    return {**found, **weighed, **hand}


def _touched(page: Any) -> dict[str, float]:
    """What a hand does on any page: keys from stop to stop, words into a field, a press aside."""
    for _ in range(5):
        page.keyboard.press("Tab")
    field = page.locator("main input:not([type=hidden], [type=radio], [type=checkbox])").first
    if field.count():
        field.focus()
        page.keyboard.type("abc", delay=50)
    page.mouse.click(5, 400)
    page.wait_for_timeout(_SETTLE_MS)
    found: dict[str, float] = page.evaluate(_DEAF)
    if not found["answered"]:
        raise RuntimeError(f"no key was answered at {page.url}")
    return found
