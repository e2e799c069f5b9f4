"""What the search for leads stands on: a cheapest flow, moves that are weighed right, and none left that helps."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.rotation import Candidate, Duty
from bot.domain.rotation.flow import share
from bot.domain.rotation.leads import Leads
from bot.domain.rotation.opening import dealt, rested
from bot.domain.rotation.search import improved
from bot.domain.rotation.task import NOBODY, Task, settle, task_of
from tests.domain.rotation_studies import studies
from tests.oracles.rotation import Rules

a_law = settings(max_examples=100, deadline=None)
REST = 10_000


def task(rules: Rules) -> Task:
    return task_of(rules.duties, rules.candidates, settle(rules.duties, rules.fixed)[0])


@st.composite
def shares(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]]]:
    """Costs of items and people, and prices that do not fall."""
    items, people = draw(st.integers(0, 5)), draw(st.integers(1, 3))
    costs = st.lists(st.lists(st.integers(-9, 9), min_size=people, max_size=people), min_size=items, max_size=items)
    prices = st.lists(
        st.lists(st.integers(0, 9), min_size=items, max_size=items).map(sorted), min_size=people, max_size=people
    )
    return draw(costs), draw(prices)


@a_law
@given(shares())
def test_a_share_is_the_cheapest_of_all_ways_to_share(problem):
    costs, prices = problem

    def total(takers: tuple[int, ...]) -> int:
        extra = sum(sum(row[: takers.count(person)]) for person, row in enumerate(prices))
        return extra + sum(row[person] for row, person in zip(costs, takers, strict=True))

    takers = tuple(share(costs, prices))

    assert total(takers) == min(map(total, product(range(len(prices)), repeat=len(costs))))


@a_law
@given(studies(sessions=9, members=8), st.data())
def test_a_move_changes_the_cost_by_what_it_was_weighed_at(rules, data):
    facts = task(rules)
    assume(facts.movable())
    leads = Leads(facts, dealt(facts), REST)

    for _ in range(8):
        session = data.draw(st.sampled_from(facts.movable()))
        back = data.draw(st.sampled_from((NOBODY, *facts.movable())))
        taker = data.draw(st.sampled_from(facts.leads[session])) if back == NOBODY else leads.led[back]
        if leads.may(session, taker, back):
            before, (change, _) = leads.cost, leads.weigh(session, taker, back)
            leads.make(session, taker, back)
            afresh = Leads(facts, leads.led[:-1], REST)
            assert leads.cost == before + change == afresh.cost
            assert (leads.running, leads.loads) == (afresh.running, afresh.loads)


@a_law
@given(studies())
def test_in_the_end_nobody_else_could_take_a_session_at_less_cost(rules):
    facts = task(rules)
    assume(facts.movable())

    found = improved(facts, rested(facts, dealt(facts)))

    for session in facts.movable():
        for taker in facts.leads[session]:
            led = [*found.led[:session], taker, *found.led[session + 1 : -1]]
            assert Leads(facts, led, found.rest).cost >= found.cost


def test_two_who_take_turns_trade_all_their_sessions_when_that_is_more_even():
    duties = [Duty(number, frozenset(), 300) for number in range(1, 6)]
    mina, jun = Candidate(1, carried=300), Candidate(2)
    facts = task(Rules(duties, [mina, jun]))

    found = improved(facts, [0, 1, 0, 1, 0])

    assert found.led[:-1] == [1, 0, 1, 0, 1]
    assert (found.cost, found.running) == (0, 0)
