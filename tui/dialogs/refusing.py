"""Puts the refusal of a save beside the field that it is about."""

from models.errors import BadValue
from models.errors import RelanceError
from tui.cells import width
from tui.dialogs.frame import DialogFrame
from tui.i18n import _
from tui.widgets.field import Field
from tui.words.refusals import explain

ROOM = 69
"""The cells of a line of a dialog, without the mark of a refusal."""


def refuse(frame: DialogFrame, error: RelanceError, zone: str) -> str:
    """Say why not beside the field of that name, if there is one; return the rest."""
    refusal = explain(error, zone)
    line = refusal.line if width(refusal.line) < ROOM else refusal.text
    name = error.field if isinstance(error, BadValue) else ""
    for field in frame.query(Field):
        if name and field.id == name:
            field.refuse(line)
            return _("Not saved.")
    return refusal.line
