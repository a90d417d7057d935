"""A deal or a person in a few lines of plain text, to be pasted elsewhere."""

from models.views.records import DealScreen
from models.views.records import PersonScreen
from models.vocabulary import ContactKind
from tui import formats
from tui.i18n import _
from tui.i18n import language


def deal_brief(deal: DealScreen, step: str) -> str:
    """Return what one tells a colleague about a deal; *step* is its next step."""
    amount = formats.amount(deal.amount, language()) if deal.amount else ""
    company = deal.company.name if deal.company else ""
    people = [
        " · ".join(part for part in (one.name, one.phone, one.email) if part)
        for one in deal.people
    ]
    first = " · ".join(part for part in (deal.title, amount, deal.stage.name) if part)
    owner = deal.owner.name if deal.owner else ""
    lines = [first, company, *people, step]
    if owner:
        lines.append(_("Owner: {name}").format(name=owner))
    return "\n".join(line for line in lines if line)


def person_brief(person: PersonScreen) -> str:
    """Return what one tells a colleague about a person."""
    company = person.company.name if person.company else ""
    first = " · ".join(part for part in (person.name, person.title, company) if part)
    points = [
        point.value for point in person.points if point.kind is not ContactKind.URL
    ]
    return "\n".join([first, *points])
