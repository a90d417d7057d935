"""The driver in a pseudo-terminal, as a shell or a lost link treats it."""
