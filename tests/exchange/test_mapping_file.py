from pathlib import Path

import pytest

from models.errors import BadData
from models.exchange.mapping import Column
from models.exchange.mapping import Entity
from models.exchange.mapping import Reference
from models.exchange.mapping import Template
from models.exchange.mapping import Unknown
from models.exchange.mapping_file import load_mapping
from models.exchange.toml_values import LARGEST
from tests.conftest import REPOSITORY
from tests.exchange.conftest import DEALS
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import mapping

EXAMPLES = REPOSITORY / "docs" / "examples"
MAVEN = EXAMPLES / "maven-crm.toml"


def test_the_example_mapping_is_understood_whole() -> None:
    found = load_mapping(MAVEN)
    accounts, teams, deals = found.inputs
    assert [record.entity for record in teams.records] == [
        Entity.TEAM,
        Entity.TEAM,
        Entity.USER,
        Entity.USER,
    ]
    assert accounts.records[0].custom["revenue"] == Column("revenue")
    record = deals.records[0]
    assert record.fields["company"] == Reference(
        Entity.COMPANY, "account", Unknown.CREATE
    )
    title = record.fields["title"]
    assert isinstance(title, Template)
    assert title.columns == ("product", "opportunity_id")
    assert record.visits[0].stage == "Engaging"
    assert found.pipelines[0].replace_unused


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.stem)
def test_every_example_is_a_sound_mapping(path: Path) -> None:
    assert load_mapping(path).inputs


TITLE = 'set.title = "title"'
RECORD = "input[1].record[1]"

WRONG = {
    "format": ("format = 1", "format = 2", "mapping_format", "format"),
    "key": ("name =", "nane =", "mapping_key_unknown", "nane"),
    "field": ("set.title", "set.titel", "mapping_key_unknown", f"{RECORD}.set.titel"),
    "entity": ('"deal"', '"dael"', "mapping_value_unknown", f"{RECORD}.entity"),
    "identity": (
        '["external_id"]',
        '["extern_id"]',
        "mapping_value_unknown",
        f"{RECORD}.identity",
    ),
    "no title": (TITLE, "", "mapping_key_missing", f"{RECORD}.set.title"),
    "no system": ('system = "test"', "", "mapping_key_missing", "system"),
    "headers": ('"number", "title"]', "1]", "mapping_type", "input[1].headers"),
    "number": (TITLE, "set.title = 3", "mapping_type", f"{RECORD}.set.title"),
    "template": (
        TITLE,
        'set.title = { template = "x" }',
        "mapping_template",
        f"{RECORD}.set.title.template",
    ),
    "reference": (
        TITLE,
        'set.title = { ref = "team", name = "title" }',
        "mapping_reference",
        f"{RECORD}.set.title",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_key_that_cannot_be_meant_is_named(what: str) -> None:
    old, new, code, key = WRONG[what]
    with pytest.raises(BadData) as refused:
        mapping(DEALS.replace(old, new, 1))
    assert (refused.value.code, refused.value.values["key"]) == (code, key)


def test_an_unknown_key_comes_with_the_nearest() -> None:
    with pytest.raises(BadData) as refused:
        mapping(DEALS.replace("set.title", "set.titel"))
    assert refused.value.values["nearest"] == "title"


@pytest.mark.parametrize(
    "text", ["", HEAD, "format = [", "a = " + "[" * 20_000, "\x00", "format = 1"]
)
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(BadData):
        mapping(text)


def test_a_mapping_above_its_size_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text("# " + "x" * LARGEST)
    with pytest.raises(BadData) as refused:
        load_mapping(path)
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize(
    "line",
    [
        'decimal = ";"',
        'currency = "QQQ"',
        'zone = "Europe/Pari"',
        'separator = "x"',
        'dates = ["%d/%m"]',
    ],
)
def test_a_bad_setting_of_the_whole_file_is_refused(line: str) -> None:
    with pytest.raises(BadData):
        mapping(line + DEALS)
