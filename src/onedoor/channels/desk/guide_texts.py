"""What a guide says, section by section in short lines: for its editors, beside what was said."""

from typing import Any

from django.utils.translation import gettext as _

from onedoor.registers.catalogue.definition import ServiceDefinition


def texts_of(definition: ServiceDefinition) -> dict[str, list[Any]]:
    """The lines of each section that readers can name, as the edition in force has them."""
    sheet = definition.sheet
    fee = [f"{each.name}：{each.standard}" for each in sheet.fee.items] or [_("不收费")]
    days = _("承诺 %(promised)s 天，法定 %(statutory)s 天") % {
        "promised": sheet.within.promised,
        "statutory": sheet.within.statutory,
    }
    return {
        "": [sheet.title, sheet.lead],
        "can": [each.question for each in sheet.applicability],
        "situations": [each.question for each in sheet.situations],
        "materials": [each.name for each in definition.documents.documents],
        "steps": [*(each.title for each in definition.route.steps), days],
        "fee": fee,
        "result": [sheet.outcome.name],
        "places": list(dict.fromkeys(each.window for each in sheet.offerings if each.window)),
        "basis": [str(each) for each in sheet.basis],
        "faq": [each.question for each in sheet.questions],
    }
