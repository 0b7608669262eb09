"""(c) the guide and the home page, nobody signed in, against (d) hello-world, same server."""

from statistics import median
from typing import Any

from bench import load
from bench.flows import SERVICE
from bench.machine import cpu_of_family
from bench.town import Server

_ASKERS = 2
_CONNECTIONS = 8


def measure(ours: Server, least: Server, *, rounds: int, seconds: float) -> dict[str, Any]:
    """Medians of all three, taken in turns; the ratio is the middle one of the rounds' own."""
    page, home = Figures(ours, f"/guide/{SERVICE}"), Figures(ours, "/")
    hello = Figures(least, "/")
    for _ in range(rounds):
        for each in (page, hello, home):
            each.take(seconds)
    return {
        "page_per_second": round(median(page.rates)),
        "home_per_second": round(median(home.rates)),
        "hello_per_second": round(median(hello.rates)),
        "ratio": _beside(page, hello),
        "home_ratio": _beside(home, hello),
        "page_cpu_us": round(median(page.busy)),
        "hello_cpu_us": round(median(hello.busy)),
        "cpu_ratio": round(median(hello.busy) / median(page.busy), 3),
        "asker_cpu_us": round(median(hello.askers)),
        "page_bytes": page.size,
        "home_bytes": home.size,
        "connections": _ASKERS * _CONNECTIONS,
    }


def _beside(page: "Figures", hello: "Figures") -> float:
    """Each round against the hello-world beside it: what else a machine does changes both."""
    pairs = zip(page.rates, hello.rates, strict=True)
    return round(median(ours / least for ours, least in pairs), 3)


class Figures:
    """One address asked again and again."""

    def __init__(self, server: Server, path: str) -> None:
        self.server, self.path = server, path
        self.rates: list[float] = []
        self.busy: list[float] = []
        self.askers: list[float] = []
        self.size = 0
        # Each worker compiles its templates on the first page it draws.
        for _ in range(20):
            server.wait(path)

    def take(self, seconds: float) -> None:
        """One round; RuntimeError when an answer was not the page."""
        spec = {
            "what": "pages", "port": self.server.port, "path": self.path,
            "connections": _CONNECTIONS, "seconds": seconds,
        }  # fmt: skip
        before = cpu_of_family(self.server.pid)
        answers = load.ask(*[spec] * _ASKERS)
        if any(each["wrong"] for each in answers):
            raise RuntimeError(f"{self.path} did not answer 200")
        everything = sum(each["all"] for each in answers)
        self.rates.append(sum(each["rate"] for each in answers))
        self.busy.append((cpu_of_family(self.server.pid) - before) / everything * 1e6)
        self.askers.append(sum(each["cpu"] for each in answers) / everything * 1e6)
        self.size = answers[0]["size"]
