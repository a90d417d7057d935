"""Prospects of a file that name no owner go to whom the rules choose (R-32)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from models import assigning
from models.assigning import Desk
from models.assigning import Gift
from models.assigning import Prospect
from models.exchange.ledger import Ledger
from models.exchange.sheets import COMPANIES
from models.exchange.sheets import GIVEN
from models.exchange.sheets import NOTIFICATIONS
from models.exchange.sheets import PEOPLE
from models.exchange.sheets import Values
from models.history import Writer
from models.operations.assigning_by_rules import FIRED
from models.vocabulary import Lifecycle
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from models.vocabulary import Temperature


@dataclass(frozen=True, slots=True)
class Giving:
    """The rules at work in one import; what a seller brings in stays the seller's."""

    writer: Writer
    ledger: Ledger
    desk: Desk | None
    ruled: dict[object, int | None] = field(default_factory=dict[object, int | None])
    """Person whom a rule took → the rep, if one was available."""
    theirs: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    """Rep → whom the rules gave them, in the order of the files."""

    def gift(self, columns: Values) -> Gift | None:
        """Return who gets a new prospect; customers and the lost are nobody's."""
        lifecycle = columns.get("lifecycle") or Lifecycle.PROSPECT
        lost = columns.get("temperature") is Temperature.LOST
        if self.desk is None or lost or lifecycle is not Lifecycle.PROSPECT:
            return None
        return self.desk.give(self._prospect(columns), self.writer.actor.team_id)

    def note(self, person: int, gift: Gift) -> None:
        """Write which rule gave a person to whom."""
        self.ruled[person] = gift.user_id
        if gift.user_id is not None:
            row: Values = {
                "rule_id": gift.rule.id,
                "person_id": person,
                "user_id": gift.user_id,
                "at": self.writer.now,
            }
            self.ledger.add(GIVEN, FIRED, row)
            self.theirs.setdefault(gift.user_id, []).append(person)

    def tell(self) -> None:
        """Tell each rep once of everybody that this import brought them (C-02)."""
        for user, people in self.theirs.items():
            if user == self.writer.actor.id:
                continue
            first = self.ledger.values(PEOPLE, people[0])
            name = f"{first['first_name']} {first['last_name']}".strip()
            row: Values = {
                "user_id": user,
                "kind": NotificationKind.GIVEN,
                "at": self.writer.now,
                "by_id": self.writer.actor.id,
                "entity": PEOPLE.name,
                "entity_id": people[0],
                "values": {"ids": people, "name": name, "by": self.writer.actor.name},
            }
            self.ledger.add(NOTIFICATIONS, "notification.created", row)

    def _prospect(self, columns: Values) -> Prospect:
        source, company = columns.get("source_id"), columns.get("organization_id")
        known: Values = {}
        if isinstance(company, int):
            known = self.ledger.values(COMPANIES, company)
        return Prospect(
            source_id=source if isinstance(source, int) else None,
            language=str(columns.get("language") or ""),
            custom=_custom(columns),
            company_custom=_custom(known),
            place=str(known.get("place") or ""),
        )


def giving(writer: Writer, ledger: Ledger) -> Giving:
    """Return the rules at work for whoever imports."""
    seller = writer.actor.role is Role.SELLER
    return Giving(writer, ledger, None if seller else assigning.load(writer))


def _custom(columns: Values) -> Mapping[str, object]:
    found: object = columns.get("custom")
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
