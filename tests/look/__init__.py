"""How Relance looks: themes, glyphs, cells, formats and words."""
