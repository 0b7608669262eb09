"""What can be done about feedback."""

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
from onedoor.oversight.feedback.actions.missing import find_missing_ratings
from onedoor.oversight.feedback.actions.rating import rate_by_code, rate_case

__all__ = [
    "answer_enquiry",
    "answer_rating",
    "ask_about_reading",
    "call_back",
    "close_enquiry",
    "find_missing_ratings",
    "judge_answer",
    "rate_by_code",
    "rate_case",
]
