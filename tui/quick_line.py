"""What a quick-add line says here and now: names looked up, dates resolved (K-04)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.errors import BadValue
from models.rules.matching import nearest
from models.rules.quick_add import QuickAdd
from models.rules.quick_add import parse_quick_add
from models.text import fold
from models.views.choices import SourceChoice
from models.views.choices import StageChoice
from models.views.drafts import Due
from models.views.people import Colleague
from models.vocabulary import StageKind
from tui.i18n import language
from tui.widgets.date_field import Almanac

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words of a line may mean: sources, stages, owners, the calendar."""

    almanac: Almanac
    currency: str
    sources: Sequence[SourceChoice] = ()
    stages: Sequence[StageChoice] = ()
    owners: Sequence[Colleague] = ()
    pipeline_id: int | None = None
    complete: bool = False
    """Whether all has been read: until then no name is refused."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says; each thing that it says wrongly is a problem of its field."""

    typed: QuickAdd | None = None
    source: SourceChoice | None = None
    stage: StageChoice | None = None
    owner: Colleague | None = None
    step: Due | None = None
    expected_close: Due | None = None
    problems: tuple[BadValue, ...] = ()

    def problem(self, field: str) -> BadValue | None:
        """Return what is wrong with a field, if anything is."""
        return next((one for one in self.problems if one.field == field), None)


def understand(line: str, around: Surroundings) -> Understood:
    """Read a line; nothing is raised, so that it can be shown while it is typed."""
    try:
        typed = parse_quick_add(line, language(), around.currency)
    except BadValue as error:
        return Understood(problems=(error,))
    problems: list[BadValue] = []
    read = _Reading(around, problems)
    stages = [stage for stage in around.stages if stage.kind is StageKind.OPEN]
    return Understood(
        typed=typed,
        source=read.one_of(
            "source", typed.source, around.sources, lambda one: (one.code, one.name)
        ),
        stage=read.one_of("stage", typed.stage, stages, lambda one: (one.name,)),
        owner=read.one_of(
            "owner",
            None if typed.by_rules else typed.owner,
            around.owners,
            lambda one: (one.login, one.name),
        ),
        step=read.day("step", typed.step),
        expected_close=read.day("expected_close", typed.expected_close),
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    around: Surroundings
    problems: list[BadValue]

    def one_of(
        self,
        field: str,
        word: str | None,
        known: Sequence[T],
        names: Callable[[T], Iterable[str]],
    ) -> T | None:
        """Return what is called that; note what was probably meant where nothing is."""
        if word is None:
            return None
        by_name = {fold(name): one for one in known for name in names(one)}
        found = by_name.get(fold(word))
        if found is None and self.around.complete:
            meant = nearest(word, [name for one in known for name in names(one)])
            self.problems.append(
                BadValue("value_unknown", field, text=word, nearest=meant)
            )
        return found

    def day(self, field: str, text: str | None) -> Due | None:
        """Return a date as people say it; note what is wrong with it."""
        if text is None:
            return None
        try:
            when = self.around.almanac.read(text)
        except BadValue as error:
            error.field = field
            self.problems.append(error)
            return None
        return Due(when.day, when.moment)
