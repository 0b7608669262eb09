"""Plays every story in an empty database: the same that the tests play, told at the terminal."""

from collections.abc import Callable, Sequence

from django.conf import settings

from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.actions import PublishReport
from onedoor.site import preparing, schema
from onedoor.site.city import Cast, Told, stories
from onedoor.site.prefilled import journeys, lines, play_samples, samples
from onedoor.site.sealing import PLAYED, found_sample_seals
from onedoor.site.stories import check_the_end

Tell = Callable[[str], None]


def play_all(names: Sequence[str], tell: Tell) -> int:
    """Play the stories whose path contains one of `names`, or all; returns how many broke."""
    report = _published(tell)
    if not report.ok:
        return len(report.refused)
    chosen = [told for told in stories(settings.ONEDOOR_PACKS) if _is_meant(told, names)]
    broken = sum(not _holds(told, tell) for told in chosen)
    tell(f"{len(chosen)} stories, {broken} broken")
    return broken


def prefilled(tell: Tell) -> bool:
    """Play the sample stories and tell what they need not write or bring again."""
    report = _published(tell)
    if report.ok:
        cast, told = Cast(settings.ONEDOOR_PACKS), samples(list(stories(settings.ONEDOOR_PACKS)))
        play_samples(told, cast)
        for line in lines(list(journeys(told, cast))):
            tell(line)
    return report.ok


def _published(tell: Tell) -> PublishReport:
    """Make the tables and publish the packs into them, telling what forbids it."""
    schema.have()
    report = preparing.publish(settings.ONEDOOR_PACKS)
    for fault in report.refused:
        tell(str(fault))
    if report.ok:
        found_sample_seals(*PLAYED)
    return report


def _is_meant(told: Told, names: Sequence[str]) -> bool:
    return not names or any(name in str(told.file) for name in names)


def _holds(told: Told, tell: Tell) -> bool:
    name = f"{told.service}/{told.file.stem}"
    try:
        play = told.play(Cast(settings.ONEDOOR_PACKS))
        play.run()
        check_the_end(play)
    except (AssertionError, Refusal) as difference:
        tell(f"BROKEN  {name}: {difference}")
        return False
    tell(f"held    {name}")
    return True
