"""Switching alerts on and off, each user for themselves (R-26)."""

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.errors import NotFound
from models.history import Writer
from models.rules import alerts
from models.tables import AlertSwitch
from models.tables import SavedView
from models.views.done import Done


def switch_alert(writer: Writer, code: str, *, wanted: bool) -> Done:
    """Count an alert for oneself, or no more; the others keep theirs as it is."""
    name = _known(writer, code)
    query = select(AlertSwitch).where(
        col(AlertSwitch.user_id) == writer.actor.id, col(AlertSwitch.alert) == code
    )
    switch = writer.session.scalars(query).one_or_none()
    if switch is None:
        switch = AlertSwitch(user_id=writer.actor.id, alert=code)
    switch.wanted = wanted
    verb = "alert.switched_on" if wanted else "alert.switched_off"
    writer.save(switch, verb)
    return writer.done(switch, verb, alert=code, view=name)


def _known(writer: Writer, code: str) -> str:
    """Return the name of the view that the alert counts, empty for a built-in one."""
    if code in alerts.BUILT_IN:
        return ""
    view_id = alerts.view_of(code)
    view = find(writer, SavedView, view_id) if view_id is not None else None
    if view is None or not view.as_alert:
        raise NotFound("record_unknown", entity="SavedView", id=view_id or 0)
    return view.name
