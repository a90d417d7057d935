"""Runs state machines, as long as a test may take."""

from collections.abc import Callable
from typing import cast

from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test


def run(make: Callable[[], RuleBasedStateMachine], examples: int, steps: int) -> None:
    """Run so many examples of at most so many steps each."""
    # It takes whatever makes a machine, and is declared to take a class.
    machine = cast("type[RuleBasedStateMachine]", make)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
