"""What can be done about verdicts and comments."""

from onedoor.oversight.comments.actions.keeping import (
    follow_the_account,
    forget_comments,
    remove_comments_of,
)
from onedoor.oversight.comments.actions.moderating import (
    keep_comment,
    refuse_comment,
    show_comment,
    take_down_comment,
)
from onedoor.oversight.comments.actions.telling import (
    give_verdict,
    report_comment,
    withdraw_comment,
    write_comment,
)

__all__ = [
    "follow_the_account",
    "forget_comments",
    "give_verdict",
    "keep_comment",
    "refuse_comment",
    "remove_comments_of",
    "report_comment",
    "show_comment",
    "take_down_comment",
    "withdraw_comment",
    "write_comment",
]
