"""What can be done to an application and a case. Each act: find, refuse, change, record."""

from onedoor.casework.cases.actions.accepting import (
    accept_case,
    accept_what_is_deemed,
    pre_review,
    turn_away,
)
from onedoor.casework.cases.actions.arranging import arrange, report_result
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
from onedoor.casework.cases.actions.hearing import (
    call_hearing,
    close_hearing,
    offer_hearing,
    request_hearing,
)
from onedoor.casework.cases.actions.lapsing import end_what_was_never_corrected, hear_the_silent
from onedoor.casework.cases.actions.leaving import leave
from onedoor.casework.cases.actions.moving import move_cases, undo_move
from onedoor.casework.cases.actions.moving_parts import move_part, put_part_back
from onedoor.casework.cases.actions.objecting import answer_objection, object_to
from onedoor.casework.cases.actions.promise_keeping import (
    answer_finding,
    answer_repair,
    check_promise,
    object_to_finding,
    report_repair,
    settle_what_is_broken,
)
from onedoor.casework.cases.actions.promising import (
    hand_in_promised,
    look_after_the_deferred,
    sign_promise,
    take_back_promise,
)
from onedoor.casework.cases.actions.returning import return_step
from onedoor.casework.cases.actions.reusing import (
    see_original,
    stop_using_what_is_known,
    use_what_is_known,
)
from onedoor.casework.cases.actions.reviewing import (
    extend_case,
    finish_step,
    mark_points,
    resume_case,
    suspend_case,
)
from onedoor.casework.cases.actions.signing import (
    ask_to_sign,
    decline_signing,
    let_links_expire,
    revoke_signing,
    sign,
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
from onedoor.casework.cases.actions.transferring import transfer_case
from onedoor.casework.cases.actions.withdrawing import end_part, withdraw_case
from onedoor.casework.cases.finding import agent_of

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
    "agent_of",
    "answer_finding",
    "answer_objection",
    "answer_repair",
    "arrange",
    "ask_to_sign",
    "balance_post",
    "begin_draft",
    "call_hearing",
    "check_promise",
    "close_hearing",
    "correct_at_once",
    "correct_case",
    "decide_case",
    "decline_signing",
    "deliver_case",
    "end_part",
    "end_what_was_never_corrected",
    "extend_case",
    "finish_step",
    "follow_the_account",
    "forget_old_drafts",
    "give_back_task",
    "hand_in",
    "hand_in_promised",
    "hand_on_task",
    "hand_over_matters",
    "hand_over_post",
    "hear_the_silent",
    "leave",
    "let_links_expire",
    "look_after_the_deferred",
    "mark_points",
    "move_cases",
    "move_part",
    "object_to",
    "object_to_finding",
    "offer_hearing",
    "open_part",
    "pre_review",
    "put_part_back",
    "refuse_many",
    "report_repair",
    "report_result",
    "request_corrections",
    "request_hearing",
    "resume_case",
    "return_step",
    "revoke_signing",
    "save_draft",
    "see_original",
    "settle_what_is_broken",
    "sign",
    "sign_promise",
    "stop_using_what_is_known",
    "submit_application",
    "submit_draft",
    "suspend_case",
    "take_back",
    "take_back_promise",
    "take_task",
    "transfer_case",
    "turn_away",
    "undo_move",
    "use_what_is_known",
    "withdraw_case",
]
