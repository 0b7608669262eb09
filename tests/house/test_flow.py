"""docs/flow.md says what the code does."""

from importlib import import_module
from pathlib import Path

from django.apps import apps

from onedoor.site.flow import flow_page

PAGE = Path(__file__).parents[2] / "docs" / "flow.md"


def test_the_page_on_the_flow_of_news_is_up_to_date() -> None:
    for room in apps.get_app_configs():
        if room.name.startswith("onedoor.") and (Path(room.path) / "events.py").is_file():
            import_module(f"{room.name}.events")
    assert PAGE.read_text("utf-8") == flow_page(), "run: onedoor flow > docs/flow.md"
