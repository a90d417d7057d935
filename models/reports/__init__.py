"""Figures as data: the commands and the screens draw the same report."""
