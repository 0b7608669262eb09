"""Trust grades at the desk: what stands across a copy, and the clerk by whose word C becomes B."""

import html
from datetime import date

from onedoor.casework.cases.grades import watermark
from onedoor.casework.cases.models import Material
from onedoor.kernel.record import entries_of

SEEN = "此件经与原件核对无误，仅供办理政务服务事项时使用"


def page_of(window, case, material) -> str:
    found = window.get(f"/desk/cases/{case.number}/", {"see": material.document})
    return html.unescape(found.content.decode())


def test_a_file_handed_in_is_of_grade_c_and_bears_no_words(case, window):
    page = page_of(window, case, Material.objects.get(case=case))
    assert "C 级" in page and "与原件核对无误" in page
    assert "data-mark" not in page


def test_a_named_clerk_makes_it_grade_b_and_the_words_stand_across_it(case, window):
    material = Material.objects.get(case=case)
    answer = window.post(f"/desk/cases/{case.number}/materials/{material.pk}/original")
    assert answer.status_code == 302
    page = page_of(window, case, material)
    assert "B 级" in page and "迪丽努尔·艾则孜" in page
    assert f'data-mark="{SEEN}"' in page and "记下：与原件核对无误" not in page
    seen = Material.objects.get(case=case)
    assert seen.checked_by_name == "迪丽努尔·艾则孜" and seen.checked_at
    assert entries_of(case.subject)[-1].name == "material.original-seen"


def test_a_clerk_whose_turn_it_is_not_makes_nothing_of_it(case, desk):
    material = Material.objects.get(case=case)
    address = f"/desk/cases/{case.number}/materials/{material.pk}/original"
    for login in ("press_baicheng_window", "press_aksu_city_approver"):
        answer = desk(login).post(address)
        assert answer.status_code != 302
        assert Material.objects.get(case=case).grade == "C"


def test_the_words_are_the_prescribed_ones():
    until = date(2027, 3, 31)
    assert watermark("A", agency="阿克苏市新闻出版局", until=until) == (
        "此件由阿克苏市新闻出版局提供，仅供办理政务服务事项时使用，有效期至2027年3月31日"
    )
    assert watermark("B") == SEEN
    assert watermark("C") == watermark("D") == ""
