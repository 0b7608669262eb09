"""What an inspection found: findings with remedy and owner, counts for each check, the score."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# In the order they are told; True for those of which one failure fails the site (单项否决).
CHECKS: dict[str, tuple[str, bool]] = {
    "entry": (gettext_noop("入口"), True),
    "links": (gettext_noop("链接和锚点"), True),
    "search": (gettext_noop("搜索"), True),
    "headings": (gettext_noop("标题"), False),
    "empty": (gettext_noop("空白栏目"), False),
    "guides": (gettext_noop("指南要素"), False),
    "downloads": (gettext_noop("表格和样本"), False),
    "answers": (gettext_noop("按时答复"), False),
}
# What is wrong (`about` fills it in), and what to do.
FAULTS: dict[str, tuple[str, str]] = {
    "no-home": (gettext_noop("首页打不开（%(about)s）"), gettext_noop("先让首页能打开")),
    "no-entry": (gettext_noop("首页没有“%(about)s”的入口"), gettext_noop("在首页放上这个入口")),
    "no-services": (
        gettext_noop("一个事项也没有找到"),
        gettext_noop("发布事项，并把它们列进网站地图"),
    ),
    "dead-link": (gettext_noop("链接打不开：%(about)s"), gettext_noop("改对或者去掉这个链接")),
    "dead-place": (
        gettext_noop("页面上没有这个位置：%(about)s"),
        gettext_noop("补上这个位置，或者改对链接"),
    ),
    "not-led-to": (
        gettext_noop("从首页和网站地图都走不到：%(about)s"),
        gettext_noop("把它列进网站地图"),
    ),
    "not-found": (
        gettext_noop("搜“%(about)s”，前几条里没有它"),
        gettext_noop("补上搜索词，或者重建搜索索引"),
    ),
    "words-unknown": (
        gettext_noop("读不到它的名称和关键词：%(about)s"),
        gettext_noop("让目录接口重新能读"),
    ),
    "no-title": (gettext_noop("窗口没有标题"), gettext_noop("给这一页写上标题")),
    "no-heading": (gettext_noop("页面没有大标题"), gettext_noop("给这一页写上大标题")),
    "empty-part": (gettext_noop("空着：%(about)s"), gettext_noop("补上内容，没有内容就去掉")),
    "no-element": (gettext_noop("指南缺“%(about)s”"), gettext_noop("补全指南，重新发布")),
    "no-download": (gettext_noop("打不开：%(about)s"), gettext_noop("重新发布这份表格或样本")),
    "empty-download": (
        gettext_noop("打开是空的：%(about)s"),
        gettext_noop("重新发布这份表格或样本"),
    ),
    "answered-late": (
        gettext_noop("留言超期：近 30 天 %(about)s 件"),
        gettext_noop("马上答复，写明为什么晚了"),
    ),
    "answered-after-five": (
        gettext_noop("超过 5 个工作日才答复，或者还没有答复：近 30 天 %(about)s 件"),
        gettext_noop("5 个工作日内先答复，确实要延期的写明理由"),
    ),
    "no-form": (
        gettext_noop("指南上没有可以下载的空白表"),
        gettext_noop("发布空白表，放在指南上"),
    ),
    "nothing-looked-at": (gettext_noop("没有可查的东西"), gettext_noop("看看前面几项查出了什么")),
}


@dataclass(frozen=True)
class Finding:
    """One fault: which check, on which page, what it is about, who is to mend it.

    `fault` is a key of FAULTS; `owner` the name of the agency of the guide, "" for whoever runs
    the site.
    """

    check: str
    page: str
    fault: str
    about: str = ""
    owner: str = ""

    @property
    def wrong(self) -> str:
        """What is wrong, as a sentence in the language of the reader."""
        return _(FAULTS[self.fault][0]) % {"about": _(self.about) if self.about else ""}

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return _(FAULTS[self.fault][1])

    @property
    def mended_by(self) -> str:
        """Who is to do it."""
        return self.owner or _("本站运营单位")

    @property
    def said(self) -> str:
        """The whole as one line."""
        return _("%(page)s：%(wrong)s。%(remedy)s（%(owner)s）") % {
            "page": self.page, "wrong": self.wrong, "remedy": self.remedy, "owner": self.mended_by,
        }  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What one check came to: how many things were looked at, and what was wrong with some."""

    check: str
    looked_at: int
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> int:
        """How many of the things looked at have a fault, counted once for each finding."""
        return min(len(self.findings), self.looked_at)

    @property
    def share(self) -> float:
        """The share without fault; 0 when there was nothing to look at."""
        return (self.looked_at - self.failed) / self.looked_at if self.looked_at else 0.0

    @property
    def title(self) -> str:
        """What the check is called."""
        return _(CHECKS[self.check][0])

    @property
    def is_bottom_line(self) -> bool:
        """Whether one fault here fails the whole site."""
        return CHECKS[self.check][1]


@dataclass(frozen=True)
class Report:
    """An inspection of one site. `left`: addresses not read because the walk had its limit.

    `complete`: the services whose guide lacks nothing, by code.
    """

    address: str
    pages: int
    left: int
    outcomes: tuple[Outcome, ...]
    complete: tuple[str, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """All that is wrong, by check."""
        return [each for one in self.outcomes for each in one.findings]

    @property
    def score(self) -> float:
        """The mean of the shares of all checks, times a hundred, rounded down to a tenth: 100 is
        had only by a site with nothing to mend."""
        mean = sum(each.share for each in self.outcomes) / len(self.outcomes)
        return int(mean * 1000 + 1e-9) / 10

    @property
    def is_whole(self) -> bool:
        """Whether the site answered, and no address was left unread."""
        return not self.left and not any(each.fault == "no-home" for each in self.findings)

    @property
    def passes(self) -> bool:
        """Whether no bottom-line check has a finding."""
        return not any(each.findings and each.is_bottom_line for each in self.outcomes)

    def owned_by(self, office: str) -> "Report":
        """The same, what no agency answers for being this office's to mend."""
        outcomes = (
            replace(
                one,
                findings=tuple(replace(each, owner=each.owner or office) for each in one.findings),
            )
            for one in self.outcomes
        )
        return replace(self, outcomes=tuple(outcomes))

    def as_json(self) -> dict[str, Any]:
        """Everything, as numbers and sentences."""
        return {
            "address": self.address,
            "score": self.score,
            "passes": self.passes,
            "pages": self.pages,
            "left": self.left,
            "complete_guides": list(self.complete),
            "checks": [
                {"check": each.check, "title": each.title, "bottom_line": each.is_bottom_line,
                 "looked_at": each.looked_at, "failed": each.failed}
                for each in self.outcomes
            ],
            "findings": [
                {"check": each.check, "page": each.page, "fault": each.fault, "about": each.about,
                 "agency": each.owner, "wrong": each.wrong, "remedy": each.remedy,
                 "owner": each.mended_by}
                for each in self.findings
            ],
        }  # fmt: skip


def report_from(told: Mapping[str, Any]) -> Report:
    """The report that `Report.as_json` told. KeyError when a part is missing."""
    findings = [
        Finding(each["check"], each["page"], each["fault"], each["about"], each["agency"])
        for each in told["findings"]
    ]
    return Report(
        address=told["address"],
        pages=told["pages"],
        left=told["left"],
        outcomes=tuple(
            Outcome(
                each["check"],
                each["looked_at"],
                tuple(one for one in findings if one.check == each["check"]),
            )
            for each in told["checks"]
        ),
        # Reports kept by an edition before this one do not say.
        complete=tuple(told.get("complete_guides", ())),
    )


def how_scored() -> str:
    """How the score comes about, in words."""
    return _(
        "每个检查项算出没有问题的占几成，各项平均，再乘一百，只舍不入：满分只给什么都不用改的站。"
        "入口、链接、搜索有一处问题，就不合格。"
    )


def told(report: Report) -> list[str]:
    """The report as lines: each finding, the count of each check, the score."""
    lines = [each.said for each in report.findings]
    for each in report.outcomes:
        count = {"check": each.title, "n": each.looked_at, "failed": len(each.findings)}
        lines.append(_("%(check)s：查了 %(n)s 处，%(failed)s 处有问题") % count)
    if report.left:
        lines.append(_("到了上限，还有 %(n)s 个地址没有看") % {"n": report.left})
    verdict = _("合格") if report.passes else _("不合格")
    score = {"pages": report.pages, "score": f"{report.score:g}", "verdict": verdict}
    return [*lines, _("看了 %(pages)s 个地址，得分 %(score)s，%(verdict)s") % score]
