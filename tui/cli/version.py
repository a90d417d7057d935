"""``relance --version``: answered before anything else is loaded."""

from tui import VERSION


def version() -> int:
    """Tell the version."""
    print(f"relance {VERSION}")
    return 0
