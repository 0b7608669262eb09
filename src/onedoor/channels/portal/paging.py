"""Which page of a list somebody asked for."""

from django.http import HttpRequest


def page_asked(request: HttpRequest) -> int:
    """The number after `?page=`, 1 or more; the first where none was asked for, or none such."""
    typed = request.GET.get("page", "1")
    return max(int(typed), 1) if typed.isdecimal() and len(typed) < 7 else 1
