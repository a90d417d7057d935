"""What Today says: the next item, and what an empty queue teaches."""

from models.views.due import DueItem
from models.views.due import Today
from models.vocabulary import Role
from tui import commands
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


def teaching(role: Role, keymap: Keymap, today: Today) -> Teaching:
    """Say that nothing is left, or what belongs here, and which keys help."""
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
