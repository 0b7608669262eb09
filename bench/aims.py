"""What is aimed at, and which of it a run did not meet."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

# Flows per second: the best that other servers of identity have published. A sign-in: all of it
# together may take half as long again as the floor, which is hashing the password once.
AIMS = {
    "submit": 0.25,
    "page": 0.8,
    "view_kb": 60.0,
    "view_lcp_ms": 2000.0,
    "view_cls": 0.02,
    "view_deaf_ms": 50.0,
    "view_answer_ms": 100.0,
    "inbox_ms": 20.0,
    "inbox_growth": 1.5,
    "sso_flows": 15.0,
    "hash_share": 0.66,
    "library_growth": 1.5,
    "sm2": 0.8,
    "licences": 25.0,
    "search_p50_ms": 30.0,
    "search_p95_ms": 300.0,
    "rebuild": 0.2,
    "rebuild_rss_mib": 512.0,
    "board_cpu_ms": 50.0,
    "relay_p99_s": 2.0,
    "card_s": 5.0,
}
Figures = dict[str, Any]
# By aim: the part that measures it, whether it is a floor, and what was measured by what name.
Measured = tuple[str, bool, Callable[[Figures], Mapping[str, float]]]


def _of(*names: str) -> Callable[[Figures], Mapping[str, float]]:
    """What stands in a part beneath these names, one within the other."""

    def found(part: Figures) -> Mapping[str, float]:
        value: Any = part
        for name in names:
            value = value[name]
        return {".".join(names): value}

    return found


def _of_each(last: str) -> Callable[[Figures], Mapping[str, float]]:
    """The same figure of each thing in a part."""
    return lambda part: {f"{name}.{last}": each[last] for name, each in part.items()}


def _largest_inbox(part: Figures) -> Mapping[str, float]:
    size = max(part["web_cpu_ms"], key=int)
    return {f"web_cpu_ms.{size}": part["web_cpu_ms"][size]}


MEASURED: dict[str, Measured] = {
    "submit": ("submit", True, _of("ratio")),
    "page": ("page", True, lambda part: {"guide": part["ratio"], "home": part["home_ratio"]}),
    "view_kb": ("view", False, lambda part: {
        f"{name}.kb": round(each["bytes"] / 1024, 1) for name, each in part.items()}),
    "view_lcp_ms": ("view", False, _of_each("lcp_ms")),
    "view_cls": ("view", False, _of_each("cls")),
    "view_deaf_ms": ("view", False, _of_each("deaf_ms")),
    "view_answer_ms": ("view", False, _of_each("answer_ms")),
    "inbox_ms": ("inbox", False, _largest_inbox),
    "inbox_growth": ("inbox", False, _of("growth")),
    "sso_flows": ("sso", True, _of("flows_per_second")),
    "hash_share": ("entry", True, _of("hash_share")),
    "library_growth": ("library", False, lambda part: part["growth"]),
    "sm2": ("library", True, _of("sm2", "sign_ratio")),
    "licences": ("library", True, _of("licences_per_core_second")),
    "search_p50_ms": ("search", False, _of("search", "p50_ms")),
    "search_p95_ms": ("search", False, _of("page", "p95_ms")),
    "rebuild": ("oversight", True, _of("rebuild", "ratio")),
    "rebuild_rss_mib": ("oversight", False, _of("rebuild", "rss_mib")),
    "board_cpu_ms": ("oversight", False, lambda part: {
        f"{name}.web_cpu_ms": each["web_cpu_ms"] for name, each in part["boards"].items()}),
    "relay_p99_s": ("oversight", False, lambda part: {
        f"{name}.p99_s": part["relay"][name]["p99_s"] for name in ("lag", "lag_beside_failing")}),
    "card_s": ("oversight", False, _of("relay", "card_s", "most")),
}  # fmt: skip


def missed(figures: Figures) -> list[str]:
    """A line for each figure that a measured part has and that falls short of its aim."""
    return list(_missed(figures))


def _missed(figures: Figures) -> Iterable[str]:
    for aim, (part, is_floor, measured) in MEASURED.items():
        if part not in figures or "left_out" in figures[part]:
            continue
        for name, value in measured(figures[part]).items():
            if value < AIMS[aim] if is_floor else value > AIMS[aim]:
                sign = "≥" if is_floor else "≤"
                yield f"{part}: {name} is {value:g}, aim {sign} {AIMS[aim]:g} ({aim})"
