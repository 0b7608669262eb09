"""What to bring, on one sheet of paper, with a code that leads back to these very choices."""

from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from tests.journeys.conftest import Visit
from tests.world import World

from onedoor.registers.catalogue.queries import services

pytestmark = pytest.mark.browser


def _with_the_most_documents() -> str:
    """The service whose guide asks for most."""
    found = {each.code: len(each.parsed.documents.documents) for each in services()}
    return max(found, key=lambda code: (found[code], code))


@pytest.mark.parametrize("language", ["zh-hans", "en", "ug"])
def test_the_longest_check_list_is_one_sheet_and_its_code_reopens_it(
    visit: Visit, world: World, language: str
) -> None:
    visitor = visit()
    visitor.goes_to(f"/mode?lang={language}&next=/guide/{_with_the_most_documents()}")
    visitor.page.locator('a[href*="/checklist"]').first.click()
    visitor.page.wait_for_url("**/checklist*")
    here, asked = urlsplit(visitor.page.url), visitor.page.locator("ul.checks li").count()
    with pypdfium2.PdfDocument(BytesIO(visitor.page.pdf(format="A4"))) as printed:
        assert len(printed) == 1
        picture = printed[0].render(scale=4).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    told = urlsplit(code.text)
    assert (told.path, told.query) == (here.path, here.query)
    again = visitor.goes_to(f"{told.path}?{told.query}")
    assert again.page.locator("ul.checks li").count() == asked > 9
