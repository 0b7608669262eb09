"""The store keeps what it is given, and notices when it no longer has it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onedoor.gateways.store_folder import FolderStore

UNKNOWN = "ab" * 32


def test_what_is_put_can_be_got_by_its_digest(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = store.put(b"paper")
    assert digest == hashlib.sha256(b"paper").hexdigest()
    assert store.has(digest)
    assert store.get(digest) == b"paper"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert store.put(b"paper") == store.put(b"paper")
    assert list(store.digests()) == [hashlib.sha256(b"paper").hexdigest()]


def test_an_unknown_digest_is_a_key_error_and_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    store = FolderStore(tmp_path / "papers")
    for digest in (UNKNOWN, "../secret", "", "A" * 64):
        assert not store.has(digest)
        with pytest.raises(KeyError):
            store.get(digest)


def test_a_byte_altered_on_disk_is_noticed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = store.put(b"paper")
    next(tmp_path.glob("*/*/*")).write_bytes(b"peper")
    with pytest.raises(ValueError, match="altered"):
        store.get(digest)


def test_putting_the_right_bytes_again_mends_a_damaged_blob(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = store.put(b"paper")
    next(tmp_path.glob("*/*/*")).write_bytes(b"")
    store.put(b"paper")
    assert store.get(digest) == b"paper"


def test_many_writers_of_the_same_bytes_all_succeed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    content = b"x" * 300_000
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: store.put(content), range(32)))
    assert digests == {hashlib.sha256(content).hexdigest()}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == list(digests)


def test_a_write_cut_short_is_not_listed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = store.put(b"paper")
    (tmp_path / digest[:2] / digest[2:4] / ".half-written").write_bytes(b"pa")
    assert list(store.digests()) == [digest]
