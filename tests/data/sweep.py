"""Calls every query there is with all that fits its annotations.

A new query is found here by itself; one that cannot be called is named.
"""

import inspect
import itertools
import json
import math
import pkgutil
import random
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from datetime import datetime
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import TypeGuard
from typing import Union
from typing import get_args
from typing import get_origin

from sqlalchemy import ColumnElement
from sqlalchemy import true

from models import queries
from models import statements
from models.access import Reader
from models.actor import Whose
from models.actor import variant
from models.errors import Denied
from models.errors import RelanceError
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.people import Key
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.tables.base import Record
from models.tables.people_line import LAST
from models.vocabulary import Scope
from models.vocabulary import ViewOf
from tests.conftest import NOW

FAR = "2999-01-01T00:00:00Z"
MOST_CALLS = 80
FORMS = ("mine", "team", "all", "person", "person_all")
KINDS = ("deal", "person", "organization", "interaction", "follow_up")
EVERY_KIND = ("user", "team", "stage", "pipeline", "source", *KINDS[:3])

Query = Callable[..., object]


@dataclass(slots=True)
class Swept:
    """What came out, by the name of the query, and what could not be called."""

    said: dict[str, str] = field(default_factory=dict[str, str])
    failed: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def text(self) -> str:
        return "\n".join(self.said.values())

    def with_any(self, tokens: Iterable[str]) -> dict[str, list[str]]:
        """Return the tokens that each query told."""
        tokens = list(tokens)
        found = {
            name: [token for token in tokens if token in text]
            for name, text in self.said.items()
        }
        return {name: told for name, told in found.items() if told}


def every_query() -> dict[str, Query]:
    """Return the public functions of every module of queries that take a reader."""
    found: dict[str, Query] = {}
    for module_info in pkgutil.iter_modules(queries.__path__):
        module = import_module(f"{queries.__name__}.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__
            if own and not name.startswith("_") and _takes_reader(function):
                found[f"{module_info.name}.{name}"] = function
    return found


def sweep(store: Store, words: Iterable[str], most_id: int) -> Swept:
    """Call every query and every first statement for the actor of a store."""
    swept = Swept()
    offer = Offer(list(words), range(1, most_id + 1))
    for name, query in every_query().items():
        _call_all(store, name, query, offer, swept)
    for name, told in _first_statements(store, most_id):
        swept.said[name] = swept.said.get(name, "") + told
    return swept


@dataclass(frozen=True, slots=True)
class Offer:
    """The arguments that a sweep tries."""

    words: list[str]
    ids: range

    def fitting(self, hint: object) -> list[object]:
        """Return arguments for an annotation; none where it is not known."""
        simple: dict[object, list[object]] = {
            int: list(self.ids),
            str: [*self.words, *KINDS],
            bool: [False, True],
            datetime: [NOW],
            date: [NOW.date()],
            type(None): [None],
            PeopleAsk: self._lists(),
            Start: [Start(), Start(backwards=True)],
            Key: [("", 0), (LAST, 0)],
        }
        if hint in simple:
            return simple[hint]
        if inspect.isclass(hint) and issubclass(hint, Enum):
            return list(hint)
        return self._generic(hint)

    def _lists(self) -> list[object]:
        """Return the lists of people, whole and kept to each of the words."""
        by_name, every = Sort(Column.NAME), Whose(Scope.ALL)
        kept = [Filters().with_(Column.NAME, Has(word)) for word in self.words]
        return [
            PeopleAsk(of, filters, by_name, every)
            for of in ViewOf
            for filters in (Filters(), *kept)
        ]

    def _generic(self, hint: object) -> list[object]:
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (UnionType, Union):
            return [one for part in inner for one in self.fitting(part)]
        wanted = list(itertools.product(EVERY_KIND, self.ids))
        listed: list[object] = [[word] for word in self.words]
        known: list[tuple[bool, list[object]]] = [
            (origin is ColumnElement, [true()]),
            (origin in (dict, Mapping), [{}]),
            (str in inner, [*listed, list(EVERY_KIND)]),
            (int in inner, [list(self.ids)]),
            ("tuple[str, int | None]" in str(hint), [wanted]),
        ]
        for fits, offered in known:
            if fits:
                return offered
        return []


def _takes_reader(function: Query) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.annotation is Reader


def _call_all(
    store: Store, name: str, query: Query, offer: Offer, swept: Swept
) -> None:
    given = list(inspect.signature(query).parameters.values())[1:]
    choices = [_limited(parameter, offer) for parameter in given]
    told, last = store.read(_each, _by_place(query, given), _some(choices))
    if told:
        swept.said[name] = "".join(told)
    else:
        swept.failed[name] = last


def _by_place(query: Query, given: list[inspect.Parameter]) -> Query:
    """Return the query with keyword-only parameters taken in their order."""
    names = [one.name for one in given if one.kind is one.KEYWORD_ONLY]

    def call(reader: Reader, *arguments: object) -> object:
        plain = arguments[: len(arguments) - len(names)]
        named = zip(names, arguments[len(plain) :], strict=True)
        return query(reader, *plain, **dict(named))

    return call


def _each(
    reader: Reader, query: Query, calls: list[tuple[object, ...]]
) -> tuple[list[str], str]:
    """Return what was told by each call that was answered, else why none was."""
    told: list[str] = []
    last = "no argument fits"
    refusals: list[str] = []
    for arguments in calls:
        try:
            told.append(_told(query(reader, *arguments)))
        except Denied as refused:
            told.append(repr(refused))
        except RelanceError as refused:
            refusals.append(repr(dict(refused.values)))
            last = str(refused)
        except (KeyError, TypeError, ValueError) as wrong:
            last = repr(wrong)
    return told + refusals if told else [], last


def _some(choices: list[list[object]]) -> list[tuple[object, ...]]:
    """Return all combinations, or as many of them as there is time for."""
    size = math.prod(len(choice) for choice in choices)
    if size <= MOST_CALLS:
        return list(itertools.product(*choices))
    draw = random.Random(1)
    return [tuple(draw.choice(choice) for choice in choices) for _ in range(MOST_CALLS)]


def _limited(parameter: inspect.Parameter, offer: Offer) -> list[object]:
    if parameter.name in {"limit", "newest"}:
        return [500]
    return offer.fitting(parameter.annotation)


def _told(value: object, depth: int = 0) -> str:
    """Return all that a value holds, through objects that have no words for it."""
    if isinstance(value, str | int | None | Enum | date | Record) or depth > 8:
        return f"{value!r} "
    if _is_mapping(value):
        return "".join(
            _told(key, depth) + _told(inner, depth + 1) for key, inner in value.items()
        )
    if is_dataclass(value) and not isinstance(value, type):
        inner = (getattr(value, one.name) for one in fields(value))
        return type(value).__name__ + "".join(_told(one, depth + 1) for one in inner)
    if _is_iterable(value):
        return "".join(_told(one, depth + 1) for one in value)
    return f"{value!r} " + _told(getattr(value, "__dict__", None), depth + 1)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _is_iterable(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable)


def _first_statements(store: Store, most_id: int) -> Iterator[tuple[str, str]]:
    texts = statements.load()
    assert texts is not None
    bases = {
        name.removesuffix(form)
        for name in texts
        for form in ("_mine", "_team")
        if name.endswith(form)
    }
    for name in sorted(texts):
        base = next(
            (b for b in bases if name in {f"{b}_{form}" for form in FORMS}), None
        )
        for values in _values(texts[name].names, most_id):
            if base is None:
                yield f"first.{name}", _told(store.run(name, values))
            else:
                for whose in _whose():
                    if f"{base}_{variant(store.actor, whose)}" not in texts:
                        continue
                    yield f"first.{base}", _told(store.scoped(base, whose, values))


def _whose() -> Iterator[Whose]:
    yield from (Whose(scope) for scope in Scope)
    yield from (Whose(Scope.ALL, owner) for owner in (2, 3))


def _values(names: Iterable[str], most_id: int) -> Iterator[dict[str, object]]:
    offers: dict[str, list[object]] = {
        "base": ["EUR"],
        "currency": ["EUR"],
        "stage": list(range(1, 8)),
        "status": ["open", "won", "lost"],
        "pipeline": [1],
        "ends": [json.dumps({"Europe/Paris": {"tomorrow": FAR, "until": FAR}})],
        "home": ["Europe/Paris"],
        "latest": [FAR],
        "key": ["2999-01-01T00:00:00Z", ""],
        "id": list(range(1, most_id + 1)),
        "limit": [500],
        "offset": [0],
        "tomorrow": ["2026-11-23T23:00:00Z"],
        "now": ["2026-11-23T08:14:00Z"],
        "until": [FAR],
        "since": ["2000-01-01T00:00:00Z"],
        "today": ["2999-01-01"],
        "login": ["ana", "ben", "boss"],
        "type": list(range(1, 4)),
    }
    wanted = [name for name in names if name not in {"me", "owner"}]
    for chosen in _some([offers[name] for name in wanted]):
        yield dict(zip(wanted, chosen, strict=True))
