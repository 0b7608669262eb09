"""Each house rule catches the trespass it is meant for, planted in a small house of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house import habits, walls

TOP = Path(__file__).parents[2]
ORDER = {"registers.people": 0, "registers.catalogue": 2, "casework.cases": 4}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two rooms and a door, all in order."""
    root = tmp_path / "onedoor"
    for room in ("registers/people", "casework/cases", "channels/portal"):
        (root / room).mkdir(parents=True)
        (root / room / "__init__.py").write_text('"""A room."""\n\nPUBLIC = ("clock",)\n')
        (root / room / "queries.py").write_text("def case_for(number, *, seen_by): ...\n")
    return root


def plant(house: Path, where: str, text: str) -> None:
    (house / where).parent.mkdir(parents=True, exist_ok=True)
    (house / where).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("from onedoor.casework.cases.models import Case", True),
        ("import onedoor.casework.cases.rules", True),
        ("from onedoor.casework.cases import rules", True),
        ("from ...casework.cases import rules", True),
        ("def f():\n    from onedoor.casework.cases import reactions", True),
        ("from onedoor.casework.cases import actions, clock", False),
        ("from onedoor.casework.cases.clock import due_date", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
         "    from onedoor.casework.cases.models import Case", False),
        ("from onedoor.channels.portal import forms", False),
    ],
)  # fmt: skip
def test_a_back_door_is_seen(house: Path, text: str, caught: bool) -> None:
    plant(house, "channels/portal/pages.py", text)
    assert bool(walls.back_doors(house)) is caught


def test_the_roof_may_know_addresses_and_no_more(house: Path) -> None:
    plant(house, "site/urls.py", "import onedoor.channels.portal.urls")
    assert not walls.back_doors(house)
    plant(house, "site/urls.py", "import onedoor.channels.portal.pages")
    assert walls.back_doors(house)


def test_a_search_in_another_s_table_is_seen(house: Path) -> None:
    text = "from onedoor.casework.cases.queries import Case\nrows = Case.objects.all()"
    plant(house, "channels/portal/reactions.py", text)
    assert walls.rows_of_others(house)
    plant(house, "casework/cases/queries.py", text)
    plant(house, "channels/portal/reactions.py", "")
    assert not walls.rows_of_others(house)


@pytest.mark.parametrize(
    ("key", "caught"),
    [
        ('models.ForeignKey("cases.Case", models.CASCADE)', True),
        ("models.OneToOneField('catalogue.Service', models.CASCADE)", True),
        ("models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)", False),
        ('models.ForeignKey("self", models.CASCADE)', False),
    ],
)
def test_a_key_that_points_up_is_seen(house: Path, key: str, caught: bool) -> None:
    plant(house, "registers/people/models.py", f"class Party:\n    case = {key}\n")
    assert bool(walls.keys_upward(house, ORDER)) is caught


@pytest.mark.parametrize("line", ["Case.objects.filter()", "case.save()", "Case.create(a=1)"])
def test_a_page_that_writes_is_seen(house: Path, line: str) -> None:
    plant(house, "channels/portal/actions.py", line)
    assert not habits.writing_pages(house)
    plant(house, "channels/portal/pages.py", line)
    assert habits.writing_pages(house)


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "date.today()",
        "t = time.time()",
        "field(default_factory=time.time)",
        "timezone.now()",
        "from django.utils.timezone import now",
        "from django.db.models.functions import Now",
        "models.DateTimeField(auto_now_add=True)",
    ],
)
def test_a_stray_clock_is_seen(house: Path, line: str) -> None:
    plant(house, "kernel/time.py", line)
    assert not habits.stray_clocks(house)
    plant(house, "casework/cases/rules.py", line)
    assert habits.stray_clocks(house)


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
    ],
)
def test_a_hook_on_rows_is_seen(house: Path, line: str) -> None:
    plant(house, "casework/cases/reactions.py", line)
    assert habits.row_signals(house)


def test_length_is_seen(house: Path) -> None:
    plant(house, "casework/cases/rules.py", "a = 1\n" * 500)
    assert not habits.too_long(house)
    plant(house, "casework/cases/rules.py", "a = 1\n" * 501)
    assert habits.too_long(house)
    plant(house, "casework/cases/rules.py", "def f():\n" + "    a = 1\n" * 60)
    assert habits.too_long(house)


def test_names_that_say_nothing_are_seen(house: Path) -> None:
    plant(house, "kernel/apps.py", "")
    assert not habits.forbidden_files(house)
    plant(house, "casework/cases/utils.py", "")
    plant(house, "casework/cases/apps.py", "")
    assert len(habits.forbidden_files(house)) == 2


def test_a_room_without_words_or_with_too_many_is_seen(house: Path) -> None:
    assert not habits.rooms_without_words(house)
    plant(house, "casework/cases/__init__.py", "")
    assert habits.rooms_without_words(house)
    plant(house, "casework/cases/__init__.py", '"""' + "word\n" * 16 + '"""')
    assert habits.rooms_without_words(house)


def test_a_query_that_names_no_reader_is_seen_unless_it_has_a_reason(house: Path) -> None:
    watched = ("casework.cases",)
    assert not habits.readers_unnamed(house, watched, {})
    plant(house, "casework/cases/queries/inbox.py", "def inbox(seen_by): ...\ndef _own(): ...")
    assert len(habits.readers_unnamed(house, watched, {})) == 1
    assert not habits.readers_unnamed(house, watched, {"casework.cases.inbox": "why"})


def test_a_pack_known_by_name_is_seen(house: Path, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    for file in ("press/agency.yaml", "press/book-shop/service.yaml"):
        (packs / file).parent.mkdir(parents=True, exist_ok=True)
        (packs / file).write_text("")
    plant(house, "casework/cases/rules.py", '"""As in book-shop."""\nwanted = "press-on"')
    assert not habits.packs_by_name(house, packs)
    plant(house, "casework/cases/rules.py", 'if service == "book-shop": ...')
    plant(house, "channels/portal/templates/home.html", '<a href="/press/">')
    assert len(habits.packs_by_name(house, packs)) == 2


@pytest.mark.parametrize(
    ("rule", "caught"),
    [
        ("margin-left: 1px", True),
        ("padding-right:0", True),
        ("border-top-left-radius: 2px", True),
        ("text-align: left", True),
        ("float: right", True),
        ("inset: 0; left: 0", True),
        ("margin-inline-start: 1px; text-align: start", False),
        ("--left-hand: 1; grid-area: left-side", False),
    ],
)
def test_left_and_right_are_seen(house: Path, rule: str, caught: bool) -> None:
    plant(house, "channels/look/static/a.css", f"/* left: in a comment */\na {{ {rule} }}")
    assert bool(habits.physical_sides(house)) is caught
    plant(house, "channels/look/static/a.css", "")
    plant(house, "channels/portal/templates/a.html", f'<p>left: of it</p><p style="{rule}">')
    assert bool(habits.physical_sides(house)) is caught


def test_chinese_that_no_translator_sees_is_seen(house: Path) -> None:
    said = '"""中文说明"""\nfrom x import gettext as _\na = _("好的 {n}").format(n="1")\nb = "年"\n'
    plant(house, "channels/portal/pages.py", said)
    assert not habits.unspoken_chinese(house)
    plant(house, "channels/portal/pages.py", said + 'c = "提交成功"')
    assert habits.unspoken_chinese(house)


def test_chinese_in_a_template_outside_its_translation_is_seen(house: Path) -> None:
    spoken = '{# 中文 #}<p>{{ _("提交") }}{% trans n=1 %}共 {{ n }} 件办件{% endtrans %}</p>'
    plant(house, "channels/portal/templates/a.html", spoken)
    assert not habits.unspoken_templates(house)
    plant(house, "channels/portal/templates/a.html", spoken + "<p>提交</p>")
    assert habits.unspoken_templates(house)


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("kernel/trespass.py", "import onedoor.site.places", "Calls go down"),
        ("registers/people/trespass.py", "import onedoor.registers.agencies", "Rooms on a floor"),
        ("casework/trespass.py", "import onedoor.gateways.store_folder", "Settings name a gateway"),
    ],
)
def test_a_broken_import_contract_is_seen(
    tmp_path: Path, where: str, line: str, contract: str
) -> None:
    shutil.copytree(
        TOP / "src" / "onedoor",
        tmp_path / "src" / "onedoor",
        ignore=lambda folder, names: {
            n for n in names if not n.endswith(".py") and not Path(folder, n).is_dir()
        },
    )
    (tmp_path / "src" / "onedoor" / where).write_text(line)
    told = subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--config",
            TOP / "pyproject.toml",
        ],
        cwd=tmp_path,
        # Packages that stand alone are taken from where they are.
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'src'}:{TOP / 'src'}"},
        capture_output=True,
        text=True,
    )
    broken = [row for row in told.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), told.stdout
