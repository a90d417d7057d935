"""Codes and values put into words, in both languages."""
