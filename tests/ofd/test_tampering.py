"""Nobody alters a sealed file and gets away with it, and no file makes the check fall over."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.ofd import specimen, tampering

from ofd import Refused, draw, verify
from ofd.package import open_package

SECONDS = 2.0


@pytest.fixture(scope="module")
def altered() -> list[tuple[str, bytes]]:
    return list(tampering.every())


# A child with little memory reads the bombs, so that one that goes off is seen.
CHILD = """
import json, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from ofd import Refused, Trust, draw, verify
room = 700 << 20
resource.setrlimit(resource.RLIMIT_AS, (room, room))
told = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    content = path.read_bytes()
    begun = time.process_time()
    report = verify(content, trust=Trust(()), at=datetime(2026, 5, 1, tzinfo=UTC))
    verified = time.process_time() - begun
    try:
        draw(content)
    except Refused:
        pass
    told[path.name] = [report.genuine, [each.code for each in report.problems], verified,
                       time.process_time() - begun - verified]
print(json.dumps(told))
"""


def test_two_hundred_ways_to_alter_a_sealed_file_and_every_one_is_refused(altered) -> None:
    passed, failed, slow, tried = [], [], [], 0
    for name, content in altered:
        tried += 1
        begun = time.process_time()
        report = verify(content, trust=specimen.trust(), at=specimen.NOW)
        took = time.process_time() - begun
        if report.genuine or not report.problems:
            passed.append(name)
        if any(each.code == "file.unreadable" for each in report.problems):
            failed.append(name)
        if took > SECONDS:
            slow.append((name, took))
    assert tried >= 200
    # Nothing got through, nothing fell over into the last net, nothing took its time.
    assert (passed, failed, slow) == ([], [], [])


def test_an_altered_file_is_drawn_or_refused_and_nothing_else_happens(altered) -> None:
    for name, content in altered[::3]:
        begun = time.process_time()
        try:
            draw(content)
        except Refused:
            continue
        finally:
            assert time.process_time() - begun < SECONDS, name


def test_a_bomb_is_refused_in_little_memory_and_time(tmp_path: Path) -> None:
    names = []
    for number, (name, content) in enumerate(tampering.bombs()):
        names.append(name)
        (tmp_path / f"{number:02}").write_bytes(content)
    told = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path], check=True, capture_output=True, text=True
    )
    for number, (genuine, codes, verified, drawn) in json.loads(told.stdout).items():
        name = names[int(number)]
        assert not genuine, name
        assert codes and "file.unreadable" not in codes, name
        assert verified < SECONDS and drawn < SECONDS, (name, verified, drawn)


def test_a_byte_of_the_archive_changes_nothing_or_is_found() -> None:
    """Dates and attributes of entries are read by nobody: what they hide, they hide from nobody."""
    chance = random.Random(2016)
    whole, content = tampering.files(), specimen.plain()
    # Around every header, where the archive itself is described.
    places = [at for mark in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
              for at in _places(content, mark)]  # fmt: skip
    for _ in range(300):
        at = min(chance.choice(places) + chance.randrange(50), len(content) - 1)
        changed = (
            content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
        )
        report = verify(changed, trust=specimen.trust(), at=specimen.NOW)
        assert not any(each.code == "file.unreadable" for each in report.problems), at
        if report.genuine:
            package = open_package(changed)
            assert {name: package.read(name) for name in package.names} == whole, at


@pytest.mark.parametrize("size", [0, 1, 21, 22, 100, 4096])
def test_noise_is_refused(size: int) -> None:
    noise = random.Random(size).randbytes(size)
    for content in (noise, b"PK\x03\x04" + noise, noise + b"PK\x05\x06" + bytes(18)):
        report = verify(content, trust=specimen.trust(), at=specimen.NOW)
        assert not report.genuine
        assert [each.code for each in report.problems] != ["file.unreadable"]


def _places(content: bytes, mark: bytes) -> list[int]:
    out, at = [], content.find(mark)
    while at >= 0:
        out.append(at)
        at = content.find(mark, at + 1)
    return out
