"""The stages that a deal may go to, in words, with why not to the others (K-08)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import NamedTuple

from models.errors import RuleBroken
from models.rules.stages import Spot
from models.rules.stages import check_move
from models.views.choices import PipelineChoice
from models.views.choices import StageChoice
from models.vocabulary import StageKind
from models.vocabulary import Status
from tui import formats
from tui.dialogs.move import StageLine
from tui.i18n import _
from tui.i18n import language
from tui.words.refusals import explain

if TYPE_CHECKING:
    from models.views.records import DealScreen


class Standing(NamedTuple):
    """Where a deal stands, as far as its moves go."""

    title: str
    pipeline_id: int
    stage_id: int
    status: Status


def standing_of(deal: "DealScreen") -> Standing:
    """Return where a deal that was read stands."""
    return Standing(deal.title, deal.pipeline.id, deal.stage.id, deal.status)


def stage_lines(
    pipelines: Sequence[PipelineChoice], standing: Standing
) -> tuple[StageLine, ...]:
    """Return the stages of the deal's pipeline, each with why it is forbidden."""
    mine = next((one for one in pipelines if one.id == standing.pipeline_id), None)
    stages = mine.stages if mine else ()
    spots = {
        stage.id: Spot(stage.id, standing.pipeline_id, place, stage.kind, stage.name)
        for place, stage in enumerate(stages)
    }
    here = spots.get(standing.stage_id)
    return tuple(
        StageLine(
            stage.id,
            stage.name,
            _chance(stage),
            stage.guidance,
            stage.exit_criteria,
            _forbidden(here, standing.status, spots[stage.id]),
            stage.id == standing.stage_id,
        )
        for stage in stages
        if stage.kind is not StageKind.INTAKE or stage.id == standing.stage_id
    )


def _chance(stage: StageChoice) -> str:
    if stage.kind is StageKind.POST_SALE:
        return _("after the sale")
    if stage.probability is None:
        return ""
    return formats.percent(stage.probability, language())


def _forbidden(here: Spot | None, status: Status, there: Spot) -> str:
    if here is None:
        return ""
    try:
        check_move(here, there, status)
    except RuleBroken as error:
        return explain(error).line
    return ""
