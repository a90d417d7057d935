"""What the cursor is on: the records that the keys act on."""

from typing import NamedTuple


class Selection(NamedTuple):
    """The deal, person, company or follow-up under the cursor; any may be missing."""

    title: str
    deal_id: int | None = None
    person_id: int | None = None
    company_id: int | None = None
    follow_up_id: int | None = None
    """The planned follow-up, if there is one."""
    marked: tuple[int, ...] = ()
    """Deals that are marked: what an act in bulk is done to."""
