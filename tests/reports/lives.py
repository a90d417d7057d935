"""Deals with whole lives, written straight to the tables, for tests of figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta

from models.clock import start_of_day
from models.history import Writer
from models.store import Store
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import Pipeline
from models.tables import Stage
from models.tables import StageVisit
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import Phase
from models.vocabulary import StageKind
from models.vocabulary import Status

WON = "won"
LOST = "lost"
Event = tuple[date, int | str]
"""A day, and the place of the stage that was entered, or how the deal was closed."""


@dataclass(frozen=True, slots=True)
class Life:
    """A deal: its amount in major units and what happened to it, in order."""

    amount: int | None
    events: Sequence[Event]
    owner: int | None = None
    currency: str = "EUR"
    chance: int | None = None
    expected: date | None = None
    phase: Phase = Phase.DEAL
    dated: bool = True
    binned: bool = False


def a_pipeline(
    store: Store, name: str, stages: Sequence[tuple[str, int | None]]
) -> list[int]:
    """Write a pipeline; return the ids of it and of its stages."""

    def write(writer: Writer) -> list[int]:
        pipeline = Pipeline(name=name, position=9)
        writer.save(pipeline, "pipeline.created")
        ids = [pipeline.pk]
        for position, (stage_name, chance) in enumerate(stages, 1):
            stage = Stage(
                pipeline_id=pipeline.pk,
                name=stage_name,
                position=position,
                kind=StageKind.OPEN,
                probability=chance,
            )
            writer.save(stage, "stage.created")
            ids.append(stage.pk)
        return ids

    return store.write(write)


def write_lives(
    store: Store, places: Sequence[int], lives: Sequence[Life]
) -> list[int]:
    """Write the deals into the stages of a pipeline; return their ids."""

    def write(writer: Writer) -> list[int]:
        return [_Lived(writer, places, life).deal.pk for life in lives]

    return store.write(write)


class _Lived:
    """Writes one life, event by event."""

    def __init__(self, writer: Writer, places: Sequence[int], life: Life) -> None:
        self.writer = writer
        self.places = places
        self.life = life
        first_day, first_place = life.events[0]
        place = int(first_place)
        self.place = place
        self.deal = Deal(
            title="Deal",
            phase=life.phase,
            pipeline_id=places[0],
            stage_id=places[place],
            amount_minor=None if life.amount is None else life.amount * 100,
            currency=None if life.amount is None else life.currency,
            probability=life.chance,
            expected_close=life.expected,
            owner_id=life.owner,
            opened_at=self._at(first_day) if life.dated else None,
            deleted_at=writer.now if life.binned else None,
        )
        writer.save(self.deal, "deal.created")
        self.visit: StageVisit | None = None
        self._enter(place, first_day)
        for day, what in life.events[1:]:
            if isinstance(what, int):
                self._move(what, day)
            else:
                self._close(what, day)
        writer.save(self.deal, "deal.updated")

    def _at(self, day: date) -> datetime:
        return start_of_day(day, self.writer.house.zone)

    def _enter(self, place: int, day: date) -> None:
        self.place = place
        self.deal.stage_id = self.places[place]
        self.visit = StageVisit(
            deal_id=self.deal.pk,
            stage_id=self.places[place],
            entered_at=self._at(day),
        )
        self.writer.save(self.visit, "stage_visit.created")

    def _leave(self, how: ExitKind, day: date) -> None:
        if self.visit is not None:
            self.visit.exit_kind = how
            self.visit.exited_at = self._at(day)
            self.writer.save(self.visit, "stage_visit.updated")
            self.visit = None

    def _move(self, place: int, day: date) -> None:
        if self.deal.status is not Status.OPEN:
            self._reopen(day)
        ahead = place > self.place
        self._leave(ExitKind.FORWARD if ahead else ExitKind.BACK, day)
        self._enter(place, day)

    def _reopen(self, day: date) -> None:
        self.deal.status = Status.OPEN
        self.deal.closed_at = self.deal.base_minor = None
        self._record(CloseKind.REOPENED, day)

    def _close(self, how: str, day: date) -> None:
        self._leave(ExitKind(how), day)
        self.deal.status = Status(how)
        self.deal.closed_at = self._at(day)
        self.deal.base_minor = self.deal.amount_minor
        self._record(CloseKind(how), day)

    def _record(self, kind: CloseKind, day: date) -> None:
        event = CloseEvent(
            deal_id=self.deal.pk,
            kind=kind,
            at=self._at(day),
            stage_id=self.deal.stage_id,
            owner_id=self.deal.owner_id,
            amount_minor=self.deal.amount_minor,
            currency=self.deal.currency,
            base_minor=self.deal.base_minor,
        )
        self.writer.save(event, "close_event.created")


def days(*marked: tuple[int, int, int | str]) -> list[Event]:
    """Return events of 2025, each as month, day and what happened."""
    return [(date(2025, month, day), what) for month, day, what in marked]


def day_after(day: date, number: int) -> date:
    """Return the day that many days later."""
    return day + timedelta(days=number)
