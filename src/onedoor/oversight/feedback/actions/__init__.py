"""What can be done about feedback."""

from onedoor.oversight.feedback.actions.enquiring import (
    answer_enquiry,
    ask_about_reading,
    close_enquiry,
)
from onedoor.oversight.feedback.actions.rating import rate_by_code, rate_case

__all__ = ["answer_enquiry", "ask_about_reading", "close_enquiry", "rate_by_code", "rate_case"]
