"""What holds for every value, found by Hypothesis."""
