"""Mine or theirs, field by field: the edit that is saved after a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import TypeVar

from models.views.drafts import CompanyFields
from models.views.drafts import DealFields
from models.views.drafts import EditCompany
from models.views.drafts import EditDeal
from models.views.drafts import EditPerson
from models.views.drafts import PersonFields

T = TypeVar("T")
OWN = "custom."
"""Before the key of a field that the workspace added."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """Of which fields theirs is taken in place of what a form held."""

    fields: frozenset[str]

    def of(self, name: str, ours: T, theirs: T) -> T:
        """Return theirs of a field that is taken, else ours."""
        return theirs if name in self.fields else ours


def deal(edit: EditDeal, theirs: DealFields, mine: Mapping[str, bool]) -> EditDeal:
    """Return the edit of a deal against what stands there now."""
    shown, typed = _both(mine)
    return replace(
        edit,
        was=_deal(edit.was, theirs, shown),
        now=_deal(edit.now, theirs, typed),
    )


def person(
    edit: EditPerson, theirs: PersonFields, mine: Mapping[str, bool]
) -> EditPerson:
    """Return the edit of a person against what stands there now."""
    shown, typed = _both(mine)
    return replace(
        edit,
        was=_person(edit.was, theirs, shown),
        now=_person(edit.now, theirs, typed),
    )


def company(
    edit: EditCompany, theirs: CompanyFields, mine: Mapping[str, bool]
) -> EditCompany:
    """Return the edit of a company against what stands there now."""
    shown, typed = _both(mine)
    return replace(
        edit,
        was=_company(edit.was, theirs, shown),
        now=_company(edit.now, theirs, typed),
    )


def _both(mine: Mapping[str, bool]) -> tuple[_Taking, _Taking]:
    """Return what has been seen by now of theirs, and what of it is kept."""
    kept = frozenset(name for name, own in mine.items() if not own)
    return _Taking(frozenset(mine)), _Taking(kept)


def _deal(ours: DealFields, theirs: DealFields, take: _Taking) -> DealFields:
    keys = {**theirs.custom, **ours.custom}
    return DealFields(
        title=take.of("title", ours.title, theirs.title),
        amount=take.of("amount", ours.amount, theirs.amount),
        company_id=take.of("company_id", ours.company_id, theirs.company_id),
        person_id=take.of("person_id", ours.person_id, theirs.person_id),
        source_id=take.of("source_id", ours.source_id, theirs.source_id),
        expected_close=take.of(
            "expected_close", ours.expected_close, theirs.expected_close
        ),
        probability=take.of("probability", ours.probability, theirs.probability),
        priority=take.of("priority", ours.priority, theirs.priority),
        forecast=take.of("forecast_category", ours.forecast, theirs.forecast),
        custom={
            key: take.of(OWN + key, ours.custom.get(key), theirs.custom.get(key))
            for key in keys
        },
    )


def _person(ours: PersonFields, theirs: PersonFields, take: _Taking) -> PersonFields:
    return PersonFields(
        first_name=take.of("first_name", ours.first_name, theirs.first_name),
        last_name=take.of("last_name", ours.last_name, theirs.last_name),
        company_id=take.of("company_id", ours.company_id, theirs.company_id),
        title=take.of("title", ours.title, theirs.title),
        phone=take.of("phone", ours.phone, theirs.phone),
        email=take.of("email", ours.email, theirs.email),
        source_id=take.of("source_id", ours.source_id, theirs.source_id),
        do_not_contact=take.of(
            "do_not_contact", ours.do_not_contact, theirs.do_not_contact
        ),
    )


def _company(
    ours: CompanyFields, theirs: CompanyFields, take: _Taking
) -> CompanyFields:
    return CompanyFields(
        name=take.of("name", ours.name, theirs.name),
        domain=take.of("domain", ours.domain, theirs.domain),
        industry=take.of("industry", ours.industry, theirs.industry),
        employees=take.of("employees", ours.employees, theirs.employees),
        place=take.of("place", ours.place, theirs.place),
        parent_id=take.of("parent_id", ours.parent_id, theirs.parent_id),
    )
