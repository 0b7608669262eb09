"""The catalogues hold what citizens can meet; what they lack is counted, with the reason."""

import re
from pathlib import Path

import pytest
import yaml

from onedoor.site.catalogues import TRANSLATED, compiled
from onedoor.site.sayings import catalogue, sayings, untranslated

LACKING = yaml.safe_load((Path(__file__).parent / "untranslated.yaml").read_text("utf-8"))
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%s|\{[a-z_]*\}")
# A month is named in some languages and numbered in others.
DATE = {"month", "month_name"}
# Who fills both in.
NAMES_MONTHS = {
    "kernel/languages.py",
}  # fmt: skip
LANGUAGES = sorted(TRANSLATED)


def words_of(message) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_translated_is_known_room_by_room(language: str) -> None:
    """A new sentence needs its words; who translates old ones lowers the number."""
    found = {room: len(texts) for room, texts in untranslated(language).items()}
    known = {
        room: each[language]
        for rooms in LACKING.values()
        for room, each in rooms.items()
        if each[language]
    }
    assert found == known


def test_no_room_of_the_portal_lacks_anything() -> None:
    for language in LANGUAGES:
        assert not {"channels/portal", "channels/notices"} & set(untranslated(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_filled_in_everywhere(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        said = message.id[0] if isinstance(message.id, tuple) else message.id
        for words in words_of(message) if said else ():
            given = set(PLACEHOLDER.findall(said)), set(PLACEHOLDER.findall(words))
            plain = [{re.sub(r"\W", "", each).rstrip("ds") for each in one} for one in given]
            if given[0] != given[1] and not (plain[0] ^ plain[1]) <= DATE:
                wrong.append((said, words))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_month_is_named_whoever_says_the_day_knows_its_name(language: str) -> None:
    named = {
        message.id for message in catalogue(language)
        if isinstance(message.id, str) and any("month_name" in it for it in words_of(message))
    }  # fmt: skip
    assert named
    for saying in sayings():
        if saying.text in named:
            assert set(saying.places) <= NAMES_MONTHS, saying.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_a_guess_and_nothing_is_left_over(language: str) -> None:
    said = {saying.key for saying in sayings()}
    for message in catalogue(language):
        text = message.id[0] if isinstance(message.id, tuple) else message.id
        assert not message.fuzzy, text
        assert not text or (message.context or "", text) in said, f"nobody says {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_chinese(language: str) -> None:
    han = re.compile(r"[\u3400-\u9fff，。；：（）《》]")
    for message in catalogue(language):
        for words in words_of(message):
            assert set(han.findall(words)) <= set("年月日"), (message.id, words)


def test_uyghur_is_written_in_uyghur_letters() -> None:
    """Letters of Arabic or Persian that look alike break search and speech."""
    alike = re.compile("[هةکیأإآ]")
    for message in catalogue("ug"):
        for words in words_of(message):
            assert not alike.search(words), words


def test_what_is_compiled_is_made_once_and_whole(tmp_path: Path) -> None:
    made = compiled(tmp_path)
    files = {str(each.relative_to(made)) for each in made.rglob("*.mo")}
    assert files == {f"{language}/LC_MESSAGES/django.mo" for language in LANGUAGES}
    before = made.stat().st_mtime_ns
    assert compiled(tmp_path) == made and made.stat().st_mtime_ns == before
    assert [each.name for each in (tmp_path / "locale").iterdir()] == [made.name]
