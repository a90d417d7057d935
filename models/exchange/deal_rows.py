"""Rows that are deals: their stays, their closing, and what changed since."""

from datetime import datetime

from models.access import find
from models.clock import local_day
from models.errors import BadValue
from models.errors import RelanceError
from models.exchange.drafts import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.mapping import Entity
from models.exchange.sheets import CLOSES
from models.exchange.sheets import DEALS
from models.exchange.sheets import VISITS
from models.exchange.sheets import Values
from models.exchange.vocabularies import Place
from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import closing
from models.operations import moving
from models.operations.rates import rate_on
from models.rules.closing import base_minor
from models.tables import Deal
from models.views.drafts import LoseDeal
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import Phase
from models.vocabulary import StageKind
from models.vocabulary import Status

MOVED = frozenset({"stage_id", "pipeline_id", "status", "closed_at", "phase"})
"""Columns that an act changes, never a plain update."""


def deal_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a deal."""
    intake.check_owner(draft)
    amount = draft.fields.get("amount")
    columns: Values = {
        "title": draft.text("title"),
        "expected_close": draft.fields.get("expected_close"),
        "probability": draft.number("probability"),
        "source_id": intake.word(draft, "source"),
        "opened_at": draft.fields.get("opened_at"),
        "custom": intake.custom(draft),
        **intake.external(draft),
    }
    if isinstance(amount, Money):
        columns["amount_minor"] = amount.minor
        columns["currency"] = amount.currency
    for name in ("priority", "forecast_category", "temperature"):
        if draft.fields.get(name) is not None:
            columns[name] = draft.fields[name]
    _place(intake, draft, columns)
    _status(intake, draft, columns)
    return columns


def _place(intake: Intake, draft: Draft, columns: Values) -> None:
    """Add the pipeline and the stage, and look up the stages of the stays."""
    try:
        pipeline = intake.words.pipeline(draft.text("pipeline"))
    except BadValue as refused:
        draft.refuse_as("pipeline", refused)
        return
    name = "stage"
    try:
        place = intake.words.stage(pipeline, draft.text("stage"))
        name = "visit.entered"
        for stage, _, _ in draft.visits:
            intake.words.stage(pipeline, stage)
    except BadValue as refused:
        draft.refuse_as(name, refused)
        return
    columns["pipeline_id"] = pipeline
    columns["stage_id"] = place.id
    columns["phase"] = Phase.LEAD if place.kind is StageKind.INTAKE else Phase.DEAL


def _status(intake: Intake, draft: Draft, columns: Values) -> None:
    status = draft.fields.get("status") or Status.OPEN
    closed = draft.fields.get("closed_at")
    columns["status"] = status
    columns["closed_at"] = closed
    reason = intake.word(draft, "reason")
    if status is Status.LOST:
        columns["loss_reason_id"] = reason
        columns["loss_note"] = draft.text("reason_note")
    if status is Status.OPEN and closed is not None:
        draft.refuse("closed_at", "open_with_close_date")
    _check_times(intake, draft, closed, columns["opened_at"])


def _check_times(intake: Intake, draft: Draft, closed: object, opened: object) -> None:
    """Refuse a future or backward closing, and stays that end before they begin."""
    if isinstance(closed, datetime):
        day = local_day(closed, intake.zone)
        if day > intake.today:
            draft.refuse("closed_at", "close_in_future", day=day, today=intake.today)
        if _later(opened, closed):
            draft.refuse("closed_at", "close_before_open")
    for _, entered, exited in draft.visits:
        if _later(entered, exited):
            draft.refuse("visit.exited", "visit_backwards")


def _later(one: object, other: object) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return False


def write_deal(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a deal with its history, or what changed of one."""
    columns["organization_id"] = intake.named(draft, "company")
    columns["person_id"] = intake.named(draft, "person")
    if existing is None:
        return Fate.CREATED, _new_deal(intake, draft, columns)
    return _change_deal(intake, draft, columns, existing), existing


def _new_deal(intake: Intake, draft: Draft, columns: Values) -> int:
    owner = intake.owner_with(draft, columns["person_id"])
    columns["owner_id"] = owner
    columns["team_id"] = intake.catalog.team_of(owner)
    if columns["person_id"] is not None:
        columns.pop("temperature", None)
    _freeze(intake, columns)
    columns.update(intake.mark(draft))
    deal = intake.ledger.add(DEALS, "deal.created", columns)
    intake.catalog.put(Entity.DEAL, deal, draft.text("title"), intake.number(draft))
    _write_visits(intake, draft, deal, columns)
    if columns["status"] is not Status.OPEN:
        _write_close(intake, deal, columns)
    return deal


def _freeze(intake: Intake, columns: Values) -> None:
    """Freeze the base amount of a closed deal at the rate of its day (C.0)."""
    minor, currency = columns.get("amount_minor"), columns.get("currency")
    closed = columns["closed_at"]
    if not isinstance(minor, int) or not isinstance(closed, datetime):
        return
    code = str(currency)
    base = intake.writer.house.currency
    rate = rate_on(intake.writer, code, local_day(closed, intake.writer.house.zone))
    columns["closed_rate"] = rate
    columns["base_minor"] = base_minor(Money(minor, code), base, rate)


def _write_visits(intake: Intake, draft: Draft, deal: int, columns: Values) -> None:
    """Write the stays that the row tells of; an open deal has one in its own stage."""
    status = columns["status"]
    pipeline = _whole(columns, "pipeline_id")
    told = [
        (intake.words.stage(pipeline, stage), entered, exited)
        for stage, entered, exited in draft.visits
    ]
    is_open = status is Status.OPEN
    here = columns["stage_id"]
    stands = False
    for number, (place, entered, exited) in enumerate(told, 1):
        last = number == len(told)
        if last and is_open and place.id == here and exited is None:
            stands = True
            _visit(intake, deal, place.id, (entered, None, None))
            continue
        after = exited if exited is not None else _after(told, number, columns)
        how = _exit(place, told, number, status)
        _visit(intake, deal, place.id, (entered, after, how))
    if is_open and not stands:
        _visit(intake, deal, here, (None, None, None))


Stay = tuple[Place, object, object]


def _after(told: list[Stay], number: int, columns: Values) -> object:
    """Return when a stay ended that has no end: the next one began, or the close."""
    return told[number][1] if number < len(told) else columns["closed_at"]


def _exit(place: Place, told: list[Stay], number: int, status: object) -> ExitKind:
    if number == len(told) and status is not Status.OPEN:
        return ExitKind.WON if status is Status.WON else ExitKind.LOST
    if number < len(told) and told[number][0].position < place.position:
        return ExitKind.BACK
    return ExitKind.FORWARD


def _visit(
    intake: Intake, deal: int, stage: object, stay: tuple[object, object, object]
) -> None:
    entered, exited, how = stay
    row: Values = {
        "deal_id": deal,
        "stage_id": stage,
        "entered_at": entered,
        "exited_at": exited,
        "exit_kind": how,
        "imported": True,
    }
    intake.ledger.add(VISITS, "stage_visit.created", row)


def _write_close(intake: Intake, deal: int, columns: Values) -> None:
    won = columns["status"] is Status.WON
    row: Values = {
        "deal_id": deal,
        "kind": CloseKind.WON if won else CloseKind.LOST,
        "at": columns["closed_at"],
        "by_id": columns["owner_id"],
        "stage_id": columns["stage_id"],
        "owner_id": columns["owner_id"],
        "team_id": columns["team_id"],
        "amount_minor": columns.get("amount_minor"),
        "currency": columns.get("currency"),
        "fx_rate": columns.get("closed_rate"),
        "base_minor": columns.get("base_minor"),
        "reason_id": columns.get("loss_reason_id"),
        "note": columns.get("loss_note", ""),
        "imported": True,
    }
    intake.ledger.add(CLOSES, "close_event.created", row)


def _change_deal(intake: Intake, draft: Draft, columns: Values, deal: int) -> Fate:
    """Move, close or reopen as the row says, then write the fields that differ."""
    plain = {name: value for name, value in columns.items() if name not in MOVED}
    stands = dict(intake.ledger.values(DEALS, deal))
    if stands["status"] is not Status.OPEN and "amount_minor" in plain:
        _refigure(intake, stands, plain)
    if stands["person_id"] is not None or columns["person_id"] is not None:
        plain.pop("temperature", None)
    owner = draft.number("owner")
    handed = owner if owner != stands["owner_id"] else None
    if handed is not None or _is_elsewhere(draft, columns, stands):
        there = columns if _is_elsewhere(draft, columns, stands) else None
        _act(intake, deal, plain, there, handed)
        return Fate.UPDATED
    return intake.change(DEALS, deal, "deal.updated", plain)


def _refigure(intake: Intake, stands: Values, plain: Values) -> None:
    """Follow a corrected amount of a closed deal in base currency."""
    told: Values = {**plain, "closed_at": stands["closed_at"]}
    _freeze(intake, told)
    for name in ("closed_rate", "base_minor"):
        if name in told:
            plain[name] = told[name]


def _is_elsewhere(draft: Draft, columns: Values, stands: Values) -> bool:
    """Tell whether the row says another stage or status than the deal has.

    After a sale the stage is ours: the file goes on saying where it was won.
    """
    moved = bool(draft.text("stage")) and columns["stage_id"] != stands["stage_id"]
    given = draft.fields.get("status") is not None
    turned = given and columns["status"] is not stands["status"]
    after_sale = stands["status"] is Status.WON and columns["status"] is Status.WON
    return turned or (moved and not after_sale)


def _act(
    intake: Intake,
    deal: int,
    plain: Values,
    there: Values | None,
    owner: int | None,
) -> None:
    """Bring the deal to its new owner, stage and status, wholly or not at all."""
    intake.ledger.settle()
    writer = intake.lenient()
    try:
        with writer.session.begin_nested():
            if there is not None:
                _move(writer, deal, _whole(there, "stage_id"))
            if owner is not None:
                assigning.assign_deals(writer, [deal], owner)
            intake.change(DEALS, deal, "deal.updated", plain)
            intake.ledger.settle()
            if there is not None and there["status"] is not Status.OPEN:
                _close(intake, there, find(writer, Deal, deal))
    except RelanceError as refused:
        intake.ledger.settle()
        raise BadValue(refused.code, "status", **refused.values) from refused


def _move(writer: Writer, deal: int, stage: int) -> None:
    record = find(writer, Deal, deal)
    if record.status is not Status.OPEN:
        closing.reopen_deal(writer, deal)
    if record.stage_id != stage:
        moving.move_deal(writer, deal, stage)


def _whole(columns: Values, name: str) -> int:
    found = columns[name]
    if not isinstance(found, int):
        raise TypeError(found)
    return found


def _close(intake: Intake, columns: Values, deal: Deal) -> None:
    writer = intake.lenient()
    closed = columns["closed_at"]
    on = local_day(closed, intake.zone) if isinstance(closed, datetime) else None
    if columns["status"] is Status.WON:
        closing.win(writer, deal, on)
    else:
        reason = columns.get("loss_reason_id")
        note = str(columns.get("loss_note") or "")
        why = LoseDeal(deal.pk, reason if isinstance(reason, int) else None, note, on)
        closing.lose(writer, deal, why)
