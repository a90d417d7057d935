"""A believable, deterministic data set for the demo, the tests and the pictures."""

from models.sample.whole import Wanted
from models.sample.whole import write_sample

__all__ = ["Wanted", "write_sample"]
