"""A small site without fault, to plant faults in: one service, its guide and what goes with it."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from onedoor.kernel.ports import SiteAnswer
from onedoor.oversight.inspection.inspecting import inspect
from onedoor.oversight.inspection.report import Finding, Report

ORIGIN = "http://site.test"
OWNER = "甲县书报局"
GUIDE = "/guide/bookshop"
FORM = f"{GUIDE}/form"
# What it is found by: short name, official name, keyword, pinyin of the short name.
WORDS = ("开书店", "出版物零售许可", "卖书", "kaishudian")


def page(main: str, *, title: str = "页", heading: str = "页") -> str:
    head = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f'<body><main id="main">{head}{main}</main><a href="/">回首页</a></body></html>'
    )


HOME = (
    '<form action="/services"><input name="q"></form><a href="/services">办事</a>'
    '<a href="/answers/">答复</a>'
    '<a href="/track">进度</a><a href="/sign-in?next=/">登录</a><a href="/sitemap">地图</a>'
    '<a href="tel:12345">电话</a><a href="https://elsewhere.test/gone">别处</a>'
    '<a href="/mode?mode=elder" rel="nofollow">大字</a>'
)
OFFICES = (
    "<table><tr><th>机关</th><th>超期</th></tr>"
    '<tr data-asked="3" data-late="{late}" data-over-five="{over}"><th>甲县书报局</th>'
    "<td>{late}</td></tr></table>"
)
BLOCKS = (
    '<dl class="facts"><div><dt>法定 20 天</dt><dd><b>5</b> 天</dd></div></dl>'
    '<p><a href="#fee">费用</a></p>'
    '<section id="steps"><h2>步骤</h2><ol><li>申请</li></ol></section>'
    '<section id="fee"><h2>费用</h2><p>不收费</p></section>'
    '<section id="places"><h2>在哪办</h2><p>大厅 2 号窗口，电话 0997-5551101</p></section>'
    '<section id="materials"><h2>要带什么</h2><p>身份证</p></section>'
    '<section id="basis"><h2>依据</h2><ul><li>《条例》第三十五条</li></ul></section>'
    f'<a href="{FORM}">空白表</a><a href="{GUIDE}/specimen.png">样本</a>'
)
PAGES = {
    "/": page(HOME),
    "/sitemap": page(f'<ul><li><a href="{GUIDE}">开书店</a></li></ul>'),
    "/services": page(f'<h2><a href="{GUIDE}#fee">开书店</a></h2>'),
    "/track": page("<p>写上查询码</p>"),
    "/answers/": page(OFFICES.format(late=0, over=0)),
    "/sign-in": page("<p>登录</p>"),
    GUIDE: page(BLOCKS),
    FORM: page("<dl><dt>姓名</dt><dd>留空，手写</dd></dl><p>" + "请用黑色笔写清楚" * 5 + "</p>"),
}
NOTHING_FOUND = page('<section><h2 id="none">没有找到</h2><p>换个说法</p></section>')
SHEET = {"title": {"zh": WORDS[0]}, "official": {"zh": WORDS[1]}, "keywords": [WORDS[2]]}


class Site:
    """Answers from its pages; `asked` keeps what was asked for, in order."""

    def __init__(self, pages: Mapping[str, str | None] | None = None, found: object = WORDS,
                 *, has_catalogue: bool = True) -> None:  # fmt: skip
        self.pages: dict[str, str | None] = {**PAGES, **(pages or {})}
        self.found = found
        self.has_catalogue = has_catalogue
        self.asked: list[str] = []

    def __call__(self, address: str) -> SiteAnswer:
        self.asked.append(address)
        parts = urlsplit(address)
        if parts.path.startswith("/api/"):
            return self._catalogue(address, parts.path)
        if parts.path.endswith(".png"):
            size = 500 if self.pages.get(parts.path, "") is not None else 0
            return SiteAnswer(address, 200, "image/png", b"x" * size)
        text = self.pages.get(parts.path)
        query = parse_qs(parts.query).get("q", [""])[0]
        if parts.path == "/services" and query and query not in self.found:  # type: ignore[operator]
            text = NOTHING_FOUND
        if text is None:
            return SiteAnswer(address, 404, "text/html", page("没有这一页").encode())
        return SiteAnswer(address, 200, "text/html; charset=utf-8", text.encode())

    def _catalogue(self, address: str, path: str) -> SiteAnswer:
        if not self.has_catalogue:
            return SiteAnswer(address, 503)
        told: object = {"items": [{"code": "bookshop"}], "next": ""}
        if path.count("/") > 3:
            told = {"sheet": SHEET, "offered_by": [{"name": {"zh": OWNER}}]}
        return SiteAnswer(address, 200, "application/json", json.dumps(told).encode())


def inspected(site: Site, **changes: int) -> Report:
    return inspect(site, origin=ORIGIN, **changes)


def only_finding(site: Site) -> Finding:
    (found,) = inspected(site).findings
    return found
