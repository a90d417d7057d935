"""Who is meant by a name: the one of that name, one of several, or a new one."""

from models import queries
from models.views.drafts import Named
from models.views.hits import Similar
from models.views.hits import Why
from tui.acts import choosing
from tui.dialogs.candidates import Candidates
from tui.i18n import _
from tui.i18n import ngettext
from tui.screens.base import AppScreen

NEW = -1
"""The id of a record that is made when the form is saved."""


async def company(screen: AppScreen, name: str) -> Named | Candidates:
    """Link the one company of that name; ask where several or similar ones are."""
    exact = await choosing.looked_up(screen, queries.choices.companies_named, name)
    if exact and len(exact) == 1:
        return Named(exact[0].name, exact[0].id)
    similar = await choosing.looked_up(
        screen, queries.duplicates.similar_companies, name
    )
    if exact:
        ids = {one.id for one in exact}
        known = [one for one in similar or () if one.id in ids]
        listed = known or [Similar(one.id, one.name, "", Why.NAME) for one in exact]
        return Candidates("company", name, listed, exact=True)
    return Candidates("company", name, similar, exact=False) if similar else Named(name)


async def person(screen: AppScreen, name: str, company_name: str) -> Named | Candidates:
    """Link the one person of that name; ask where several or similar ones are."""
    exact = await choosing.looked_up(screen, queries.choices.people_named, name)
    if exact and len(exact) == 1:
        return Named(exact[0].name, exact[0].id)
    similar = await choosing.looked_up(
        screen, queries.duplicates.similar_people, name, company=company_name
    )
    if exact:
        ids = {one.id for one in exact}
        known = [one for one in similar or () if one.id in ids]
        listed = known or [Similar(one.id, one.name, "", Why.NAME) for one in exact]
        return Candidates("person", name, listed, exact=True)
    return Candidates("person", name, similar, exact=False) if similar else Named(name)


async def company_or_asked(
    screen: AppScreen, named: Named | None, settled: frozenset[str]
) -> Named | Candidates | None:
    """Return the company that a form names; whom to ask about where it is unclear."""
    if named is None or named.id is not None or "company" in settled:
        return named
    return await company(screen, named.name)


async def person_or_asked(
    screen: AppScreen,
    named: Named | None,
    settled: frozenset[str],
    company_name: str,
) -> Named | Candidates | None:
    """Return the person that a form names; whom to ask about where it is unclear."""
    if named is None or named.id is not None or "person" in settled:
        return named
    return await person(screen, named.name, company_name)


def id_of(named: Named | None) -> int | None:
    """Return the id of who is named, ``NEW`` where the record is still to be made."""
    if named is None:
        return None
    return NEW if named.id is None else named.id


async def said_of_company(screen: AppScreen, name: str | None) -> str:
    """Say whether a company is known, while its name is typed."""
    if not name:
        return ""
    return _said(await company(screen, name))


async def said_of_person(screen: AppScreen, name: str | None, company_name: str) -> str:
    """Say whether a person is known, while the name is typed."""
    if not name:
        return ""
    return _said(await person(screen, name, company_name))


def _said(found: Named | Candidates) -> str:
    if isinstance(found, Named):
        return _("known") if found.id is not None else _("new")
    count = len(found.similar)
    if found.exact:
        several = ngettext("{count} of that name", "{count} of that name", count)
        return several.format(count=count)
    return _("new · like {name}?").format(name=found.similar[0].name)
