"""Pieces as the tests write them, by an editor of the agency and signed off by its chief."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image

from onedoor.kernel.actors import Actor
from onedoor.kernel.ports import port
from onedoor.registers.publications.actions import begin_piece, hand_in, save_draft, sign_off
from onedoor.registers.publications.content import Attached, Content, Point, Translation
from onedoor.registers.publications.queries import Piece
from onedoor.registers.publications.scanning import Ground

AGENCY = "press-aksu-city"
NOTICE = Content(
    title="图书展销会报名开始",
    summary="想参加展销会的书店，本月底以前报名。",
    body="展销会在文化广场办，报名不收费。\n- 带营业执照复印件。\n- 带许可证复印件。",
    editor="努尔比娅",
)
POLICY = Content(
    title="关于缩短出版物零售许可办理时间的通知",
    summary="由 10 个工作日减到 5 个工作日。",
    body="## 一、办理时间\n自受理之日起 5 个工作日内作出决定。",
    editor="努尔比娅",
    document_number="阿市新出〔2026〕12号",
    issued_on="2026-11-20",
    points=(
        Point(heading="时间减半", text="以前 10 天，现在 5 天。", matter="publication-retail"),
    ),
    matters=("publication-retail",),
)
IN_ENGLISH = Translation(
    language="en",
    title="Sign up for the book fair",
    summary="Bookshops that wish to take part sign up by the end of the month.",
    body="The fair is held at the Culture Square; nothing is charged.\n"
    "- Bring a copy of the business licence.\n- Bring a copy of the permit.",
)
IN_UYGHUR = Translation(
    language="ug",
    title="كىتاب يەرمەنكىسىگە تىزىملىتىش باشلاندى",
    summary="قاتناشماقچى بولغان كىتابخانىلار ئاي ئاخىرىغىچە تىزىملىتىدۇ.",
    body="يەرمەنكە مەدەنىيەت مەيدانىدا ئېچىلىدۇ، پۇل ئېلىنمايدۇ.\n"
    "- تىجارەت كىنىشكىسىنىڭ كۆپەيتىلمىسىنى ئالغاچ كېلىڭ.\n"
    "- ئىجازەتنامىنىڭ كۆپەيتىلمىسىنى ئالغاچ كېلىڭ.",
)
TRANSLATED_NOTICE = replace(NOTICE, translations=(IN_ENGLISH, IN_UYGHUR))
TRANSLATED_POLICY = replace(
    POLICY,
    translations=(
        Translation(
            language="en",
            title="Notice on deciding retail permits for publications sooner",
            summary="5 working days in place of 10.",
            body="## 1. Time\nIt is decided within 5 working days of acceptance.",
            points=(Point(heading="Half the time", text="It took 10 days, it takes 5 now."),),
        ),
    ),
)
COLUMNS = {"notice": "latest-notices", "policy": "policy-documents", "law": "policy-documents",
           "question": "common-questions", "article": "convenience"}  # fmt: skip


def a_picture(name: str = "地图.png") -> Attached:
    """A small picture in the store."""
    buffer = BytesIO()
    Image.new("RGB", (12, 8), "white").save(buffer, "PNG")
    content = buffer.getvalue()
    return Attached(
        digest=port("store").put(content), name=name, media_type="image/png", size=len(content),
        words="会场在文化广场东侧",
    )  # fmt: skip


def clerk(post: str, agency: str = AGENCY) -> Actor:
    """A clerk with this one post."""
    return Actor(
        kind="staff",
        ref=f"clerk:{agency}/{post}",
        name="测试员",
        agency=agency,
        posts=frozenset({f"{agency}/{post}"}),
    )


def editor(agency: str = AGENCY) -> Actor:
    return clerk("editor", agency)


def chief(agency: str = AGENCY) -> Actor:
    return clerk("chief-editor", agency)


def begun(content: Content = NOTICE, kind: str = "notice", agency: str = AGENCY) -> Piece:
    return begin_piece(kind, COLUMNS[kind], agency=agency, by=editor(agency), content=content)


def handed_in(
    content: Content = NOTICE, kind: str = "notice", agency: str = AGENCY, **more: Any
) -> Piece:
    piece = begun(content, kind, agency)
    return hand_in(piece.pk, by=editor(agency), ground=Ground(), **more)


def published(
    content: Content = NOTICE, kind: str = "notice", agency: str = AGENCY, **more: Any
) -> Piece:
    piece = handed_in(content, kind, agency, **more)
    return sign_off(piece.pk, by=chief(agency), ground=Ground())


def corrected(piece: Piece, note: str = "改了时间。", **changes: Any) -> Piece:
    """The next version of what is shown."""
    agency = piece.agency
    content = replace(NOTICE, **changes)
    saved = save_draft(piece.pk, content, revision=piece.revision, by=editor(agency))
    hand_in(saved.pk, by=editor(agency), ground=Ground(), note=note)
    return sign_off(saved.pk, by=chief(agency), ground=Ground())
