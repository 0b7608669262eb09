"""What the measurements aim at is held: a figure that falls short is named, and the run fails."""

from typing import Any

import pytest
from bench.aims import AIMS, MEASURED, missed

from bench import bench

# As `make bench` tells them, of two parts.
SEARCH = {
    "search": {"p50_ms": 12.0, "p95_ms": 30.0}, "page": {"p50_ms": 40.0, "p95_ms": 90.0},
}  # fmt: skip
PAGE = {"ratio": 0.9, "home_ratio": 0.85}


def test_every_aim_is_measured_by_something() -> None:
    assert MEASURED.keys() == AIMS.keys()
    assert {part for part, _floor, _how in MEASURED.values()} <= set(bench.PARTS)


def test_what_meets_its_aims_is_not_named_nor_what_was_not_measured() -> None:
    assert missed({"search": SEARCH, "page": PAGE, "view": {"left_out": "no browser"}}) == []


def test_what_falls_short_is_named_with_its_figure_and_its_aim() -> None:
    slow: dict[str, Any] = SEARCH | {"search": {"p50_ms": 31.0, "p95_ms": 30.0}}
    assert missed({"search": slow, "page": PAGE | {"home_ratio": 0.79}}) == [
        "page: home is 0.79, aim ≥ 0.8 (page)",
        "search: search.p50_ms is 31, aim ≤ 30 (search_p50_ms)",
    ]
    quick = {"bytes": 50_000, "lcp_ms": 900, "cls": 0.0, "deaf_ms": 12, "answer_ms": 64}
    view = {"home": quick | {"bytes": 62_000, "answer_ms": 104},
            "guide": quick | {"lcp_ms": 2100, "cls": 0.03, "deaf_ms": 51}}  # fmt: skip
    assert [line.split(",")[0] for line in missed({"view": view})] == [
        "view: home.kb is 60.5", "view: guide.lcp_ms is 2100", "view: guide.cls is 0.03",
        "view: guide.deaf_ms is 51", "view: home.answer_ms is 104",
    ]  # fmt: skip


@pytest.mark.parametrize(("quick", "code"), [([], 1), (["--quick"], None)])
def test_a_run_that_falls_short_fails_but_for_a_short_round(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    quick: list[str], code: int | None,
) -> None:  # fmt: skip
    told = {"page": PAGE | {"ratio": 0.5}, "aims": AIMS}
    monkeypatch.setattr(bench, "measure", lambda **_wishes: told)
    monkeypatch.setattr(bench, "table", lambda _figures: "")
    monkeypatch.setattr("sys.argv", ["bench", *quick])
    if code is None:
        bench.main()
    else:
        with pytest.raises(SystemExit) as ended:
            bench.main()
        assert ended.value.code == code
    assert "not met: page: guide is 0.5" in capsys.readouterr().out
