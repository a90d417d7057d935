"""From the words of a quick add to a draft: names become records (defaults 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.errors import BadValue
from models.errors import NotFound
from models.rules.dates import parse_when
from models.rules.matching import nearest
from models.rules.quick_add import QuickAdd
from models.text import fold
from models.views.choices import PipelineChoice
from models.views.choices import Ref
from models.views.choices import SourceChoice
from models.views.choices import StageChoice
from models.views.drafts import Due
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.people import Colleague


@dataclass(frozen=True, slots=True)
class Known:
    """What the words may name: all choices, and the exact matches of the two names."""

    sources: tuple[SourceChoice, ...]
    users: tuple[Colleague, ...]
    pipelines: tuple[PipelineChoice, ...]
    companies: tuple[Ref, ...] = ()
    people: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """Against which clock dates are read."""

    now: datetime
    zone: str
    month_first: bool = False


def draft_of(
    add: QuickAdd, known: Known, at: Moment, *, pipeline: str | None = None
) -> NewDeal:
    """Return the draft; a word that names nothing is refused with the nearest.

    ``BadValue.field`` says which word; an owner that is not offered is ``NotFound``,
    hidden and absent alike (rulings 32).
    """
    line = pipeline_of(known.pipelines, pipeline)
    return NewDeal(
        title=add.title,
        amount=add.amount,
        company=linked(add.company, known.companies, "company"),
        person=linked(add.person, known.people, "person"),
        source_id=source_of(known.sources, add.source),
        temperature=add.value,
        step=None if add.step is None else due_of(add.step, at, "step"),
        expected_close=(
            None
            if add.expected_close is None
            else due_of(add.expected_close, at, "expected_close").day
        ),
        pipeline_id=None if pipeline is None else line.id,
        stage_id=None if add.stage is None else stage_of(line.stages, add.stage).id,
        owner_id=None if add.by_rules else owner_of(known.users, add.owner),
        by_rules=add.by_rules,
    )


def linked(name: str | None, matches: Sequence[Ref], field: str) -> Named | None:
    """Link the one exact match, or make a new one; several must be told apart."""
    if name is None:
        return None
    if len(matches) > 1:
        ids = [f"#{match.id}" for match in matches]
        raise BadValue("name_ambiguous", field, text=name, ids=ids)
    return Named(name, matches[0].id) if matches else Named(name)


def due_of(text: str, at: Moment, field: str) -> Due:
    """Return when something is due; a refusal names the field."""
    try:
        when = parse_when(text, at.now, at.zone, month_first=at.month_first)
    except BadValue as refused:
        refused.field = field
        raise
    return Due(when.day, when.moment)


def source_of(sources: Sequence[SourceChoice], typed: str | None) -> int | None:
    """Return the source that a code or a name means."""
    if typed is None:
        return None
    wanted = fold(typed).replace("-", "_")
    for source in sources:
        if wanted in (source.code, fold(source.name)):
            return source.id
    names = [source.name for source in sources]
    near = nearest(typed, [one.code for one in sources]) or nearest(typed, names)
    raise BadValue("source_unknown", "source", text=typed, nearest=near, known=names)


def pipeline_of(
    pipelines: Sequence[PipelineChoice], typed: str | None
) -> PipelineChoice:
    """Return the named pipeline, or the default one."""
    if typed is None:
        return next((one for one in pipelines if one.is_default), pipelines[0])
    for one in pipelines:
        if fold(one.name) == fold(typed):
            return one
    names = [one.name for one in pipelines]
    near = nearest(typed, names)
    raise BadValue(
        "pipeline_unknown", "pipeline", text=typed, nearest=near, known=names
    )


def stage_of(stages: Sequence[StageChoice], typed: str) -> StageChoice:
    """Return the stage of that name; the start of a name is enough where it is one."""
    wanted = fold(typed)
    exact = [stage for stage in stages if fold(stage.name) == wanted]
    begun = [stage for stage in stages if fold(stage.name).startswith(wanted)]
    for found in (exact, begun):
        if len(found) == 1:
            return found[0]
    names = [stage.name for stage in stages]
    near = nearest(typed, names)
    raise BadValue("stage_unknown", "stage", text=typed, nearest=near, known=names)


def owner_of(users: Sequence[Colleague], typed: str | None) -> int | None:
    """Return the user of that login or name."""
    if typed is None:
        return None
    for user in users:
        if typed == user.login or fold(typed) == fold(user.name):
            return user.id
    logins = [user.login for user in users]
    near = nearest(typed, logins) or nearest(typed, [user.name for user in users])
    raise NotFound("user_unknown", login=typed, nearest=near, known=logins)
