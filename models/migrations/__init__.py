"""Alembic's environment; its revisions travel in the wheel."""
