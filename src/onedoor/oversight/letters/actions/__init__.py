"""What can be done about letters."""

from onedoor.oversight.letters.actions.answering import (
    answer_letter,
    extend_letter,
    merge_letters,
    transfer_letter,
)
from onedoor.oversight.letters.actions.keeping import (
    follow_the_account,
    forget_old_letters,
    part_letters_from,
)
from onedoor.oversight.letters.actions.publishing import (
    draft_answer,
    release_answer,
    withdraw_answer,
)
from onedoor.oversight.letters.actions.writing import (
    add_to_letter,
    close_letter,
    write_letter,
)

__all__ = [
    "add_to_letter",
    "answer_letter",
    "close_letter",
    "draft_answer",
    "extend_letter",
    "follow_the_account",
    "forget_old_letters",
    "merge_letters",
    "part_letters_from",
    "release_answer",
    "transfer_letter",
    "withdraw_answer",
    "write_letter",
]
