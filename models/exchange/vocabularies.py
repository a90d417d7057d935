"""The workspace's own words that a file may use: stages, sources, reasons, fields."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.exchange import values
from models.exchange.mapping import Entity
from models.exchange.sheets import COMPANIES
from models.exchange.sheets import DEALS
from models.exchange.sheets import PEOPLE
from models.rules.matching import nearest
from models.tables import CustomField
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.text import fold
from models.vocabulary import FieldType
from models.vocabulary import StageKind

FIELD_TABLES: Mapping[Entity, str] = {
    Entity.COMPANY: COMPANIES.name,
    Entity.PERSON: PEOPLE.name,
    Entity.DEAL: DEALS.name,
}
"""The table by which a custom field names what it belongs to."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stage, as imports need it."""

    id: int
    pipeline_id: int
    name: str
    position: int
    kind: StageKind


class Vocabularies:
    """The words as they stand; case and accents do not count."""

    def __init__(self, reader: Reader) -> None:
        session = reader.session
        self._pipelines: dict[str, int] = {}
        self._names: list[str] = []
        order = (
            col(Pipeline.is_default).desc(),
            col(Pipeline.active).desc(),
            col(Pipeline.position),
        )
        for pipeline in session.scalars(select(Pipeline).order_by(*order)):
            self._pipelines.setdefault(fold(pipeline.name), pipeline.pk)
            self._names.append(pipeline.name)
        self._stages: dict[int, list[Place]] = {}
        self._places: dict[tuple[int, str], Place] = {}
        stages = select(Stage).order_by(col(Stage.position), col(Stage.id))
        for stage in session.scalars(stages):
            place = Place(
                stage.pk, stage.pipeline_id, stage.name, stage.position, stage.kind
            )
            self._stages.setdefault(stage.pipeline_id, []).append(place)
        self._sources = _coded(
            (one.code, one.name, one.pk) for one in session.scalars(select(Source))
        )
        self._reasons = _coded(
            (one.code, one.name, one.pk) for one in session.scalars(select(LossReason))
        )
        kinds = select(FollowUpType).order_by(col(FollowUpType.position))
        self.types = list(session.scalars(kinds))
        self.fields = {
            (one.entity, one.key): one for one in session.scalars(select(CustomField))
        }
        self._zone = reader.house.zone

    def pipeline(self, name: str) -> int:
        """Return a pipeline by name, the default one for no name."""
        if not name:
            return next(iter(self._pipelines.values()))
        found = self._pipelines.get(fold(name))
        if found is None:
            meant = nearest(name, self._names)
            raise BadValue("pipeline_unknown", text=name, nearest=meant)
        return found

    def stage(self, pipeline_id: int, name: str) -> Place:
        """Return a stage of a pipeline, the first open one for no name."""
        found = self._places.get((pipeline_id, name))
        if found is None:
            found = self._places[pipeline_id, name] = self._place(pipeline_id, name)
        return found

    def _place(self, pipeline_id: int, name: str) -> Place:
        stages = self._stages.get(pipeline_id, [])
        word = fold(name)
        for place in stages:
            if fold(place.name) == word or (not name and place.kind is StageKind.OPEN):
                return place
        meant = nearest(name, [place.name for place in stages])
        raise BadValue("stage_unknown", text=name, nearest=meant)

    def source(self, name: str) -> int:
        """Return a source by code or name."""
        return _found(self._sources, name, "source_unknown")

    def reason(self, name: str) -> int:
        """Return a loss reason by code or name."""
        return _found(self._reasons, name, "reason_unknown")

    def type(self, name: str) -> FollowUpType:
        """Return a follow-up type by name, the first one for no name."""
        for kind in self.types:
            if kind.is_first if not name else fold(kind.name) == fold(name):
                return kind
        meant = nearest(name, [kind.name for kind in self.types])
        raise BadValue("type_unknown", text=name, nearest=meant)

    def custom(self, entity: Entity, key: str) -> CustomField:
        """Return a custom field; the mapping may only feed those there are."""
        found = self.fields.get((FIELD_TABLES[entity], key))
        if found is None:
            known = [
                name for table, name in self.fields if table == FIELD_TABLES[entity]
            ]
            raise BadValue("field_unknown", text=key, nearest=nearest(key, known))
        return found

    def custom_value(
        self, field: CustomField, text: str, formats: tuple[str, ...], decimal: str
    ) -> JsonValue:
        """Return the stored form of a custom field's text (B1.23)."""
        match field.type:
            case FieldType.TEXT:
                return text
            case FieldType.INTEGER:
                return values.read_integer(text, decimal)
            case FieldType.NUMBER:
                return values.read_number(text, decimal)
            case FieldType.DATE:
                return values.read_day(text, formats, self._zone).isoformat()
            case FieldType.CHOICE:
                return _chosen(field, text.strip())
            case _:
                assert_never(field.type)


def options_of(field: CustomField) -> list[str]:
    """Return the options of a choice."""
    found = field.options.get("values")
    listed = found if isinstance(found, list) else []
    return [option for option in listed if isinstance(option, str)]


def with_option(field: CustomField, option: str) -> JsonObject:
    """Return the options of a choice and one more."""
    listed: list[JsonValue] = [*options_of(field), option]
    return {"values": listed}


def _chosen(field: CustomField, text: str) -> str:
    known = options_of(field)
    if text in known:
        return text
    for option in known:
        if fold(option) == fold(text):
            return option
    if not field.open_options:
        raise values.value_unknown(text, known)
    field.options = with_option(field, text)
    return text


def _coded(rows: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, name, record_id in rows:
        found.setdefault(fold(name), record_id)
        found[fold(code)] = record_id
    return found


def _found(known: Mapping[str, int], name: str, code: str) -> int:
    word = fold(name)
    found = known.get(word, known.get(word.replace("-", "_").replace(" ", "_")))
    if found is None:
        raise BadValue(code, text=name, nearest=nearest(name, known))
    return found
