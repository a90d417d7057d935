"""Counts what becomes of rows and of the records that they tell of."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from models.exchange.intake import Fate
from models.exchange.mapping import Entity
from models.exchange.reports import PROBLEMS_TOLD
from models.exchange.reports import ImportReport
from models.exchange.reports import Problem
from models.exchange.reports import Tally


class Tallies:
    """The counts of one import."""

    def __init__(self) -> None:
        self.read = 0
        self.rejected = 0
        self.addresses = 0
        self._rows: Counter[Fate] = Counter()
        self._records: dict[Entity, dict[int, Fate]] = defaultdict(dict)
        self._problems: list[Problem] = []

    @property
    def created(self) -> int:
        """Rows that made something."""
        return self._rows[Fate.CREATED]

    @property
    def updated(self) -> int:
        """Rows that changed something and made nothing."""
        return self._rows[Fate.UPDATED]

    @property
    def skipped(self) -> int:
        """Rows that said nothing new."""
        return self._rows[Fate.SKIPPED]

    def row(self, fates: Iterable[Fate]) -> None:
        """Count a row by the most that it did."""
        found = set(fates)
        for fate in (Fate.CREATED, Fate.UPDATED):
            if fate in found:
                self._rows[fate] += 1
                return
        self._rows[Fate.SKIPPED] += 1

    def record(self, entity: Entity, record_id: int, fate: Fate) -> None:
        """Count a record once, by the most that became of it."""
        known = self._records[entity]
        before = known.get(record_id, Fate.SKIPPED)
        if before is Fate.SKIPPED:
            known[record_id] = fate

    def reject(self, problems: Sequence[Problem]) -> None:
        """Count a row that was not taken."""
        self.rejected += 1
        if len(self._problems) < PROBLEMS_TOLD:
            self._problems.extend(problems)

    def report(
        self,
        *,
        batch: int | None,
        dry_run: bool,
        made: Mapping[Entity, int],
        rejects: tuple[Path, ...],
    ) -> ImportReport:
        """Return the report; records that only a name brought in are created too."""
        by_entity: dict[str, Tally] = {}
        for entity in Entity:
            fates = Counter(self._records[entity].values())
            fates[Fate.CREATED] += made.get(entity, 0)
            if fates.total():
                by_entity[entity] = Tally(
                    fates[Fate.CREATED], fates[Fate.UPDATED], fates[Fate.SKIPPED]
                )
        return ImportReport(
            batch=batch,
            dry_run=dry_run,
            read=self.read,
            created=self.created,
            updated=self.updated,
            skipped=self.skipped,
            rejected=self.rejected,
            by_entity=by_entity,
            rejects=rejects,
            problems=tuple(self._problems[:PROBLEMS_TOLD]),
            addresses_left_out=self.addresses,
        )
