"""On whose calendar a day runs: a whole day is its assignee's (rulings 19, C.0)."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from models.actor import OWN
from models.actor import Whose
from models.actor import variant
from models.clock import to_text
from models.due import SOON
from models.due import Horizon
from models.due import horizon
from models.views.people import string
from models.views.sight import Sight


class Calendars(NamedTuple):
    """The reader's horizon, and those of the zones in which others have their days."""

    here: Horizon
    theirs: Mapping[str, Horizon]
    """By zone; empty where everybody's days run as the reader's do."""
    home: str = ""
    """The zone of the house, and of everyone without one of their own."""

    def of(self, own_zone: str) -> Horizon:
        """Return the horizon of someone, by the zone they have of their own if any."""
        return self.theirs.get(own_zone or self.home, self.here)

    def statement(self, name: str) -> str:
        """Return the statement to run: one that asks whose day it is, if it matters."""
        return f"{name}_far" if self.theirs else name

    @property
    def values(self) -> dict[str, object]:
        """The moments that the statements of Today compare with."""
        here = self.here
        plain: dict[str, object] = {
            "now": to_text(here.now),
            "tomorrow": to_text(here.tomorrow),
            "until": to_text(here.until),
        }
        if not self.theirs:
            return plain
        theirs = self.theirs.items()
        ends = {
            zone: {"tomorrow": to_text(one.tomorrow), "until": to_text(one.until)}
            for zone, one in theirs
        }
        latest = max(here.until, *(one.until for _zone, one in theirs))
        reach = {"ends": json.dumps(ends), "latest": to_text(latest)}
        return {**plain, **reach, "home": self.home}


def calendars(sight: Sight, whose: Whose, days: int = SOON) -> Calendars:
    """Return the calendars by which the follow-ups of those people are read."""
    here = horizon(sight.now(), sight.zone, days)
    if variant(sight.actor, whose) == OWN:
        return Calendars(here, {})
    home = sight.house.zone
    zones = {home, *(string(zone) for (zone,) in sight.run("zones", {}))}
    if zones == {sight.zone}:
        return Calendars(here, {})
    theirs = {zone: horizon(here.now, zone, days) for zone in zones}
    return Calendars(here, theirs, home)
