"""Why not, in words: every code of an error has its sentence in the tables here."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from models.errors import BadValue
from models.errors import RelanceError
from models.money import Money
from models.views.changed import ChangedSince
from tui import formats
from tui.cells import cut
from tui.cells import cut_start
from tui.cells import width
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.words.codes import words_of
from tui.words.refusal_values import NAMES
from tui.words.refusal_values import names_known
from tui.words.refusal_values import values_of
from tui.words.refusal_words import Words

LONGEST_SHOWN = 300
"""Characters of a value that a sentence repeats: paths are long, attacks longer."""
SHORTEST = 12
"""The cells that a name keeps, so that it is known again."""
UNDER_A_FIELD = 68
"""The cells under a field of a dialog, without the mark of a refusal."""

UNKNOWN = Words(
    N_("This cannot be done ({code})."), N_("Nothing was changed. `u` still undoes.")
)
"""What is said of a code without a sentence, which a test keeps from happening."""

KNOWN = N_("Known are: {known}.")
"""What a command says of a name that is near to none of those that there are."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, and what would be accepted; keys stand in backticks."""

    text: str
    then: str = ""

    @property
    def line(self) -> str:
        """Both in one line, keys by their names, for the room under a field."""
        from tui.preferences.keymap import key_label  # noqa: PLC0415 - for screens

        pieces = self.then.split("`")
        then = (key_label(one) if at % 2 else one for at, one in enumerate(pieces))
        return f"{self.text} {''.join(then)}".replace("`", "").strip()


@cache
def sentences() -> Mapping[str, Words]:
    """Return the words of every code, read when something is refused first."""
    from tui.words import refusals_of_desk  # noqa: PLC0415
    from tui.words import refusals_of_exchange  # noqa: PLC0415
    from tui.words import refusals_of_files  # noqa: PLC0415
    from tui.words import refusals_of_follow_ups  # noqa: PLC0415
    from tui.words import refusals_of_records  # noqa: PLC0415
    from tui.words import refusals_of_rows  # noqa: PLC0415
    from tui.words import refusals_of_rules  # noqa: PLC0415
    from tui.words import refusals_of_settings  # noqa: PLC0415
    from tui.words import refusals_of_slots  # noqa: PLC0415
    from tui.words import refusals_of_typing  # noqa: PLC0415

    return {
        **refusals_of_desk.WORDS,
        **refusals_of_exchange.WORDS,
        **refusals_of_files.WORDS,
        **refusals_of_follow_ups.WORDS,
        **refusals_of_records.WORDS,
        **refusals_of_rows.WORDS,
        **refusals_of_rules.WORDS,
        **refusals_of_settings.WORDS,
        **refusals_of_slots.WORDS,
        **refusals_of_typing.WORDS,
    }


def _of_commands() -> Mapping[str, Words]:
    from tui.words.refusals_of_files import BY_COMMAND  # noqa: PLC0415

    return BY_COMMAND


def explain(
    error: RelanceError, zone: str = "", *, by_command: bool = False
) -> Refusal:
    """Return the reason in the language in use, and what would be accepted.

    Moments are told on the clock of *zone*, as days where none is given. On the
    command line no key is named: a command is, where there is one, or nothing.
    """
    return _told(error, zone, {}, by_command=by_command)


def explain_within(error: RelanceError, zone: str, cells: int) -> Refusal:
    """Return what fits: the names give way first, then advice that names no key."""
    whole = _narrowed(error, zone, cells, lambda refusal: refusal.line)
    if cells <= 0 or width(whole.line) <= cells or "`" in whole.then:
        return whole
    return Refusal(_reason(error, zone, cells))


def explain_under_a_field(error: RelanceError, zone: str = "") -> str:
    """Return what fits under a field: the whole line, else the reason alone."""
    whole = _narrowed(error, zone, UNDER_A_FIELD, lambda refusal: refusal.line).line
    fits = width(whole) <= UNDER_A_FIELD
    return whole if fits else _reason(error, zone, UNDER_A_FIELD)


def _reason(error: RelanceError, zone: str, cells: int) -> str:
    return _narrowed(error, zone, cells, lambda refusal: refusal.text).text


def _narrowed(
    error: RelanceError, zone: str, cells: int, measured: Callable[[Refusal], str]
) -> Refusal:
    """Shorten the names of a refusal, the longest first, until it fits."""
    refusal = _told(error, zone, {})
    over = width(measured(refusal)) - cells
    if over <= 0 or cells <= 0:
        return refusal
    names = {
        name: _shown(value, zone)
        for name, value in values_of(error).items()
        if name in NAMES
    }
    shorter: dict[str, str] = {}
    for name in sorted(names, key=lambda name: -width(names[name])):
        room = max(width(names[name]) - over, SHORTEST)
        shorten = cut_start if name == "path" else cut
        shorter[name] = shorten(names[name], room)
        refusal = _told(error, zone, shorter)
        over = width(measured(refusal)) - cells
        if over <= 0:
            break
    return refusal


def _told(
    error: RelanceError,
    zone: str,
    shorter: Mapping[str, str],
    *,
    by_command: bool = False,
) -> Refusal:
    """Say the sentences of an error, with the *shorter* names in place of its own."""
    words = _words(error)
    if by_command:
        words = _of_commands().get(error.code, words)
    values = {"code": error.code, **values_of(error)}
    shown = {name: _shown(value, zone) for name, value in values.items()}
    shown.update(shorter)
    told = words.when_told and all(_is_told(values.get(name)) for name in words.needs)
    then = words.when_told if told else words.then
    if by_command and not told and names_known(error.values):
        then = KNOWN
    if by_command and "`" in then:
        then = words.by_command
    quiet = {name: value.replace("`", "'") for name, value in shown.items()}
    return Refusal(
        _(words.text).format_map(_Told(shown)), _(then).format_map(_Told(quiet))
    )


class _Told(dict[str, str]):
    """Words by name; one that an error does not carry is left out, not a new error."""

    def __missing__(self, name: str) -> str:
        return ""


def _words(error: RelanceError) -> Words:
    """Return what is said of a code, in its own way for some fields."""
    known = sentences()
    field = error.field if isinstance(error, BadValue) else ""
    return known.get(f"{error.code}:{field}") or known.get(error.code, UNKNOWN)


def _shown(value: object, zone: str) -> str:
    match value:
        case None:
            return ""
        case StrEnum():
            return words_of(value)
        case bool() | int() | Decimal():
            return formats.number(Decimal(value), language())
        case list() | tuple() | set() | frozenset():
            return ", ".join(
                _shown(one, zone)  # pyright: ignore[reportUnknownArgumentType]
                for one in value  # pyright: ignore[reportUnknownVariableType]
            )
        case _:
            return _written(value, zone)


def _written(value: object, zone: str) -> str:
    match value:
        case datetime():
            return _moment(value, zone)
        case date():
            return formats.day_year(value, language())
        case Money():
            return formats.amount(value, language())
        case ChangedSince():
            when = _moment(value.when, zone)
            return f"{value.name} ({value.who}, {when})"
        case _:
            return _short(str(value))


def _short(text: str) -> str:
    """Return a text that fits a sentence: a refusal never says a page again."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _moment(moment: datetime, zone: str) -> str:
    if not zone:
        return formats.day_short(moment, language())
    local = moment.astimezone(ZoneInfo(zone))
    return formats.header_date(local, language())


def _is_told(value: object) -> bool:
    return value is not None and value != ""
