"""The catalogues of other languages: `.po` in the tree, compiled when they are first needed.

Chinese is the language sentences are written in. There is no step to forget: whoever starts from a
checkout or a package compiles once into the state folder, under a name that carries the content.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
# Django's code, and the folder of its catalogue. Traditional Chinese is made from the page.
TRANSLATED = {"en": "en", "ug": "ug"}


def catalogues() -> Iterator[tuple[str, Path]]:
    """(language, file) of each catalogue in the tree."""
    for code, folder in TRANSLATED.items():
        file = FOLDER / folder / "LC_MESSAGES" / "django.po"
        if file.is_file():
            yield code, file


def compiled(state: Path) -> Path:
    """The folder gettext reads: made once for each content, whole or not at all."""
    digest = hashlib.sha256()
    for code, file in catalogues():
        digest.update(code.encode() + b"\0" + file.read_bytes())
    into = state / "locale" / digest.hexdigest()[:16]
    if not into.is_dir():
        _compile(into)
    return into


def _compile(into: Path) -> None:
    # Only whoever compiles needs the reader of catalogues, which takes a while to load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    into.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".making-", dir=into.parent))
    for code, file in catalogues():
        with file.open("rb") as written:
            catalogue = read_po(written, locale=code, abort_invalid=True)
        target = draft / code / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as made:
            write_mo(made, catalogue)
    try:
        draft.rename(into)
    except OSError:
        # Somebody else was first; theirs is the same.
        shutil.rmtree(draft)
