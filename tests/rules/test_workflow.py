"""The workflow as a graph: beginnings, ends, cycles, and what nothing leads to."""

from hypothesis import given
from hypothesis import strategies as st

from models.rules.workflow import Branch
from models.rules.workflow import Node
from models.rules.workflow import Step
from models.rules.workflow import drawn
from models.rules.workflow import reached

CALL, APPOINTMENT, TRIAL, LETTER = 1, 2, 3, 4
EXAMPLE = (
    Node(CALL, is_first=True, next=(Step(APPOINTMENT, 2), Step(TRIAL, 3))),
    Node(APPOINTMENT, is_first=False, next=(Step(TRIAL, 3),)),
    Node(TRIAL, is_first=False),
)
"""The worked example: call → appointment or trial; appointment → trial (R-34)."""


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Node, ...]:
    """Any workflow: loops, cycles, islands, steps to what is out of use."""
    ids = draw(st.lists(st.integers(1, 9), unique=True, max_size=7))
    nodes: list[Node] = []
    for one in ids:
        aims = draw(st.lists(st.integers(1, 10), unique=True, max_size=4))
        steps = tuple(Step(aim, draw(st.integers(0, 9))) for aim in aims)
        nodes.append(Node(one, is_first=draw(st.booleans()), next=steps))
    return tuple(nodes)


def test_the_worked_example_is_drawn_as_a_tree() -> None:
    """R-04, R-34: what may come next stands below, the default first."""
    assert drawn(EXAMPLE).begun == (
        Branch(CALL),
        Branch(APPOINTMENT, (True,), 2),
        Branch(TRIAL, (True, False), 3, ends=True),
        Branch(TRIAL, (False,), 3, ends=True),
    )
    assert drawn(EXAMPLE).unreached == ()


def test_without_a_first_type_everything_is_unreachable() -> None:
    """R-02: with none flagged no follow-up can be started."""
    nodes = tuple(Node(node.id, is_first=False, next=node.next) for node in EXAMPLE)
    drawing = drawn(nodes)
    assert drawing.begun == ()
    assert [line.id for line in drawing.unreached] == [
        CALL,
        APPOINTMENT,
        TRIAL,
        TRIAL,
    ]
    assert reached(nodes) == frozenset()


def test_a_loop_is_drawn_once_more_and_no_further() -> None:
    """R-04: cycles and self-loops are allowed."""
    looped = Node(CALL, is_first=True, next=(Step(CALL, 5), Step(LETTER, 1)))
    back = Node(LETTER, is_first=False, next=(Step(CALL, 2),))
    assert drawn((looped, back)).begun == (
        Branch(CALL),
        Branch(CALL, (True,), 5, again=True),
        Branch(LETTER, (False,), 1),
        Branch(CALL, (False, False), 2, again=True),
    )


def test_a_cycle_that_nothing_leads_to_is_shown_as_unreachable() -> None:
    one = Node(LETTER, is_first=False, next=(Step(TRIAL, 1),))
    two = Node(TRIAL, is_first=False, next=(Step(LETTER, 1),))
    assert [line.id for line in drawn((one, two)).unreached] == [
        LETTER,
        TRIAL,
        LETTER,
    ]


def test_a_step_to_a_type_out_of_use_is_left_out() -> None:
    (line,) = drawn((Node(CALL, is_first=True, next=(Step(TRIAL, 1),)),)).begun
    assert line == Branch(CALL, ends=True)


@given(graphs())
def test_every_type_is_unfolded_once_and_every_step_drawn_once(
    nodes: tuple[Node, ...],
) -> None:
    drawing = drawn(nodes)
    lines = [*drawing.begun, *drawing.unreached]
    ids = {node.id for node in nodes}
    unfolded = [line.id for line in lines if not line.again and not line.ends]
    going_on = [node for node in nodes if any(s.type_id in ids for s in node.next)]
    assert sorted(unfolded) == sorted(node.id for node in going_on)
    assert {line.id for line in lines} == ids
    steps = sum(step.type_id in ids for node in nodes for step in node.next)
    assert sum(line.delay_days is not None for line in lines) == steps


@given(graphs())
def test_what_is_begun_is_exactly_what_a_tunnel_can_come_to(
    nodes: tuple[Node, ...],
) -> None:
    ids = {node.id for node in nodes}
    drawing = drawn(nodes)
    assert {line.id for line in drawing.begun} == reached(nodes) & ids
    roots = [line.id for line in drawing.begun if not line.above]
    assert roots == [node.id for node in nodes if node.is_first]


@given(graphs())
def test_a_line_stands_below_what_leads_to_it(nodes: tuple[Node, ...]) -> None:
    steps = {(node.id, step.type_id) for node in nodes for step in node.next}
    for lines in (drawn(nodes).begun, drawn(nodes).unreached):
        path: list[int] = []
        for line in lines:
            depth = len(line.above)
            assert depth <= len(path)
            path[depth:] = [line.id]
            assert depth == 0 or (path[depth - 1], line.id) in steps
