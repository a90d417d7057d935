"""A year of deals with whole lives, and the statistics on them."""

from datetime import date
from datetime import timedelta

from textual.pilot import Pilot
from textual.strip import Strip

from models import queries
from models.store import Store
from models.vocabulary import Role
from models.vocabulary import StageKind
from tests.factories import a_user
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Event
from tests.reports.lives import Life
from tests.reports.lives import write_lives
from tests.screens.acts import press
from tui.app import RelanceApp
from tui.screens.statistics import StatisticsScreen

DEALS = 60
EVERY_DAYS = 9
"""The days between two deals; the first ones are of the year before."""


def a_year(store: Store) -> list[int]:
    """Write deals of three owners into the first pipeline; return their ids."""
    owners = [a_user(store, "claire", Role.MANAGER, "Paris"), a_user(store, "marc")]
    pipeline = store.read(queries.choices.pipelines)[0]
    stages = [stage for stage in pipeline.stages if stage.kind is StageKind.OPEN]
    places = [pipeline.id, *(stage.id for stage in stages)]
    lives = [_life(at, len(stages), [store.actor.id, *owners]) for at in range(DEALS)]
    return write_lives(store, places, lives)


def _life(at: int, stages: int, owners: list[int]) -> Life:
    """Let every deal come as far as its number says, and end as its number says."""
    here = date(2025, 6, 1) + timedelta(days=at * EVERY_DAYS)
    reached = 1 + (at * 7 + at // 3) % stages
    events: list[Event] = []
    for place in range(1, reached + 1):
        events.append((here, place))
        here += timedelta(days=3 + at % 5)
    if at % 5 < 3:
        events.append((here, WON if reached == stages else LOST))
    return Life(
        amount=1_000 + at % 7 * 900, events=events, owner=owners[at * 5 % 4 % 3]
    )


async def opened(pilot: Pilot[None], *keys: str) -> StatisticsScreen:
    """Press keys on the statistics, each once the page before it has been read."""
    await press(pilot, "S", *keys)
    return statistics(pilot)


def statistics(pilot: Pilot[None]) -> StatisticsScreen:
    """Return the statistics, which must be shown."""
    app = pilot.app
    assert isinstance(app, RelanceApp)
    screen = app.screen
    assert isinstance(screen, StatisticsScreen)
    return screen


def texts(screen: StatisticsScreen) -> list[str]:
    """Return the rows of the table as they read."""
    return screen.rows.texts


def chart_lines(screen: StatisticsScreen) -> list[str]:
    """Return the lines of the chart as they read."""
    strips: list[Strip] = [
        screen.chart.render_line(y) for y in range(screen.chart.size.height)
    ]
    return [strip.text for strip in strips]
