"""What can be done to an application and a case. Each act: find, refuse, change, record."""

from onedoor.casework.cases.actions.accepting import (
    accept_case,
    accept_what_is_deemed,
    pre_review,
    turn_away,
)
from onedoor.casework.cases.actions.batching import (
    MOST_AT_ONCE,
    ON_MANY,
    SAYS_WHY,
    Outcome,
    act_on_many,
    refuse_many,
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
from onedoor.casework.cases.actions.moving import move_cases, undo_move
from onedoor.casework.cases.actions.returning import return_step
from onedoor.casework.cases.actions.reviewing import (
    extend_case,
    finish_step,
    mark_points,
    resume_case,
    suspend_case,
)
from onedoor.casework.cases.actions.submitting import (
    Joined,
    Submission,
    open_part,
    submit_application,
    submit_draft,
)
from onedoor.casework.cases.actions.taking import (
    balance_post,
    give_back_task,
    hand_on_task,
    take_task,
)
from onedoor.casework.cases.actions.withdrawing import end_part, withdraw_case

__all__ = [
    "KEPT_DAYS",
    "MOST_AT_ONCE",
    "ON_MANY",
    "SAYS_WHY",
    "Given",
    "HandedOver",
    "Joined",
    "Outcome",
    "Submission",
    "accept_case",
    "accept_what_is_deemed",
    "act_on_many",
    "balance_post",
    "begin_draft",
    "correct_at_once",
    "correct_case",
    "decide_case",
    "deliver_case",
    "end_part",
    "extend_case",
    "finish_step",
    "follow_the_account",
    "forget_old_drafts",
    "give_back_task",
    "hand_in",
    "hand_on_task",
    "hand_over_matters",
    "hand_over_post",
    "leave",
    "mark_points",
    "move_cases",
    "open_part",
    "pre_review",
    "refuse_many",
    "request_corrections",
    "resume_case",
    "return_step",
    "save_draft",
    "submit_application",
    "submit_draft",
    "suspend_case",
    "take_back",
    "take_task",
    "turn_away",
    "undo_move",
    "withdraw_case",
]
