"""What goes to the terminal and comes from it, byte by byte."""
