"""What stands on a specimen: the lines of the licence, filled from the sample story."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.casework.forms.questions import readable
from onedoor.channels.look.typed import day_shown
from onedoor.channels.portal.guide_words import Guide

# The day printed on every specimen.
SPECIMEN_DAY = date(2026, 1, 1)


def specimen_lines(guide: Guide) -> tuple[tuple[str, str], ...]:
    """Label and value of each line; what the sample story does not tell says so.

    Formal documents are Chinese in every language of the page.
    """
    licence = guide.definition.licence
    assert licence is not None
    stories = guide.version.sample_stories
    answers = stories[0].answers if stories else {}
    with override("zh-hans"):
        known = {
            field.id: readable(field, answers[field.id])
            for field in guide.definition.form.all_fields()
            if answers.get(field.id) not in (None, "")
        } | {
            "applicant.name": _("某某"),
            "applicant.number": _("（证件号码）"),
            "agency.name": guide.agency.name,
            "decided_on": day_shown(SPECIMEN_DAY),
            "licence.number": _("样本"),
        }  # fmt: skip
        blank = _("（照实际填）")
        return tuple(
            (str(line.label), str(line.text) if line.text else known.get(line.fact, blank))
            for line in licence.lines
        )
