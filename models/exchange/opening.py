"""Opens a file to import, whatever kind it is."""

from pathlib import Path

from models.exchange.bytes_in import read_bytes
from models.exchange.cards import cards_of
from models.exchange.cards import is_card_file
from models.exchange.reading import AUTO
from models.exchange.reading import Table
from models.exchange.reading import table_of


def read_table(path: Path, encoding: str = AUTO, separator: str = AUTO) -> Table:
    """Read a file of vCards or a CSV file with its headers (B1.17).

    Raises ``BadData`` naming line and column where it is neither.
    """
    file = read_bytes(path)
    if is_card_file(file):
        return cards_of(file, encoding)
    return table_of(file, encoding, separator)
