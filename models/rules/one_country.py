"""Public holidays of one country, without the two hundred and fifty others."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

import holidays
from holidays.registry import COUNTRIES

PACKAGE = "holidays.countries"


def calendar_of(code: str) -> type[holidays.HolidayBase]:
    """Return the calendar of an ISO country; ``NotImplementedError`` if it has none."""
    for module, (name, *codes) in COUNTRIES.items():
        if code in codes:
            with _hollow_package():
                found: object = getattr(import_module(f"{PACKAGE}.{module}"), name)
            if isinstance(found, type) and issubclass(found, holidays.HolidayBase):
                return found
    raise NotImplementedError(code)


@contextmanager
def _hollow_package() -> Generator[None]:
    """Keep the package from importing all its countries with the one that is asked.

    That takes 12 MB and 150 ms; it stays whole where somebody has loaded it.
    """
    spec = PathFinder.find_spec(PACKAGE, holidays.__path__)
    if PACKAGE in sys.modules or spec is None:
        yield
        return
    sys.modules[PACKAGE] = module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules[PACKAGE]
