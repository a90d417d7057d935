"""Writers that are killed, and writers that crowd: what is said to be saved stays."""
