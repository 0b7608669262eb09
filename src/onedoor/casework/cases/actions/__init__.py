"""What can be done to an application and a case. Each act: find, refuse, change, record."""

from onedoor.casework.cases.actions.accepting import (
    accept_case,
    accept_what_is_deemed,
    pre_review,
    turn_away,
)
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
from onedoor.casework.cases.actions.leaving import leave
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
from onedoor.casework.cases.actions.withdrawing import withdraw_case

__all__ = [
    "KEPT_DAYS",
    "Given",
    "HandedOver",
    "Submission",
    "accept_case",
    "accept_what_is_deemed",
    "begin_draft",
    "correct_at_once",
    "correct_case",
    "decide_case",
    "deliver_case",
    "extend_case",
    "finish_step",
    "follow_the_account",
    "forget_old_drafts",
    "hand_in",
    "hand_over_matters",
    "hand_over_post",
    "leave",
    "mark_points",
    "pre_review",
    "request_corrections",
    "resume_case",
    "return_step",
    "save_draft",
    "submit_application",
    "submit_draft",
    "suspend_case",
    "take_back",
    "turn_away",
    "withdraw_case",
]
