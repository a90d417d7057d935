"""What the outcome dialog starts from, read without SQLModel: it opens on a key."""

from datetime import date

from models.actor import Row
from models.actor import Whose
from models.clock import local_day
from models.errors import NotFound
from models.errors import RuleBroken
from models.rules import outcomes
from models.rules.followups import Calendar
from models.rules.followups import delayed_day
from models.views import columns
from models.views.asking import DatedType
from models.views.asking import OpenDeal
from models.views.asking import OutcomeForm
from models.views.choices import ReasonChoice
from models.views.people import integer
from models.views.people import string
from models.views.sight import Sight
from models.vocabulary import ActionKind
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import Scope
from models.vocabulary import Status


def outcome_form(sight: Sight, follow_up_id: int) -> OutcomeForm:
    """Return what the outcome dialog shows; refuse what a colleague has done (R-15)."""
    rows = sight.scoped("asked", Whose(Scope.ALL), {"id": follow_up_id})
    if not rows:
        raise NotFound("record_unknown", entity="FollowUp", id=follow_up_id)
    row = rows[0]
    _refuse_ended(row)
    today = local_day(sight.now(), sight.zone)
    days = Calendar(sight.house.working_days, sight.house.country)
    nexts = _next_types(sight, integer(row[9]), today, days)
    steps = [outcomes.NextStep(choice.id, 0) for choice in nexts]
    kind, attempt = ActionKind(string(row[11])), integer(row[4])
    retry = outcomes.retry_day(today, integer(row[12]), days)
    return OutcomeForm(
        follow_up_id=follow_up_id,
        about=columns.full_name(row[13], row[14])
        if row[15] is None
        else string(row[15]),
        type_name=string(row[10]),
        attempt=attempt,
        planned_on=columns.day(row[1]) or today,
        planned_at=columns.moment(row[2]) or sight.now(),
        all_day=bool(row[3]),
        retry_day=retry,
        offered=outcomes.offered(steps),
        preselected=outcomes.preselected(attempt),
        no_contact=outcomes.default_no_contact(kind),
        next_types=nexts,
        reasons=_reasons(sight),
        reason_required=sight.house.reason_required,
        deal=_open_deal(row),
        currency=string(row[18]) or sight.house.currency,
        type=DatedType(integer(row[9]), string(row[10]), kind, retry),
        guide=string(row[19]),
        comment=string(row[20]),
    )


def _refuse_ended(row: Row) -> None:
    match FollowUpStatus(string(row[0])):
        case FollowUpStatus.PLANNED:
            return
        case FollowUpStatus.DONE:
            raise RuleBroken(
                "followup_already_done",
                who=string(row[8]),
                when=columns.moment(row[5]),
                outcome=Outcome(string(row[6])),
            )
        case FollowUpStatus.CANCELLED:
            raise RuleBroken("followup_cancelled", why=CancelReason(string(row[7])))


def _next_types(
    sight: Sight, type_id: int, today: date, days: Calendar
) -> tuple[DatedType, ...]:
    """Return what may follow a type in use; nothing does where it is retired (R-04)."""
    return tuple(
        DatedType(
            integer(row[0]),
            string(row[1]),
            ActionKind(string(row[2])),
            delayed_day(today, integer(row[3]), days),
        )
        for row in sight.run("next_types", {"type": type_id})
    )


def _reasons(sight: Sight) -> tuple[ReasonChoice, ...]:
    return tuple(
        ReasonChoice(
            integer(row[0]),
            string(row[1]),
            string(row[2]),
            string(row[3]),
            bool(row[4]),
        )
        for row in sight.run("reasons", {})
    )


def _open_deal(row: Row) -> OpenDeal | None:
    if row[16] is None or Status(string(row[16])) is not Status.OPEN:
        return None
    known = row[17] is not None and row[18] is not None
    return OpenDeal(string(row[15]), columns.money(row[17], row[18]) if known else None)
