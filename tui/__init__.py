"""The terminal side of Relance: the only place that knows a screen."""

VERSION = "0.1.0"
"""The package's own, here so that telling it costs no look into the installation."""
