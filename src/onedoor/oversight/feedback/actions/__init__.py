"""What can be done about feedback."""

from onedoor.oversight.feedback.actions.disputing import decide_dispute, raise_dispute
from onedoor.oversight.feedback.actions.enquiring import (
    answer_enquiry,
    ask_about_reading,
    close_enquiry,
)
from onedoor.oversight.feedback.actions.following_up import (
    answer_rating,
    call_back,
    judge_answer,
)
from onedoor.oversight.feedback.actions.leaving import (
    bring_what_was_said,
    part_with_what_was_said,
)
from onedoor.oversight.feedback.actions.missing import (
    find_missing_ratings,
    find_old_missing_ratings,
)
from onedoor.oversight.feedback.actions.rating import (
    rate_at_window,
    rate_by_code,
    rate_by_telephone,
    rate_case,
    tick_at_window,
)
from onedoor.oversight.feedback.actions.visiting import (
    call_up,
    close_window,
    open_visit,
    put_away,
    renew_window,
    set_up_window,
)

__all__ = [
    "answer_enquiry",
    "answer_rating",
    "ask_about_reading",
    "bring_what_was_said",
    "call_back",
    "call_up",
    "close_enquiry",
    "close_window",
    "decide_dispute",
    "find_missing_ratings",
    "find_old_missing_ratings",
    "judge_answer",
    "open_visit",
    "part_with_what_was_said",
    "put_away",
    "raise_dispute",
    "rate_at_window",
    "rate_by_code",
    "rate_by_telephone",
    "rate_case",
    "renew_window",
    "set_up_window",
    "tick_at_window",
]
