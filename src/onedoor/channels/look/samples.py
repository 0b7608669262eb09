"""Sample words for the gallery and the tests. No person, firm or case here exists."""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from onedoor.channels.look.samples_public import (
    NOON,
    Page,
    common,
    guide,
    guide_blocks,
    guide_head,
    home,
    home_for_anyone,
    on,
    waiting,
)

__all__ = [
    "apply",
    "case",
    "gallery_samples",
    "guide",
    "home",
    "home_for_anyone",
    "inbox",
    "sign_in",
    "track",
]


def _refused(where: str, sentence: str) -> dict[str, str]:
    return {"where": where, "sentence": sentence}


def _kept(grade: str, source: str, at: datetime | None = NOON) -> dict[str, Any]:
    return {"grade": grade, "source": source, "at": at}


def apply() -> Page:
    """One step of an application with two faults."""
    return "look/gallery/apply.html", {
        "errors": [
            _refused("area", "填写使用面积，单位平方米"),
            _refused("lease", "补拍合同签字页，要有双方签名或盖章"),
        ],
        "saved": NOON,
        "item": "开书店、卖出版物",
        "leave": "#",
        "known": [
            {"key": key, "value": value, "kept": _kept("A", source), "wrong": "#"}
            for key, value, source in (
                ("名称", "阿克苏市多浪书屋", "营业执照"),
                ("地址", "阿克苏市南大街 18 号", "营业执照"),
                ("负责人", "阿依古丽·买买提", "居民身份证"),
            )
        ],
        "lease_kept": _kept("C", "您传的合同第 2 页", None),
    }


def track() -> Page:
    """How far a case has come."""
    cells = (
        ("25日", 1, False),
        ("今天", 0.5, True),
        ("27日", 0, False),
        ("30日", 0, False),
        ("1日", 0, False),
    )
    return "look/gallery/track.html", {
        "timeline": timeline(),
        "cells": [{"label": label, "used": used, "today": now} for label, used, now in cells],
        "lines": [
            {"words": "从我们收下那天的次日算起", "value": on(25, "{}"), "bold": True},
            {"words": "等您补材料", "value": "1 天，不算"},
            {"words": "周六、周日", "value": "2 天，不算"},
            {"words": "同类多数人", "value": "3 天拿到", "bold": True},
        ],
        "links": [
            {"word": "问办理人", "note": "1 个工作日内答", "url": "#", "icon": "message-circle"},
            {"word": "我交的材料和收到的文书", "note": "共 7 份", "url": "#", "icon": "files"},
            {
                "word": "谁看过我的材料",
                "note": "3 人，最近一次今天 11:24",
                "url": "#",
                "icon": "eye",
            },
            {"word": "有变化发短信给我", "note": "138 **** 2071", "url": "#", "icon": "bell"},
        ],
    }


def inbox() -> Page:
    """The inbox of a clerk."""
    rows = (
        (
            0.92,
            "2 小时 40 分",
            "err",
            "出版物零售许可",
            "261116000031",
            "阿克苏市书香苑",
            "新办，租的场所",
        ),
        (
            0.88,
            "3 小时 10 分",
            "err",
            "食品经营许可",
            "261111000017",
            "温宿县古丽抓饭店",
            "新办，中型餐馆",
        ),
        (0.8, "5 小时", "warn", "外国人工作许可", "261116000044", "天山果业有限公司", "B 类，延期"),
        (
            0.7,
            "1 天",
            "warn",
            "出版物零售许可",
            "261117000008",
            "阿克苏市多浪书屋",
            "新办，租的场所",
        ),
        (0.5, "2 天", "info", "道路货物运输许可", "261119000021", "库车顺达运输队", "新办，3 辆车"),
        (0.3, "4 天", "info", "教师资格认定", "261120000019", "热孜亚·吐尔逊", "小学，秋季批次"),
        (0.1, "7 天", "info", "动物防疫条件合格证", "261123000002", "拜城县牧源养殖社", "新办"),
    )
    states = (
        ("等您决定", "核查已过，7 点全符合", "yellow"),
        ("补正已回", "布局图第 2 稿，改 1 处", "新回"),
        ("等比对", "学位认证和护照姓名差 1 个词", ""),
        ("两处要看", "地址不一致，缺签字页", ""),
        ("可直接通过", "数据核对全符合", "全符合"),
        ("等本人到场", "约在明天", ""),
        ("刚收下", "还没人看", ""),
    )
    return "look/gallery/inbox.html", {
        "rows": [(*row, *state) for row, state in zip(rows, states, strict=True)],
        "staff_name": "迪丽努尔，审批科",
        "rail_here": "mine",
        "rail": [
            {"key": "mine", "word": "我的", "url": "#", "icon": "inbox", "count": 11},
            {"key": "group", "word": "本组", "url": "#", "icon": "users-group", "count": 38},
            {"key": "watch", "word": "关注", "url": "#", "icon": "eye", "count": 4},
            {"key": "done", "word": "已办", "url": "#", "icon": "circle-check", "count": 216},
            {"heading": "存下的视图"},
            {"key": "today", "word": "今天到期", "url": "#", "count": 3},
            {"key": "back", "word": "补正已回", "url": "#", "count": 1},
        ],
    }


def case() -> Page:
    """A case page: points beside documents."""
    return "look/gallery/case.html", {
        "staff_name": "迪丽努尔",
        "saved": NOON,
        "five_a": Markup("南大街 <mark>18</mark> 号"),
        "five_c": Markup("南大街 <mark>16</mark> 号"),
    }


def sign_in() -> Page:
    """Signing in, after a wrong password."""
    return "look/gallery/sign-in.html", {
        "errors": [_refused("password", "账号或密码不对，请再试一次")]
    }


def gallery_samples() -> dict[str, Any]:
    """What `look/gallery.html` is drawn with."""
    return {
        "errors": [_refused("g-text", "填写店面地址"), _refused("", "办件已经撤回，不能再改")],
        "noon": NOON,
        "kept": _kept("B", "窗口核验"),
        "materials": guide_blocks()["materials"],
        "steps": guide_blocks()["steps"],
        "facts": guide_head()["facts"],
        "common": common(),
        "waiting": waiting(),
        "options": [
            {"value": "rented", "label": {"zh": "租的"}, "hint": "合同还在有效期里"},
            {"value": "own", "label": {"zh": "自己的"}},
            {"value": "lent", "label": {"zh": "别人借给我用"}},
        ],
        "qr": Markup(
            '<svg viewBox="0 0 5 5" shape-rendering="crispEdges">'
            '<path d="M0 0h5v5H0z" fill="#fff"/>'
            '<path d="M0 0h2v2H0zM3 1h2v1H3zM1 3h1v2H1zM3 3h1v1H3z"/></svg>'
        ),
        "timeline": timeline(),
    }


def timeline() -> list[dict[str, Any]]:
    """A case from application to licence, with a day spent waiting for the person."""
    rows: tuple[tuple[str, str | Markup, str | Markup, str], ...] = (
        ("您申请", on(17, "{} 12:10"), "网上提交，4 份材料", "done"),
        ("请您补 2 处", on(23, "{}"), "改合同地址，补签字页，一次说全", "waiting"),
        ("您补齐了", on(24, "{} 10:02"), "用了 1 天，这一天不算在办理时间里", "done"),
        (
            "我们收下并开始计时",
            on(24, "{}"),
            Markup('<a href="#">受理通知书</a>，有电子印章'),
            "done",
        ),
        ("看场所、对材料", "最晚 27日", "迪丽努尔在办。今天 17:00 上门，已和您约好", "now"),
        ("决定", "最晚 30日", "准予，或者写明理由和您的权利", "next"),
        ("拿证", "最晚 12月1日", "电子证进“我的证照”，纸质证寄到南大街 18 号", "next"),
    )
    return [
        {"title": title, "when": when, "note": note, "state": state}
        for title, when, note, state in rows
    ]
