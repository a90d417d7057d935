"""The words of what a search found."""

from typing import assert_never

from models.views.hits import Hit
from models.views.hits import HitKind
from models.vocabulary import Status
from tui.i18n import _
from tui.ink import Ink
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.words.codes import words_of


def kind_words(kind: HitKind) -> str:
    """Say what kind of record a hit is."""
    match kind:
        case HitKind.DEAL:
            return _("Deal")
        case HitKind.PERSON:
            return _("Person")
        case HitKind.COMPANY:
            return _("Company")
        case _:
            assert_never(kind)


def standing(hit: Hit) -> tuple[str, Ink]:
    """Say where a hit stands: the stage of an open deal, else how it ended."""
    if hit.kind is HitKind.DEAL and hit.status:
        match Status(hit.status):
            case Status.OPEN:
                return hit.stage, Ink.MUTED
            case Status.WON:
                return words_of(Status.WON), Ink.WON
            case Status.LOST:
                return words_of(Status.LOST), Ink.LOST
    return "", Ink.MUTED


def link_of(hit: Hit) -> Link:
    """Return what a hit opens."""
    kinds = {
        HitKind.DEAL: LinkKind.DEAL,
        HitKind.PERSON: LinkKind.PERSON,
        HitKind.COMPANY: LinkKind.COMPANY,
    }
    return Link(kinds[hit.kind], hit.id)
