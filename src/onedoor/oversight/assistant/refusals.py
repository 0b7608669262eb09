"""Why something about the assistant's answers cannot be done: sentences for people."""

from onedoor.kernel.refusals import NotAllowed, NotFound


class NotYours(NotAllowed):
    """答得对不对，由这个事项的编辑岗或者监督岗来看，这件事不归您的岗位办。"""


class NoSuchSample(NotFound):
    """没有这条问题，可能已经看过，或者满 30 天删掉了。"""
