"""What a card and a due line read, and from which tables."""

from sqlalchemy import ColumnElement
from sqlalchemy import FromClause
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import join
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.queries.first_terms import seen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Organization
from models.tables import Person
from models.tables import Stage
from models.tables import StageVisit
from models.tables import User

PLANNED: ColumnElement[str] = literal_column("'planned'")
"""Written into the text: a bound value would hide the partial indexes."""


def _reach(*kinds: str) -> ColumnElement[str]:
    """Select the first way of those kinds to reach the person, a primary one first."""
    return (
        select(col(ContactPoint.value))
        .where(
            col(ContactPoint.person_id) == col(Person.id),
            or_(*(text(col(ContactPoint.kind)) == kind for kind in kinds)),
        )
        .order_by(whole(col(ContactPoint.is_primary)).desc(), col(ContactPoint.id))
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


VALUE = case(
    (col(Deal.person_id).is_(None), text(col(Deal.temperature))),
    else_=text(col(Person.temperature)),
)
"""The value of a deal is its person's; its own only while it has none (rulings 2)."""

CARD: tuple[SQLColumnExpression[object], ...] = (
    col(Deal.id),
    col(Deal.title),
    col(Organization.name),
    col(Person.first_name),
    col(Person.last_name),
    whole(col(Deal.amount_minor)),
    col(Deal.currency),
    VALUE,
    text(col(Deal.status)),
    text(col(Deal.phase)),
    text(col(Deal.priority)),
    text(col(Deal.next_at)),
    whole(col(Deal.next_all_day)),
    text(col(FollowUp.planned_on)),
    col(FollowUpType.name),
    col(FollowUp.id),
    text(col(StageVisit.entered_at)),
    text(col(Deal.last_touch_at)),
    col(Deal.version),
    whole(col(Deal.owner_id)),
    text(col(Deal.opened_at)),
    text(col(Deal.expected_close)),
    case((text(col(Deal.phase)) == "lead", _reach("phone", "email"))),
    col(Deal.stage_id),
    col(Deal.pipeline_id),
)


def card_from(page: Subquery) -> FromClause:
    """Join what a card reads to a page of deals: at most one row of each per deal."""
    return (
        join(page, Deal, col(Deal.id) == page.c.id)
        .outerjoin(Organization, col(Organization.id) == col(Deal.organization_id))
        .outerjoin(Person, col(Person.id) == col(Deal.person_id))
        .outerjoin(
            FollowUp,
            and_(
                col(FollowUp.deal_id) == col(Deal.id),
                text(col(FollowUp.status)) == PLANNED,
            ),
        )
        .outerjoin(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .outerjoin(
            StageVisit,
            and_(
                col(StageVisit.deal_id) == col(Deal.id),
                text(col(StageVisit.exit_kind)).is_(None),
            ),
        )
    )


DUE: tuple[SQLColumnExpression[object], ...] = (
    col(FollowUp.id),
    text(col(FollowUp.planned_at)),
    text(col(FollowUp.planned_on)),
    whole(col(FollowUp.all_day)),
    col(FollowUpType.name),
    text(col(FollowUpType.action_kind)),
    col(FollowUp.attempt_no),
    col(FollowUp.snoozes),
    col(FollowUp.initial_comment),
    col(Person.id),
    col(Person.first_name),
    col(Person.last_name),
    col(Organization.id),
    col(Organization.name),
    col(Deal.id),
    col(Deal.title),
    case(
        (col(FollowUp.person_id).is_(None), text(col(Deal.temperature))),
        else_=text(col(Person.temperature)),
    ),
    whole(col(Deal.amount_minor)),
    col(Deal.currency),
    col(Stage.name),
    col(User.login),
    col(User.name),
    _reach("phone"),
    _reach("email"),
    col(User.time_zone),
)

_SHOWN = and_(col(Deal.id) == col(FollowUp.deal_id), seen(col(Deal.owner_id)))

DUE_FROM: FromClause = (
    join(FollowUp, FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
    .join(User, col(User.id) == col(FollowUp.assignee_id))
    .outerjoin(Deal, _SHOWN)
    .outerjoin(Stage, col(Stage.id) == col(Deal.stage_id))
    .outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
    .outerjoin(
        Organization,
        case(
            (col(Deal.organization_id).is_(None), col(Person.organization_id)),
            else_=col(Deal.organization_id),
        )
        == col(Organization.id),
    )
)

_AUTHOR = aliased(User)

DETAIL: tuple[SQLColumnExpression[object], ...] = (
    col(FollowUp.id),
    col(_AUTHOR.name),
    text(col(FollowUp.created_at)),
    col(FollowUp.initial_comment),
    col(FollowUpType.description),
    col(Deal.id),
    col(Deal.title),
    text(col(Deal.status)),
    col(Stage.name),
    text(col(StageVisit.entered_at)),
    whole(col(Stage.stuck_days)),
    whole(col(Deal.amount_minor)),
    col(Deal.currency),
    text(col(Deal.expected_close)),
    col(Person.id),
    col(Person.title),
    whole(col(Person.do_not_contact)),
)
"""What stands beside the item at the cursor of Today, more than its line says."""

DETAIL_FROM: FromClause = (
    join(FollowUp, FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
    .outerjoin(_AUTHOR, col(_AUTHOR.id) == col(FollowUp.created_by))
    .outerjoin(Deal, _SHOWN)
    .outerjoin(Stage, col(Stage.id) == col(Deal.stage_id))
    .outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
    .outerjoin(
        StageVisit,
        and_(
            col(StageVisit.deal_id) == col(Deal.id),
            text(col(StageVisit.exit_kind)).is_(None),
        ),
    )
)
