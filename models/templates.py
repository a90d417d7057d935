"""The templates of a new workspace: pipeline, follow-up types, reasons, sources.

Codes are stored; names are written once, in the language of the workspace
(defaults.md 1 to 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models import templates_lists as lists
from models import templates_stages as stages
from models.errors import BadValue
from models.templates_lists import ActivityTemplate
from models.templates_lists import ReasonTemplate
from models.templates_lists import SourceTemplate
from models.templates_lists import TypeTemplate
from models.templates_stages import StageTemplate
from models.templates_words import Words


@dataclass(frozen=True, slots=True)
class Template:
    """What a workspace begins with; everything in it can be edited later."""

    code: str
    pipeline: Words
    stages: tuple[StageTemplate, ...]
    types: tuple[TypeTemplate, ...]
    reasons: tuple[ReasonTemplate, ...]
    activities: tuple[ActivityTemplate, ...] = ()
    sources: tuple[SourceTemplate, ...] = lists.SOURCES


def _with(*others: str) -> tuple[ReasonTemplate, ...]:
    kept = {*lists.COMMON_REASONS, *others}
    return tuple(reason for reason in lists.REASONS if reason.code in kept)


SALES = Template(
    code="sales",
    pipeline=Words("Sales", "Ventes"),
    stages=stages.SALES,
    types=lists.SALES_TYPES,
    reasons=_with("missing_feature"),
)
"""From an opportunity to its closing, with post-sale stages (K-16)."""

LIFECYCLE = Template(
    code="lifecycle",
    pipeline=Words("Sales cycle", "Cycle de vente"),
    stages=stages.LIFECYCLE,
    types=lists.SALES_TYPES,
    reasons=_with("missing_feature"),
)
"""The six stages of a cycle that begins with prospecting (L-01)."""

CLUB = Template(
    code="club",
    pipeline=Words("Memberships", "Adhésions"),
    stages=stages.CLUB,
    types=lists.CLUB_TYPES,
    reasons=_with("distance", "schedule", "health"),
    activities=lists.CLUB_ACTIVITIES,
)
"""A sports club: call, appointment, trial, enrolment (R-34)."""

TEMPLATES: Mapping[str, Template] = {
    template.code: template for template in (SALES, LIFECYCLE, CLUB)
}


def template(code: str) -> Template:
    """Return a template by its code; ``BadValue`` names those there are."""
    found = TEMPLATES.get(code)
    if found is None:
        raise BadValue(
            "template_unknown", "template", text=code, known=sorted(TEMPLATES)
        )
    return found
