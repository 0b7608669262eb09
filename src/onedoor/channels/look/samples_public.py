"""Sample words for home and the guide. No person, firm or case here exists."""

from datetime import UTC, date, datetime
from typing import Any

from markupsafe import Markup

NOON = datetime(2026, 11, 23, 4, 3, tzinfo=UTC)
Page = tuple[str, dict[str, Any]]


def on(day: int, words: str) -> Markup:
    """`words` with a day of November 2026 in its place."""
    return Markup(words).format(  # noqa: S704 - words of this file
        Markup('<time datetime="2026-11-{0}">11月{0}日</time>').format(day)
    )


def _fact(word: str, tone: str = "") -> dict[str, str]:
    return {"word": word, "tone": tone}


def home() -> Page:
    """The home page of someone signed in, with three things waiting."""
    return "portal/home.html", {
        "search_url": "#",
        "bundles": [],
        "examples": [
            {"word": word, "url": "#"}
            for word in ("孩子上学", "开小超市", "社保卡丢了", "外国专家来工作")
        ],
        "mine": {"url": "#", "items": waiting()},
        "track_url": "",
        "help": [],
        "quick": [
            {"word": "扫回执查进度", "icon": "qrcode", "url": "#"},
            {"word": "约大厅时间", "icon": "calendar-event", "url": "#"},
            {"word": "替家人办", "icon": "users", "url": "#"},
            {"word": "找人帮忙", "icon": "headset", "url": "#"},
        ],
        "kinds": [
            {"word": "个人", "url": "#", "current": True},
            {"word": "企业和个体户", "url": "#", "current": False},
        ],
        "common": common(),
        "common_says": "近 12 个月本地办得多的在前，算到 11 月 22 日。",
        "ways": [{"word": "按部门", "note": "哪个部门管什么", "url": "#", "icon": "building"}],
        "columns": [{"word": "常见问题", "url": "#"}, {"word": "便民服务", "url": "#"}],
        "all_url": "#",
        "all_count": 1286,
        "events": _events(),
        "halls": _halls(),
        "halls_at": NOON,
        "notices": _notices(),
        "notices_url": "#",
        "outcomes": _outcomes(),
    }


def home_for_anyone() -> Page:
    """The home page of a stranger in a place without figures: empty blocks are not drawn."""
    template, context = home()
    nothing: dict[str, Any] = {
        "mine": None,
        "halls": [],
        "halls_at": None,
        "outcomes": None,
        "help": [],
        "quick": [],
    }
    return template, {**context, **nothing, "track_url": "#", "all_count": 0}


def waiting() -> list[dict[str, Any]]:
    """Three things that wait for a person."""
    rows = (
        ("书店许可还差租赁合同签字页", "待补正，12月1日前交", "warn", "alert-triangle", "去补"),
        ("食品经营许可证 60 天后到期", "续期约 2 分钟", "info", "clock", "续期"),
        ("社会保障卡已制好", "可到市政务中心领", "ok", "circle-check", "怎么领"),
    )
    return [
        {
            "sentence": sentence,
            "note": note,
            "tone": tone,
            "icon": icon,
            "word": word,
            "url": "#",
            "urgent": tone == "warn",
        }
        for sentence, note, tone, icon, word in rows
    ]


def common() -> list[dict[str, Any]]:
    """Eight common matters."""
    rows = (
        ("社会保障卡申领", [_fact("当场办结", "ok"), _fact("不用跑")]),
        ("城乡居民养老参保", [_fact("当场办结", "ok"), _fact("不用交材料")]),
        ("出生一件事", [_fact("6 件事一张表"), _fact("5 个工作日")]),
        ("教师资格认定", [_fact("秋季批次"), _fact("12月4日截止")]),
        ("居民身份证换领", [_fact("跑 1 次"), _fact("20 天"), _fact("20 元")]),
        ("不动产转移登记", [_fact("同窗缴税"), _fact("3 个工作日")]),
        ("结婚登记预约", [_fact("不带户口簿"), _fact("当场领证")]),
        ("最低生活保障", [_fact("村里代办"), _fact("30 个工作日")]),
    )
    return [{"name": name, "url": "#", "facts": facts} for name, facts in rows]


def _events() -> list[dict[str, str]]:
    rows = (
        ("出生", "户口、医保一起办", "baby-carriage"),
        ("上学", "报名、转学、资助", "school"),
        ("工作", "就业、社保、资格", "briefcase"),
        ("开店办厂", "执照和许可", "building-store"),
        ("住房", "登记、公积金", "home"),
        ("退休", "养老、高龄津贴", "armchair"),
        ("归国回乡", "身份认定、定居", "plane-arrival"),
    )
    return [{"word": word, "note": note, "icon": icon, "url": "#"} for word, note, icon in rows]


def _halls() -> list[dict[str, str]]:
    rows = (
        (
            "阿克苏市政务服务中心",
            "周一至周五 10:00–14:00，16:00–20:00",
            "等 6 人，约 12 分钟",
            "ok",
            "1.2 公里",
        ),
        ("温宿县政务服务中心", "同上", "等 2 人，约 5 分钟", "ok", "14 公里"),
        ("库车市政务服务中心", "人多，网上办更快", "等 31 人，约 48 分钟", "warn", "256 公里"),
    )
    return [
        {"name": name, "hours": hours, "wait": wait, "tone": tone, "distance": distance}
        for name, hours, wait, tone, distance in rows
    ]


def _notices() -> list[dict[str, Any]]:
    rows = (
        ("秋季教师资格认定今天开始收件", "地区教育局", 23),
        ("结婚登记全国通办，不再要户口簿", "地区民政局", 18),
        ("出版物零售许可缩短到 5 个工作日", "地区新闻出版局", 12),
    )
    return [
        {"title": title, "kind": "通知公告", "by": by, "on": date(2026, 11, day), "url": "#"}
        for title, by, day in rows
    ]


def _outcomes() -> dict[str, Any]:
    rows = (
        ("12,846", "件", "办结"),
        ("99.6", "%", "按时"),
        ("2", "个工作日", "用时中位数"),
        ("31", "条", "差评，已全部回访"),
    )
    items = [{"number": number, "unit": unit, "words": words} for number, unit, words in rows]
    return {"url": "#", "items": items}


def guide() -> Page:
    """The guide of the publication retail licence."""
    return "portal/guide.html", {"guide": {**guide_head(), **guide_blocks(), **_guide_foot()}}


def guide_head() -> dict[str, Any]:
    """The first five blocks of the guide."""
    return {
        "trail": [
            {"word": "办事", "url": "#"},
            {"word": "开店办厂", "url": "#"},
            {"word": "开书店、卖出版物", "url": ""},
        ],
        "plain_name": {"zh": "开书店、卖出版物"},
        "official_name": "出版物零售业务经营许可",
        "code": "000139014000",
        "lead": Markup(
            "企业和个体户都能办，全程网上办。今天申请，最晚"
            '<b><time datetime="2026-11-30">11月30日（周一）</time></b>有结果。'
        ),
        "facts": [
            {"number": 5, "unit": "个工作日", "note": "法定 20 个工作日"},
            {"number": 0, "unit": "元", "note": "不收费"},
            {"number": 0, "unit": "趟", "note": "现场核查我们上门"},
            {"number": 1, "unit": "份要您准备", "note": "共 4 份材料"},
        ],
        "suspended": "",
        "upcoming": "",
        "start": {"url": "#", "word": "开始办理", "minutes": 6},
        "acts": [
            {"word": "预约窗口", "icon": "calendar-event", "url": "#"},
            {"word": "打印清单", "icon": "printer", "url": "#"},
            {"word": "发到手机", "icon": "device-mobile", "url": "#"},
        ],
        "conditions": [
            _condition(
                "已经领了营业执照？", "从市场监管查到：阿克苏市多浪书屋，2026年10月设立", "yes"
            ),
            _condition("经营范围里写了“出版物零售”？", "没写也不要紧，可以和这件事一起改", "yes"),
            _condition("有固定的经营场所？", "租的、自己的、别人借的都可以", "", "有", "没有"),
        ],
        "situations": {
            "url": "#",
            "words": "按您的回答，只看您用得上的材料。",
            "chosen": [
                {"key": "场所", "value": "租的", "change": "#"},
                {"key": "网上卖不卖", "value": "只在店里卖", "change": "#"},
            ],
        },
    }


def _condition(
    question: str, note: str, answer: str, yes: str = "", no: str = ""
) -> dict[str, str]:
    return {
        "question": question,
        "note": note,
        "answer": answer,
        "yes_url": "?can=yes",
        "no_url": "?can=no",
        "yes": yes,
        "no": no,
        "stop": "",
    }


def guide_blocks() -> dict[str, Any]:
    """Blocks six to ten of the guide."""

    return {
        "materials_say": "4 份里 2 份我们已有，1 份在线填，您只需准备 1 份",
        "materials": _materials(),
        "steps": _steps(),
        "fee": [
            {"key": "标准", "value": "不收费"},
            {"key": "依据", "value": "没有收费依据，任何人都不能收"},
        ],
        "result": _result(),
        "places": [
            {"key": "网上", "value": "这里，24 小时"},
            {
                "key": "窗口",
                "value": Markup(
                    "阿克苏市政务服务中心 3 号窗，<b class='ok'>等 6 人，约 12 分钟</b>"
                ),
            },
            {"key": "村里", "value": "各村便民服务站可代办，不收钱"},
        ],
    }


def _link(word: str) -> dict[str, str]:
    return {"word": word, "url": "#"}


def _materials() -> list[dict[str, Any]]:
    return [
        {
            "name": "经营场所证明",
            "why": "证明有固定场所。产权证，或在有效期内的租赁合同",
            "basis": "出版管理条例第三十五条",
            "mistakes": "少签字页，租期已过",
            "form": "复印件或照片",
            "copies": "1 份",
            "seal": "盖章或签名",
            "source": "you",
            "links": [_link("合格样例"), _link("空白合同")],
        },
        {
            "name": "出版物经营许可申请表",
            "why": "网上填写时自动生成",
            "form": "电子表",
            "copies": "",
            "seal": "电子签名",
            "source": "fill",
            "source_word": "您填 6 项",
            "source_note": "其余 17 项已填好",
            "links": [_link("填写样例"), _link("空白表")],
        },
        {
            "name": "营业执照",
            "why": "核对名称和经营范围",
            "form": "电子证照",
            "source": "fetch",
            "source_note": "市场监管，A 级",
            "links": [_link("看我的")],
        },
        {
            "name": "负责人身份证",
            "why": "核对本人",
            "form": "电子证照",
            "source": "fetch",
            "source_note": "公安，A 级",
            "links": [],
        },
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"title": "您申请", "note": "在线填写、拍照上传、签名", "when": "今天，约 6 分钟"},
        {
            "title": "我们收下并开始计时",
            "note": "缺东西会一次说全。法律用语：受理",
            "when": on(24, "1 个工作日内，{}前"),
        },
        {
            "title": "看场所、对材料",
            "note": "上门前打电话约时间，不用您跑",
            "when": on(27, "3 个工作日，{}前"),
        },
        {
            "title": "决定并制证",
            "note": "电子证照马上到“我的证照”，纸质证可寄到家",
            "when": on(30, "1 个工作日，最晚 {}"),
        },
    ]


def _result() -> dict[str, Any]:
    return {
        "name": "出版物经营许可证",
        "sample": [
            {"key": "单位名称", "value": "某某书店"},
            {"key": "经营范围", "value": "图书、报刊、音像制品零售"},
            {"key": "经营地址", "value": "阿克苏市"},
            {"key": "有效期限", "value": "按证面所载"},
        ],
        "rows": [
            {"key": "证件", "value": "出版物经营许可证，电子证和纸质证一样有效"},
            {"key": "有效期", "value": "到证面写的日子，最长 6 年"},
            {"key": "送达", "value": "“我的证照”，邮寄，或窗口领取"},
            {"key": "核验", "value": "任何人扫证上的二维码就能验真"},
        ],
    }


def _guide_foot() -> dict[str, Any]:
    def text(title: str, words: str) -> dict[str, str]:
        return {"title": title, "text": words, "url": ""}

    return {
        "bases": [
            text("出版管理条例 第三十五条", "从事出版物零售业务，须经县级出版行政主管部门许可。"),
            text("出版物市场管理规定 第三条、第三十一条", "出版物发行单位应当依法取得经营许可。"),
        ],
        "rules": [text("三点都满足就准予", "有执照，有场所，负责人是本人。没有自由裁量。")],
        "rights": [
            text("申请行政复议", "收到决定 60 日内，向本级人民政府提出。"),
            text("提起行政诉讼", "收到决定 6 个月内，向人民法院提起。"),
        ],
        "agents": [],
        "faq": [
            {
                "question": "卖二手书也要办吗？",
                "answer": "要。二手书也是出版物。",
                "on": date(2026, 10, 8),
            }
        ],
        "rating": {
            "count": 46,
            "satisfied": 44,
            "median": "上月实际用时中位数 3 个工作日",
            "bad": "“不知道签字页也要拍。”",
            "answer": "已改：上传时自动提醒。答复：11月9日",
            "url": "",
        },
        "comments": [],
        "comments_url": "#",
        "tell_url": "#",
        "verdict_url": "#",
        "version": {
            "number": 4,
            "effective": date(2026, 11, 12),
            "office": "地区新闻出版局",
            "editor": "热依汗",
            "mistake_url": "#",
        },
    }
