"""An iCalendar file (RFC 5545) with whole-day entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from onedoor.kernel.time import now


@dataclass(frozen=True)
class Entry:
    """One day to remember: a stable id, the words, a link."""

    id: str
    on: date
    words: str
    link: str


def calendar_file(entries: Sequence[Entry]) -> bytes:
    """The file, lines folded at 75 octets as calendars demand."""
    stamp = f"{now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//onedoor//portal//ZH",
        "CALSCALE:GREGORIAN",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.id}@onedoor",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.words)}",
            f"URL:{entry.link}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])
