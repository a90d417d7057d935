"""Frozen read models: what a screen or a command is given, nothing more."""
