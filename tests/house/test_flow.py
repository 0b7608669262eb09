"""docs/flow.md says what the code does."""

from pathlib import Path

from onedoor.site.flow import flow_page

PAGE = Path(__file__).parents[2] / "docs" / "flow.md"


def test_the_page_on_the_flow_of_news_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == flow_page(), "run: onedoor flow > docs/flow.md"
