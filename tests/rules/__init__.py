"""One file per rules module: tables of cases, no database."""
