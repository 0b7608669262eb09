"""Rounding and the rest of arithmetic."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from dmn.builtins.register import builtin, whole
from dmn.values import DECIMAL128

_SCALES = range(-6111, 6177)


def _rounded(value: Decimal, scale: Decimal | None, rounding: str) -> Decimal | None:
    places = whole(scale if scale is not None else Decimal(0))
    if places is None or places not in _SCALES:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return value
    step = Decimal(1).scaleb(-places)
    units = (value.scaleb(places, DECIMAL128)).to_integral_value(rounding=rounding)
    return DECIMAL128.multiply(units, step)


@builtin("decimal", "n: number", "scale: number")
def _decimal(value: Decimal, scale: Decimal) -> Decimal | None:
    return _rounded(value, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number", "scale: number?")
def _floor(value: Decimal, scale: Decimal | None) -> Decimal | None:
    return _rounded(value, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number", "scale: number?")
def _ceiling(value: Decimal, scale: Decimal | None) -> Decimal | None:
    return _rounded(value, scale, ROUND_CEILING)


@builtin("round up", "n: number", "scale: number")
def _round_up(value: Decimal, scale: Decimal) -> Decimal | None:
    return _rounded(value, scale, ROUND_UP)


@builtin("round down", "n: number", "scale: number")
def _round_down(value: Decimal, scale: Decimal) -> Decimal | None:
    return _rounded(value, scale, ROUND_DOWN)


@builtin("round half up", "n: number", "scale: number")
def _round_half_up(value: Decimal, scale: Decimal) -> Decimal | None:
    return _rounded(value, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number", "scale: number")
def _round_half_down(value: Decimal, scale: Decimal) -> Decimal | None:
    return _rounded(value, scale, ROUND_HALF_DOWN)


@builtin("modulo", "dividend: number", "divisor: number")
def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    if divisor == 0:
        return None
    times = DECIMAL128.divide(dividend, divisor).to_integral_value(rounding=ROUND_FLOOR)
    return DECIMAL128.subtract(dividend, DECIMAL128.multiply(divisor, times))


@builtin("sqrt", "number: number")
def _sqrt(value: Decimal) -> Decimal | None:
    return DECIMAL128.sqrt(value) if value >= 0 else None


@builtin("log", "number: number")
def _log(value: Decimal) -> Decimal | None:
    return DECIMAL128.ln(value) if value > 0 else None


@builtin("exp", "number: number")
def _exp(value: Decimal) -> Decimal:
    return DECIMAL128.exp(value)


@builtin("odd", "number: number")
def _odd(value: Decimal) -> bool | None:
    number = _integer(value)
    return number % 2 == 1 if number is not None else None


@builtin("even", "number: number")
def _even(value: Decimal) -> bool | None:
    number = _integer(value)
    return number % 2 == 0 if number is not None else None


def _integer(value: Decimal) -> int | None:
    return int(value) if value == value.to_integral_value() else None
