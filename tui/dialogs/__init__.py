"""Questions to the person; each returns a frozen draft or nothing."""
