"""Why not, about entitlements."""

from onedoor.kernel.refusals import NotAllowed, Refusal


class OnlyByOneself(NotAllowed):
    """这个提示只能由本人开。您正在替别人办事，先换回自己。"""


class ForPersonsOnly(Refusal):
    """这个提示是给个人的，企业用不上。企业能办的事，请从“办事”里找。"""


class NotAsked(Refusal):
    """您还没有开这个提示，没有什么可以关。"""
