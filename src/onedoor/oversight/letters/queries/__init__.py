"""What can be seen of letters: by their writers, by the offices, by everybody."""

from onedoor.oversight.letters.models import Letter, PublicAnswer, State, Word
from onedoor.oversight.letters.queries.offices import (
    VIEWS,
    OfficeLetter,
    OfficeRow,
    Unfinished,
    exposures_unfinished,
    letter_for,
    letters_for,
    letters_to_merge,
    letters_waiting,
    suggested_draft,
    to_release,
)
from onedoor.oversight.letters.queries.public import (
    AnswersFound,
    Figures,
    answer_published,
    answers,
    figures_of_letters,
)
from onedoor.oversight.letters.queries.writers import (
    OwnLetter,
    ToTell,
    letters_of,
    own_letter,
    whom_to_tell,
)

__all__ = [
    "VIEWS",
    "AnswersFound",
    "Figures",
    "Letter",
    "OfficeLetter",
    "OfficeRow",
    "OwnLetter",
    "PublicAnswer",
    "State",
    "ToTell",
    "Unfinished",
    "Word",
    "answer_published",
    "answers",
    "exposures_unfinished",
    "figures_of_letters",
    "letter_for",
    "letters_for",
    "letters_of",
    "letters_to_merge",
    "letters_waiting",
    "own_letter",
    "suggested_draft",
    "to_release",
    "whom_to_tell",
]
