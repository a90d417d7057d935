"""What Today says: the next item, and what an empty queue teaches."""

from typing import assert_never

from models.views.due import DueItem
from models.views.due import Today
from models.vocabulary import DueBucket
from models.vocabulary import Role
from tui import commands
from tui import commands_of_desk
from tui import formats
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.preferences.keymap import Keymap
from tui.widgets.board_pieces import Teaching


def next_words(item: DueItem) -> str:
    """Return ``after this one: Lycée Faidherbe, call``."""
    name = item.deal or item.person or item.company
    return _("after this one: {name}, {type}").format(name=name, type=item.type)


def only_words(only: DueBucket | None) -> str:
    """Say which part of the queue alone is shown, nothing where it is all of it."""
    match only:
        case DueBucket.OVERDUE:
            return _("overdue only")
        case DueBucket.TODAY:
            return _("due today only")
        case DueBucket.LATER:
            return _("next 7 days only")
        case DueBucket.NONE | None:
            return ""
        case _:
            assert_never(only)


def teaching(
    role: Role, keymap: Keymap, today: Today, only: DueBucket | None = None
) -> Teaching:
    """Say that nothing is left, or what belongs here, and which keys help."""
    if only is not None:
        key = keymap.of(commands_of_desk.TODAY_FILTER)[0]
        shows = (key, _("shows everything that is due"))
        return Teaching(_("Nothing is left here."), (shows,))
    keys = [
        (keymap.of(commands.GO_BOARD)[0], _("opens the board, to plan a follow-up")),
        (keymap.of(commands.DEAL_NEW)[0], _("adds a deal")),
    ]
    if role is not Role.SELLER:
        scope = keymap.of(commands.OWNER_SCOPE)[0]
        keys.append((scope, _("chooses whose are shown")))
    if not today.done:
        sentence = _("Nothing is due in the next 7 days.")
    else:
        sentence = ngettext(
            "All done: {count} follow-up today.",
            "All done: {count} follow-ups today.",
            today.done,
        ).format(count=formats.number(today.done, language()))
    return Teaching(sentence, tuple(keys))
