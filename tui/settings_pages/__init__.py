"""The tabs of the settings, a module each: one's own first, then how we work."""
