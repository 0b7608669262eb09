"""What can be done to an application and a case. Each act: find, refuse, change, record."""

from onedoor.casework.cases.actions.accepting import (
    accept_case,
    accept_what_is_deemed,
    pre_review,
    turn_away,
)
from onedoor.casework.cases.actions.arranging import arrange, report_result
from onedoor.casework.cases.actions.correcting import (
    correct_at_once,
    correct_case,
    request_corrections,
)
from onedoor.casework.cases.actions.deciding import decide_case, deliver_case
from onedoor.casework.cases.actions.drafting import (
    KEPT_DAYS,
    Given,
    begin_draft,
    follow_the_account,
    forget_old_drafts,
    hand_in,
    save_draft,
    take_back,
)
from onedoor.casework.cases.actions.handing import hand_over_matters
from onedoor.casework.cases.actions.handing_over import HandedOver, hand_over_post
from onedoor.casework.cases.actions.hearing import (
    call_hearing,
    close_hearing,
    offer_hearing,
    request_hearing,
)
from onedoor.casework.cases.actions.lapsing import end_what_was_never_corrected, hear_the_silent
from onedoor.casework.cases.actions.leaving import leave
from onedoor.casework.cases.actions.objecting import answer_objection, object_to
from onedoor.casework.cases.actions.returning import return_step
from onedoor.casework.cases.actions.reviewing import (
    extend_case,
    finish_step,
    mark_points,
    resume_case,
    suspend_case,
)
from onedoor.casework.cases.actions.submitting import (
    Submission,
    submit_application,
    submit_draft,
)
from onedoor.casework.cases.actions.transferring import transfer_case
from onedoor.casework.cases.actions.withdrawing import withdraw_case

__all__ = [
    "KEPT_DAYS",
    "Given",
    "HandedOver",
    "Submission",
    "accept_case",
    "accept_what_is_deemed",
    "answer_objection",
    "arrange",
    "begin_draft",
    "call_hearing",
    "close_hearing",
    "correct_at_once",
    "correct_case",
    "decide_case",
    "deliver_case",
    "end_what_was_never_corrected",
    "extend_case",
    "finish_step",
    "follow_the_account",
    "forget_old_drafts",
    "hand_in",
    "hand_over_matters",
    "hand_over_post",
    "hear_the_silent",
    "leave",
    "mark_points",
    "object_to",
    "offer_hearing",
    "pre_review",
    "report_result",
    "request_corrections",
    "request_hearing",
    "resume_case",
    "return_step",
    "save_draft",
    "submit_application",
    "submit_draft",
    "suspend_case",
    "take_back",
    "transfer_case",
    "turn_away",
    "withdraw_case",
]
