from fractions import Fraction

from models.rules.advice import Level
from models.rules.advice import Outlook
from models.rules.advice import pushes
from models.rules.advice import void


def level(stage: int, now: int, usual: int, seen: int = 20) -> Level:
    return Level(stage, now, (usual,) * 8, seen)


def outlook(expected: int, wins: int = 20) -> Outlook:
    return Outlook(
        wins=wins,
        window_days=180,
        cycle_days=Fraction(90),
        expected=Fraction(expected),
        cohort_rate=Fraction(1, 4),
    )


def test_a_stage_is_pushed_when_the_next_one_runs_dry() -> None:
    """K-14: few where deals close, so push the stage before."""
    assert pushes([level(1, 6, 5), level(2, 1, 4)]) == [(1, 2)]


def test_half_the_usual_number_is_not_few() -> None:
    assert pushes([level(1, 6, 5), level(2, 2, 4)]) == []


def test_a_stage_that_is_below_its_own_usual_is_not_pushed() -> None:
    assert pushes([level(1, 4, 5), level(2, 0, 4)]) == []


def test_an_empty_stage_has_nothing_to_push() -> None:
    assert pushes([level(1, 0, 0), level(2, 0, 0)]) == []


def test_few_stays_say_nothing_about_what_is_usual() -> None:
    assert pushes([level(1, 6, 5, seen=5), level(2, 1, 4, seen=4)]) == []
    assert pushes([level(1, 6, 5, seen=5), level(2, 1, 4, seen=5)]) == [(1, 2)]


def test_a_void_is_told_with_the_new_deals_that_would_fill_it() -> None:
    """K-15: fewer wins in sight than usual, and how many new deals fill the gap."""
    gap = void(outlook(5))
    assert gap is not None
    assert gap.usual == Fraction(10)
    assert gap.expected == Fraction(5)
    assert gap.needed == 20


def test_sixty_percent_of_the_usual_wins_is_no_void() -> None:
    assert void(outlook(6)) is None


def test_under_ten_wins_nothing_is_said() -> None:
    assert void(outlook(0, wins=9)) is None
    assert void(outlook(0, wins=10)) is not None


def test_without_a_cycle_nothing_is_said() -> None:
    unknown = Outlook(20, 180, None, Fraction(0), Fraction(1, 4))
    assert void(unknown) is None
