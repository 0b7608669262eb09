"""What in the words of a letter tells who somebody is, its writer's own name among it."""

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.redacting import Found, personal, veiled
from onedoor.oversight.letters.models import Letter
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.people.queries import party_for


def personal_in(letter: Letter, *texts: str) -> list[Found]:
    """What in these texts tells who somebody is, the writer's own name among it."""
    names = [party_for(letter.party, seen_by=SYSTEM).name] if letter.party else []
    bodies = agencies([each for each in (letter.agency, letter.accused) if each]).values()
    offices = [
        str(each.office.get(key, "")) for each in bodies for key in ("phone", "complaint_phone")
    ]
    return [
        found for text in texts for found in personal(text, names=names, offices=offices) if text
    ]


def for_the_office(letter: Letter, text: str) -> str:
    """The words as an office reads them: whoever stays unknown is not named there."""
    return veiled(text, personal_in(letter, text)) if letter.unknown else text
