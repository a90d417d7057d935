"""Puts the refusal of a save beside the field that it is about."""

from models.errors import BadValue
from models.errors import RelanceError
from tui.dialogs.frame import DialogFrame
from tui.i18n import _
from tui.widgets.field import Field
from tui.words.refusals import explain_under_a_field
from tui.words.refusals import explain_within


def refuse(frame: DialogFrame, error: RelanceError, zone: str) -> str:
    """Say why not beside the field of that name, if there is one; return the rest."""
    name = error.field if isinstance(error, BadValue) else ""
    for field in frame.query(Field):
        if name and field.id == name:
            field.refuse(explain_under_a_field(error, zone))
            return _("Not saved.")
    return explain_within(error, zone, frame.keys.room).line
