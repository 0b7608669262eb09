"""Every page of readers comes in another language and size, and back."""

import pytest
from django.test import Client
from tests.world import World


@pytest.mark.parametrize("path", ["/services", "/sign-in", "/ask/consultation", "/nowhere"])
def test_everywhere_one_may_change_language_and_size(world: World, path: str) -> None:
    """Also where there is no menu: at sign-in, in a letter, at a refusal."""
    page = Client().get(path).text
    for wish in ("lang=zh-hant", "lang=en", "lang=ug", "mode=elder"):
        assert f'href="/mode?{wish}&amp;next={path}"' in page
