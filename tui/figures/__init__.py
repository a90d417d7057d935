"""How figures are shown: pages, charts, tables, periods."""
