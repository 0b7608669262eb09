"""The paper twin of the message line."""

import json
from datetime import date
from pathlib import Path

from onedoor.gateways.paper_messenger import PaperMessenger
from onedoor.kernel.time import travel


def test_a_message_is_written_down_with_whom_what_and_when(tmp_path: Path) -> None:
    with travel(date(2026, 11, 20)):
        PaperMessenger(tmp_path).send(to="13900000000", text="您的申请已受理。", key="a/1")
    message = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))
    assert (message["to"], message["text"], message["key"]) == (
        "13900000000",
        "您的申请已受理。",
        "a/1",
    )
    assert message["at"].startswith("2026-11-20T12:00:00")


def test_the_same_key_sent_again_changes_nothing(tmp_path: Path) -> None:
    line = PaperMessenger(tmp_path)
    line.send(to="1", text="first", key="a/1")
    line.send(to="1", text="second", key="a/1")
    line.send(to="1", text="other", key="../a/2")
    texts = {json.loads(path.read_text())["text"] for path in tmp_path.iterdir()}
    assert texts == {"first", "other"}
