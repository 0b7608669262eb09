"""Files are served under names that carry their content, and kept for good."""

import gzip

from django.test import Client

from onedoor.channels.look.assets import assets, static


def test_a_file_is_kept_for_good_under_the_name_of_its_content() -> None:
    answer = Client().get(static("onedoor.css"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content == assets()["onedoor.css"].plain


def test_a_file_goes_packed_to_who_can_unpack() -> None:
    answer = Client().get(static("icons.svg"), headers={"accept-encoding": "gzip, br"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content) == assets()["icons.svg"].plain


def test_a_name_with_another_content_is_not_found() -> None:
    assert Client().get("/look/onedoor.0000000000.css").status_code == 404
    assert Client().get("/look/../settings.py").status_code == 404
