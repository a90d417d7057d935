"""The lists of people are derived from the records by every act (R-23, R-25)."""

from collections.abc import Mapping
from datetime import date

from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import closing as ending
from models.operations.outcomes import log_outcome
from models.store import Store
from models.tables import Deal
from models.tables import Stage
from models.tables import User
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import LoseDeal
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.data.acts import reason
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id

EVERY = "SELECT * FROM people_line ORDER BY list, id"


def lines(store: Store) -> list[Mapping[str, object]]:
    return many(store.path, EVERY)


def test_a_line_tells_the_follow_up_to_do_then_the_one_finalised_last(
    store: Store,
) -> None:
    """R-23: planned date of the last follow-up to do or finalised, and its status."""
    alone = a_person(store, "Ana None")
    planned = a_person(store, "Ben Planned", temperature=Temperature.HOT)
    a_follow_up(store, person=planned, due=date(2026, 12, 1))
    told = {row["id"]: row for row in lines(store) if row["list"] == 0}
    assert told[alone]["status"] == 0
    assert told[alone]["due"] is None
    assert told[planned]["status"] == 1
    assert str(told[planned]["planned"]).startswith("2026-12-01")
    assert told[planned]["name"] == "planned ben"
    tried = a_person(store, "Cyr Done")
    first = a_follow_up(store, person=tried, due=date(2026, 11, 24))
    again = LogOutcome(first, Outcome.RESCHEDULE, due=Due(date(2026, 12, 8)))
    last = store.write(log_outcome, again).values["next_id"]
    assert isinstance(last, int)
    given_up = LogOutcome(last, Outcome.NOT_INTERESTED, reason_id=reason(store))
    store.write(log_outcome, given_up)
    told = {row["id"]: row for row in lines(store) if row["list"] == 0}
    assert told[tried]["status"] == 2
    assert str(told[tried]["planned"]).startswith("2026-12-08")


def test_what_a_deal_is_worth_follows_its_stage(store: Store) -> None:
    """L-11: amount × probability, the deal's own before its stage's, of the own rep."""
    person = a_person(store, owner="boss")
    deal = a_deal(store, amount=Money(100_000, "EUR"), person=person, stage="Offer")

    offer = stage_id(store, "Offer")

    def chance(writer: Writer, percent: int) -> None:
        stage = writer.session.get_one(Stage, offer)
        stage.probability = percent
        writer.save(stage, "stage.updated")

    store.write(chance, 30)
    assert [row["worth"] for row in lines(store)] == [-30_000]

    def overrule(writer: Writer) -> None:
        found = writer.session.get_one(Deal, deal)
        found.probability = 90
        writer.save(found, "deal.updated")

    store.write(overrule)
    assert [row["worth"] for row in lines(store)] == [-90_000]
    store.write(ending.lose_deals, [deal], LoseDeal(deal, reason(store)))
    assert [row["worth"] for row in lines(store)] == [0]


def test_a_new_name_of_a_rep_sorts_the_lists_anew(store: Store) -> None:
    rep = a_user(store, "zoe")
    person = a_person(store, owner="boss")
    store.write(assigning.assign_person, person, rep)

    def rename(writer: Writer) -> None:
        user = writer.session.get_one(User, rep)
        user.name = "Éa"
        writer.save(user, "user.updated")

    store.write(rename)
    assert [row["rep"] for row in lines(store)] == ["ea"]
