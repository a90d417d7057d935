"""Says in one sentence what a settings file has wrong, and what would do."""

from typing import assert_never

from tui.i18n import _
from tui.preferences.settings import SettingFault
from tui.preferences.settings import SettingsProblem
from tui.preferences.user_files import FileFault


def explain(problem: SettingsProblem) -> str:
    """Return the sentence of a notice or of ``relance doctor``: file, line, reason."""
    reason = _reason(problem)
    if problem.line:
        told = _("{file}, line {line}: {reason}")
        return told.format(file=problem.file, line=problem.line, reason=reason)
    return _("{file}: {reason}").format(file=problem.file, reason=reason)


def _reason(problem: SettingsProblem) -> str:
    match problem.code:
        case SettingFault.UNKNOWN_KEY:
            return _unknown_key(problem)
        case SettingFault.BAD_VALUE:
            return _bad_value(problem)
        case _:
            return _unusable(problem.code)


def _unknown_key(problem: SettingsProblem) -> str:
    if problem.nearest:
        told = _("“{key}” is no setting; did you mean “{nearest}”?")
        return told.format(key=problem.key, nearest=problem.nearest)
    return _("“{key}” is no setting.").format(key=problem.key)


def _bad_value(problem: SettingsProblem) -> str:
    if problem.allowed:
        told = _("“{value}” does not fit {key}; these do: {allowed}.")
        allowed = ", ".join(problem.allowed)
        return told.format(value=problem.value, key=problem.key, allowed=allowed)
    told = _("“{value}” does not fit {key}.")
    return told.format(value=problem.value, key=problem.key)


def _unusable(fault: FileFault) -> str:
    match fault:
        case FileFault.UNREADABLE:
            return _("it cannot be read.")
        case FileFault.NOT_A_FILE:
            return _("it is not a plain file.")
        case FileFault.TOO_LARGE:
            return _("it is larger than 64 KiB.")
        case FileFault.NOT_TEXT:
            return _("it is not UTF-8 text.")
        case FileFault.NOT_TOML:
            return _("it is not valid TOML.")
        case _:
            assert_never(fault)
