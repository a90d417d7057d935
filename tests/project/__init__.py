"""The project as a whole: documents, keys, layers, wheel."""
