"""What the papers of hearings, tests, transfers and lapsed cases say. Facts in, words out."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onedoor.casework.cases.events import CaseLapsed, CaseTransferred
from onedoor.casework.cases.models import Case, Hearing, Proceeding
from onedoor.casework.cases.wording import (
    Fields,
    as_the_pack_says,
    letter,
    service_of,
    working_days,
)
from onedoor.kernel.languages import written_day
from onedoor.registers.agencies.queries import Agency
from onedoor.registers.papers.kinds import Sheet


def _notice(
    case: Case, agency: Agency, on: date, title: str, *paragraphs: str, fields: Fields = ()
) -> Sheet:
    return Sheet("notice", title, letter(case, agency, on, paragraphs=paragraphs, fields=fields))


def hearing_told(case: Case, hearing: Hearing, agency: Agency, on: date) -> Sheet:
    """听证告知书: on what, until when one may ask, and that it costs nothing (47)."""
    return _notice(
        case,
        agency,
        on,
        _("听证告知书"),
        _(
            "您申请的“{service}”，依照《中华人民共和国行政许可法》第四十七条，您有权要求听证。"
        ).format(service=service_of(case)),
        _("听证的事项：{matter}").format(matter=hearing.matter),
        _("要听证，请在收到本告知书之日起五日内提出。您不承担组织听证的费用。不要求的，照常办理。"),
        fields=((_("最晚提出日期"), written_day(hearing.request_by)),),
    )


def hearing_called(case: Case, hearing: Hearing, agency: Agency, on: date) -> Sheet:
    """听证通知书: day, place, chair, and what one may do there (48)."""
    assert hearing.held_on is not None
    return _notice(
        case,
        agency,
        on,
        _("听证通知书"),
        _("您申请的“{service}”定期举行听证，听证公开进行。").format(service=service_of(case)),
        _("您可以申辩和质证，可以委托代理人参加。认为主持人与本件有直接利害关系的，有权申请回避。"),
        fields=(
            (_("听证的事项"), hearing.matter),
            (_("日期"), written_day(hearing.held_on)),
            (pgettext("on a paper", "时间"), hearing.begins),
            (_("地点"), hearing.place),
            (_("主持人"), hearing.chair_name),
        ),
    )


def hearing_protocol(case: Case, hearing: Hearing, agency: Agency, on: date) -> Sheet:
    """听证笔录: what was said, and who signed; the decision is made on it (48)."""
    assert hearing.held_on is not None
    return Sheet(
        "hearing-record",
        _("听证笔录"),
        letter(
            case,
            agency,
            on,
            paragraphs=tuple(line for line in hearing.protocol.splitlines() if line.strip()),
            fields=(
                (_("听证的事项"), hearing.matter),
                (_("日期"), written_day(hearing.held_on)),
                (_("地点"), hearing.place),
                (_("主持人"), hearing.chair_name),
                (_("签字确认"), hearing.signed_by),
            ),
            remedies=_("本机关根据听证笔录作出决定（《中华人民共和国行政许可法》第四十八条）。"),
        ),
    )


def arranged(case: Case, step: str, proceeding: Proceeding, agency: Agency, on: date) -> Sheet:
    """特别程序告知书 of an inspection, test or review: by whom and how long (45)."""
    return Sheet(
        "suspension",
        _("特别程序告知书"),
        letter(
            case,
            agency,
            on,
            paragraphs=(
                _("您申请的“{service}”需要进行{step}，由{who}进行，预计 {days}。").format(
                    service=service_of(case),
                    step=as_the_pack_says(case, step),
                    who=proceeding.done_by,
                    days=working_days(proceeding.planned_days),
                ),
                _("依照《中华人民共和国行政许可法》第四十五条，所需时间不计算在办理期限内。"),
            ),
            fields=((_("安排日期"), written_day(proceeding.arranged_on)),),
        ),
    )


def lapsed(case: Case, news: CaseLapsed, agency: Agency, on: date) -> Sheet:
    """终止办理告知书: nothing was decided; one may apply again."""
    return _notice(
        case,
        agency,
        on,
        _("终止办理告知书"),
        _("{told}告诉过您要补正的内容，到{until}没有收到补正，本次申请终止办理。").format(
            told=written_day(news.told_on), until=written_day(news.answer_by)
        ),
        _("没有作出不利于您的决定。材料备齐以后，随时可以重新申请。"),
    )


def transferred(case: Case, news: CaseTransferred, agency: Agency, on: date) -> Sheet:
    """移送告知书: who handles it now; nothing to hand in again, no day lost."""
    return _notice(
        case,
        agency,
        on,
        _("移送告知书"),
        _("您申请的“{service}”归本机关办理，已经由收件的机关转来。").format(
            service=service_of(case)
        ),
        _("不用重新提交，办件号不变，收到申请的日期也不变。"),
        fields=((_("最晚答复日期"), written_day(news.answer_by)),),
    )
