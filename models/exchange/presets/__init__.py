"""Mappings of well-known exports that come with the program (B1.17)."""

from importlib.resources import files

from models.errors import BadValue
from models.exchange.mapping import FileMapping
from models.exchange.mapping_file import mapping_of
from models.exchange.toml_values import toml_part
from models.rules.matching import nearest

PLAIN = "plain"
"""No mapping at all: the files' own headers tell."""

PRESETS: tuple[str, ...] = (PLAIN, "atomic-crm")


def preset(name: str) -> FileMapping | None:
    """Return a mapping by its name, none for files that go by their own headers.

    Raises ``BadValue`` naming the nearest one where there is none of that name.
    """
    if name not in PRESETS:
        raise BadValue(
            "preset_unknown",
            "preset",
            text=name,
            nearest=nearest(name, PRESETS),
            known=PRESETS,
        )
    if name == PLAIN:
        return None
    file = f"{name}.toml"
    content = files(__name__).joinpath(file).read_bytes()
    return mapping_of(toml_part(content, file))
