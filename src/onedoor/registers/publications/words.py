"""How kinds, states and findings are said to people."""

from django.utils.translation import gettext as _

from onedoor.registers.publications.content import LANGUAGES
from onedoor.registers.publications.scanning import Finding


def kind_word(kind: str) -> str:
    """A kind of piece as people say it."""
    words = {
        "notice": _("通知公告"), "policy": _("政策文件"), "law": _("法律法规"),
        "question": _("常见问题"), "article": _("专栏文章"),
    }  # fmt: skip
    return words[kind]


def desk_word(desk_state: str) -> str:
    """Where a piece stands at the desk."""
    words = {
        "writing": _("在写"), "waiting": _("等签发"), "due": _("已签发，到点发布"),
        "resting": _("没有在改的"),
    }  # fmt: skip
    return words[desk_state]


def state_word(state: str) -> str:
    """Where a piece stands for readers."""
    return {"none": _("没有发布过"), "shown": _("已发布"), "down": _("已撤下")}[state]


def force_word(force: str) -> str:
    """Whether it holds, as `rules.in_force` says."""
    return {"yes": _("现行有效"), "yet": _("尚未施行"), "over": _("已失效"), "": ""}[force]


def language_word(language: str) -> str:
    """A language that pieces are translated into, as editors say it."""
    return {"en": _("英文"), "ug": _("维吾尔文")}[language]


def _place(where: str) -> dict[str, str]:
    """Language and part of a field, in words; that of the Chinese text has no language."""
    language, _dash, name = where.partition("-")
    if language not in LANGUAGES:
        return {"language": "", "part": ""}
    parts = {"title": _("标题"), "summary": _("摘要"), "body": _("正文")}
    point, _dash, half = name.partition("-")
    number = point.removeprefix("point")
    said = _("第 %(n)s 点的小标题") if half == "heading" else _("第 %(n)s 点的内容")
    return {"language": language_word(language), "part": parts.get(name) or said % {"n": number}}


def finding_word(finding: Finding) -> str:
    """What the scan saw, as a sentence that says what to do."""
    facts = {"quote": finding.quote, "say": finding.say, **_place(finding.where)}
    words = {
        "markup": _("夹带了网页代码“%(quote)s”，看不见却会起作用，请删掉"),
        "styled-away": _("藏着看不见的内容“%(quote)s”，这是暗链的做法，请删掉"),
        "unseen": _("有看不见的字符：%(quote)s，请重新打这几个字"),
        "spam": _("混进了违法信息“%(say)s”：%(quote)s"),
        "banned": _("这个说法不能用，请改：%(say)s（%(quote)s）"),
        "plainer": _("可以说得更明白：%(say)s（%(quote)s）"),
        "foreign": _(
            "中文句子里夹着“%(say)s”：%(quote)s。不是您写的就删掉，并查一查从哪里混进来的"
        ),
        "empty-link": _("链接没有文字，读的人看不见它：%(quote)s"),
        "dead": _("链接打不开：%(quote)s"),
        "unasked": _("链接没有来得及核对：%(quote)s，请自己点开看一看"),
        "strange-link": _("链接的地址不正常：%(quote)s"),
        "lying-link": _("链接写的和去的不是一个地方：%(quote)s"),
        "abroad": _("链接去了政府网站以外：%(quote)s，请确认"),
        "mobile": _("有手机号 %(quote)s，是个人的就不能公开"),
        "citizen": _("有公民身份号码 %(quote)s，不能公开"),
        "bank-card": _("有银行卡号 %(quote)s，不能公开"),
        "long-title": _("标题超过 50 个字，手机上要占三四行"),
        "no-summary": _("没有摘要：列表里只看得到标题"),
        "no-matter": _("解读“%(quote)s”没有配事项，读的人不知道去哪办"),
        "long-paragraph": _("这一段超过 400 个字，分成几段好读：%(quote)s"),
        "long-sentence": _("这一句超过 100 个字，断成几句好读：%(quote)s"),
        "lost-sign": _("两个字中间空了一格，是不是丢了“+”这样的符号：%(quote)s"),
        "half-translated": _(
            "%(language)s译文没有写完，还缺%(part)s：%(quote)s。写完再送审，或者整篇不译"
        ),
        "no-original": _("%(language)s译文的%(part)s没有对应的中文：%(quote)s"),
        "other-language": _("%(language)s译文看起来不是%(language)s：%(quote)s"),
        "chinese-left": _("%(language)s译文里有整句的中文：%(quote)s"),
        "left-behind": _(
            "中文的%(part)s改了（%(quote)s），%(language)s译文没有跟着改，译文可能跟不上，请对一遍"
        ),
    }
    if not finding.file:
        return words[finding.kind] % facts
    facts |= {"file": finding.file, "count": str(finding.count)}
    if finding.kind in (of_files := _of_files()):
        return of_files[finding.kind] % facts
    facts["words"] = words[finding.kind] % facts
    if finding.count == 1:
        return _("附件“%(file)s”：%(words)s") % facts
    return _("附件“%(file)s”有 %(count)s 处：%(words)s") % facts


def _of_files() -> dict[str, str]:
    """What is said of files alone."""
    hidden = _("附件“%(file)s”里有网页代码“%(quote)s”，请看一看是不是该有的")
    return {
        "markup": hidden,
        "styled-away": hidden,
        "unseen": _("附件“%(file)s”里有看不见的字符：%(quote)s，请看一看是不是该有的"),
        "wordless": _("“%(file)s”里没有文字，请自己看一遍有没有不能公开的"),
        "wordless-pages": _("“%(file)s”第 %(say)s 页没有文字，请自己看一遍有没有不能公开的"),
        "half-read": _("“%(file)s”很长，只核对了前 %(say)s 页，后面的请自己看一遍"),
        "unread": _("“%(file)s”里的文字读不出来，请自己看一遍有没有不能公开的"),
    }
