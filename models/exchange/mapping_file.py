"""Reads a mapping file into a mapping, or says which key cannot be meant."""

import re
from collections.abc import Iterable
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from models.exchange.drafts import ROW
from models.exchange.entity_fields import CUSTOM
from models.exchange.entity_fields import FIELDS
from models.exchange.entity_fields import REQUIRED
from models.exchange.entity_fields import Kind
from models.exchange.entity_fields import refers
from models.exchange.mapping import ISO_DATES
from models.exchange.mapping import Column
from models.exchange.mapping import Constant
from models.exchange.mapping import Entity
from models.exchange.mapping import FieldMap
from models.exchange.mapping import FileMapping
from models.exchange.mapping import Hint
from models.exchange.mapping import InputMap
from models.exchange.mapping import Mode
from models.exchange.mapping import PipelineMap
from models.exchange.mapping import RecordMap
from models.exchange.mapping import Reference
from models.exchange.mapping import SourceMap
from models.exchange.mapping import StageMap
from models.exchange.mapping import Template
from models.exchange.mapping import Unknown
from models.exchange.mapping import Value
from models.exchange.mapping import VisitMap
from models.exchange.reading import AUTO
from models.exchange.reading import SEPARATORS
from models.exchange.toml_values import Part
from models.exchange.toml_values import is_table
from models.exchange.toml_values import read_toml
from models.money import known_currency
from models.rules.matching import nearest
from models.vocabulary import FieldType
from models.vocabulary import SourceKind
from models.vocabulary import StageKind

FORMAT = 1
_KEYS = ("format", "name", "system", "dates", "decimal", "currency", "empty")
_KEYS_MORE = ("zone", "encoding", "separator", "field", "source", "pipeline", "input")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_VALUE_KEYS = ("column", "values", "default", "value", "template", "ref", "name")


def load_mapping(path: Path) -> FileMapping:
    """Read and check a mapping file; ``BadData`` names the key and the nearest."""
    return mapping_of(read_toml(path))


def mapping_of(whole: Part) -> FileMapping:
    """Return the mapping that a TOML document says."""
    whole.allow(_KEYS + _KEYS_MORE)
    if whole.entries.get("format") != FORMAT:
        raise whole.bad("mapping_format", "format", known=FORMAT)
    inputs = tuple(_input(part) for part in whole.parts("input"))
    if not inputs:
        raise whole.bad("mapping_key_missing", "input")
    mapping = FileMapping(
        name=whole.text("name"),
        system=whole.text("system", ""),
        dates=_dates(whole),
        decimal=_decimal(whole),
        currency=_currency(whole),
        empty=frozenset({"", *whole.texts("empty", ("",))}),
        zone=_zone(whole),
        encoding=whole.text("encoding", AUTO),
        separator=_separator(whole),
        fields=tuple(_field(part) for part in whole.parts("field")),
        sources=tuple(_source(part) for part in whole.parts("source")),
        pipelines=tuple(_pipeline(part) for part in whole.parts("pipeline")),
        inputs=inputs,
    )
    _needs_system(whole, mapping)
    return mapping


def _needs_system(whole: Part, mapping: FileMapping) -> None:
    records = [record for each in mapping.inputs for record in each.records]
    if not mapping.system and any("external_id" in each.fields for each in records):
        raise whole.bad("mapping_key_missing", "system")


def _dates(whole: Part) -> tuple[str, ...]:
    formats = tuple(whole.texts("dates", ISO_DATES))
    if formats == (AUTO,):
        return ISO_DATES
    for one in formats:
        if not {"%Y", "%y"} & set(re.findall("%.", one)) or one == AUTO:
            raise whole.bad("mapping_date_format", "dates", value=one)
    return formats


def _decimal(whole: Part) -> str:
    sign = whole.text("decimal", ".")
    if sign not in {".", ","}:
        raise whole.bad("mapping_value_unknown", "decimal", value=sign, nearest=".")
    return sign


def _currency(whole: Part) -> str:
    code = whole.text("currency", "")
    if code and not known_currency(code):
        raise whole.bad("mapping_value_unknown", "currency", value=code, nearest=None)
    return code


def _zone(whole: Part) -> str:
    zone = whole.text("zone", "")
    if zone in {"", AUTO}:
        return ""
    if zone not in available_timezones():
        meant = nearest(zone, available_timezones())
        raise whole.bad("mapping_value_unknown", "zone", value=zone, nearest=meant)
    return zone


def _separator(whole: Part) -> str:
    sign = whole.text("separator", AUTO)
    if sign not in {AUTO, *SEPARATORS}:
        raise whole.bad("mapping_value_unknown", "separator", value=sign, nearest=None)
    return sign


def _field(part: Part) -> FieldMap:
    part.allow(("entity", "key", "type", "label", "options"))
    entity = part.code("entity", Entity)
    if entity not in CUSTOM:
        raise part.bad("mapping_no_custom", "entity", entity=entity)
    key = part.text("key")
    if not _KEY.fullmatch(key):
        raise part.bad("mapping_field_key", "key", value=key)
    label = part.part("label")
    label.allow(("en", "fr"))
    english = label.text("en", key)
    is_open = part.entries.get("options") == "open"
    return FieldMap(
        entity=entity,
        key=key,
        type=part.code("type", FieldType),
        label_en=english,
        label_fr=label.text("fr", english),
        options=() if is_open else tuple(part.texts("options", ())),
        open_options=is_open,
    )


def _source(part: Part) -> SourceMap:
    part.allow(("code", "name", "kind"))
    code = part.text("code")
    if not _KEY.fullmatch(code):
        raise part.bad("mapping_field_key", "code", value=code)
    return SourceMap(
        code=code,
        name=part.text("name", code),
        kind=part.code("kind", SourceKind, SourceKind.IMPORT),
    )


def _pipeline(part: Part) -> PipelineMap:
    part.allow(("name", "stages", "default", "replace_unused"))
    stages = tuple(_stage(each) for each in part.parts("stages"))
    if not any(stage.kind is StageKind.OPEN for stage in stages):
        raise part.bad("mapping_key_missing", "stages")
    return PipelineMap(
        name=part.text("name"),
        stages=stages,
        default=part.flag("default"),
        replace_unused=part.flag("replace_unused"),
    )


def _stage(part: Part) -> StageMap:
    part.allow(("name", "kind", "probability", "idle_days", "stuck_days"))
    return StageMap(
        name=part.text("name"),
        kind=part.code("kind", StageKind, StageKind.OPEN),
        probability=part.share("probability"),
        idle_days=part.count("idle_days"),
        stuck_days=part.count("stuck_days"),
    )


def _input(part: Part) -> InputMap:
    part.allow(("name", "headers", "record"))
    records = tuple(_record(each) for each in part.parts("record"))
    if not records:
        raise part.bad("mapping_key_missing", "record")
    for place, record in enumerate(records):
        made = [one.entity for one in records[:place] if one.mode is not Mode.UPDATE]
        _same_row(part, record, made)
    headers = tuple(part.texts("headers"))
    return InputMap(name=part.text("name"), headers=headers, records=records)


def _same_row(part: Part, record: RecordMap, above: Sequence[Entity]) -> None:
    """Refuse a reference to the row's own record where none is made further up."""
    for name, value in record.fields.items():
        nameless = isinstance(value, Reference) and not value.column
        if nameless and refers(record.entity, name) not in above:
            raise part.bad("mapping_key_missing", f"record.set.{name}.name")


def _record(part: Part) -> RecordMap:
    part.allow(("entity", "identity", "mode", "set", "visit"))
    entity = part.code("entity", Entity)
    given = part.part("set")
    custom = given.part("field")
    if custom.entries and entity not in CUSTOM:
        raise given.bad("mapping_no_custom", "field", entity=entity)
    known = FIELDS[entity]
    given.allow((*known, "field"))
    fields = {
        name: _checked(given, name, known[name], entity)
        for name in given.entries
        if name != "field"
    }
    mode = part.code("mode", Mode, Mode.UPSERT)
    if mode is not Mode.UPDATE:
        _complete(given, entity, fields)
    return RecordMap(
        entity=entity,
        fields=fields,
        custom={name: _value(custom, name) for name in custom.entries},
        identity=_identity(part, fields),
        mode=mode,
        visits=_visits(part, entity),
    )


def _complete(given: Part, entity: Entity, fields: Iterable[str]) -> None:
    for name in REQUIRED[entity]:
        if name not in fields:
            raise given.bad("mapping_key_missing", name)
    names = {"name", "first_name", "last_name"}
    if entity is Entity.PERSON and names.isdisjoint(fields):
        raise given.bad("mapping_key_missing", "name")


def _checked(given: Part, name: str, kind: Kind, entity: Entity) -> Value:
    value = _value(given, name)
    if isinstance(value, Reference):
        wants = refers(entity, name) if kind is Kind.RECORD else None
        if value.entity is not wants:
            raise given.bad("mapping_reference", name, wanted=wants)
    return value


def _identity(part: Part, fields: Iterable[str]) -> tuple[str, ...]:
    names = tuple(part.texts("identity", (ROW,)))
    for name in names:
        if name != ROW and name not in fields:
            meant = nearest(name, (*fields, ROW))
            raise part.bad(
                "mapping_value_unknown", "identity", value=name, nearest=meant
            )
    return names


def _visits(part: Part, entity: Entity) -> tuple[VisitMap, ...]:
    visits = part.parts("visit")
    if visits and entity is not Entity.DEAL:
        raise part.bad("mapping_key_unknown", "visit", nearest=None)
    for visit in visits:
        visit.allow(("stage", "entered", "exited"))
    return tuple(
        VisitMap(
            stage=visit.text("stage"),
            entered=_value(visit, "entered"),
            exited=_value(visit, "exited") if "exited" in visit.entries else None,
        )
        for visit in visits
    )


def _value(part: Part, key: str) -> Value:
    """Return one value: a column's name, or a table that says more."""
    given = part.entries.get(key)
    if isinstance(given, str):
        return Column(given)
    if not is_table(given):
        raise part.bad("mapping_type", key, wanted="value")
    table = Part(part.path, part.at(key), given)
    table.allow((*_VALUE_KEYS, "unknown", *Hint))
    if "column" in given:
        table.allow(("column", "values", "default"))
        return Column(
            table.text("column"), _translations(table), table.text("default", "")
        )
    if "value" in given:
        table.allow(("value",))
        return Constant(table.text("value"))
    if "template" in given:
        table.allow(("template",))
        return _template(table)
    if "ref" in given:
        table.allow(("ref", "name", "unknown", *Hint))
        return _reference(table)
    raise part.bad("mapping_type", key, wanted="value")


def _translations(table: Part) -> dict[str, str]:
    given = table.part("values")
    return {key: given.text(key) for key in given.entries}


def _template(table: Part) -> Template:
    text = table.text("template")
    pieces = _PLACEHOLDER.split(text)
    names = [*pieces[1::2], ""]
    if not any(names):
        raise table.bad("mapping_template", "template", value=text)
    return Template(tuple(zip(pieces[::2], names, strict=True)))


def _reference(table: Part) -> Reference:
    if "name" not in table.entries:
        table.allow(("ref",))
    return Reference(
        entity=table.code("ref", Entity),
        column=table.text("name", ""),
        unknown=table.code("unknown", Unknown, Unknown.REJECT),
        hints={hint: table.text(hint) for hint in Hint if hint in table.entries},
    )
