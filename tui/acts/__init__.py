"""What the keys do to what is selected: ask in a dialog, write, say what was done."""
