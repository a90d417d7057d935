"""The ten deals of metrics.md C.19, lived day by day through the operations."""

from datetime import date

from sqlmodel import col
from sqlmodel import select

from models import operations
from models import queries
from models.clock import Clock
from models.clock import start_of_day
from models.history import Writer
from models.money import Money
from models.store import Store
from models.tables import Stage
from models.views.drafts import LoseDeal
from models.views.drafts import NewDeal
from models.views.drafts import WinDeal
from models.vocabulary import StageKind

ZONE = "Europe/Paris"
CHANCES = (10, 40, 70)
AMOUNTS = (1000, 500, 2000, 800, 1200, 600, 900, 700, 400, 1500)
LIVES = (
    "5/1 1, 15/1 2, 25/1 3, 4/2 won",
    "8/1 1, 18/1 2, 28/1 lost",
    "10/1 1, 20/1 3, 30/1 won",
    "12/1 1",
    "15/1 1, 1/2 2, 10/2 1, 20/2 2",
    "20/1 2, 15/2 lost",
    "22/1 1, 29/1 lost, 5/2 reopened, 12/2 2, 1/3 won",
    "2/2 1, 20/2 2, 5/3 3",
    "10/2 1, 17/2 lost",
    "15/2 1, 25/2 2",
)


def live(store: Store) -> None:
    """Bring the ten deals to where they stand on 10 March 2025, 00:00."""
    stages = store.write(_stages)
    reason = store.read(queries.choices.reasons)[0].id
    ids: dict[int, int] = {}
    for day, number, what in sorted(_events()):
        _at(store, day)
        if number not in ids:
            amount = Money(AMOUNTS[number] * 100, "EUR")
            stage = stages[int(what) - 1]
            draft = NewDeal(title=f"D{number + 1}", amount=amount, stage_id=stage)
            ids[number] = store.write(operations.creating.create_deal, draft).id
            continue
        _act(store, ids[number], what, stages, reason)
    _at(store, date(2025, 3, 10))


def _events() -> list[tuple[date, int, str]]:
    found: list[tuple[date, int, str]] = []
    for number, life in enumerate(LIVES):
        for event in life.split(", "):
            when, what = event.split(" ")
            day, month = when.split("/")
            found.append((date(2025, int(month), int(day)), number, what))
    return found


def _act(
    store: Store, deal: int, what: str, stages: tuple[int, ...], reason: int
) -> None:
    match what:
        case "won":
            store.write(operations.closing.win_deal, WinDeal(deal))
        case "lost":
            store.write(operations.closing.lose_deal, LoseDeal(deal, reason))
        case "reopened":
            store.write(operations.closing.reopen_deal, deal, stages[0])
        case _:
            store.write(operations.moving.move_deal, deal, stages[int(what) - 1])


def _stages(writer: Writer) -> tuple[int, ...]:
    query = (
        select(Stage)
        .where(col(Stage.kind) == StageKind.OPEN)
        .order_by(col(Stage.position))
    )
    stages = writer.session.exec(query).all()
    for stage, chance in zip(stages, CHANCES, strict=False):
        stage.probability = chance
        writer.save(stage, "stage.updated")
    return tuple(stage.pk for stage in stages)


def _at(store: Store, day: date) -> None:
    store.clock = Clock(start=start_of_day(day, ZONE), ticking=False)
