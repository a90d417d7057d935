"""The terminal side of Relance: the only place that knows a screen."""
