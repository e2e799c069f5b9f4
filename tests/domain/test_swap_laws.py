"""What holds after any sequence of offers, answers and days away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import aways, swaps
from bot.domain.calendar import local
from bot.domain.calls import tend
from bot.domain.plans import Plan
from bot.domain.refusals import Refusal
from bot.domain.swaps import Facts
from db.records import Away, Part, Reading, Role, Seat, Swap, SwapState, Turn, TurnState, UserId
from tests.domain.test_swaps import FOUR, PEOPLE, SEATS, lead, led_by
from tests.situations import JUN, MINA, NOW


@dataclass
class Table:
    """A study at which people act one after the other; it does what the services do between load and save."""

    plan: Plan = FOUR
    seats: tuple[Seat, ...] = SEATS
    days: list[Away] = field(default_factory=list)
    offers: list[Swap] = field(default_factory=list)
    now: datetime = NOW
    turns: int = 1000

    @property
    def facts(self) -> Facts:
        return Facts(self.plan, self.seats, self.days)

    def offer(self, by: UserId, gives: int, takes: int) -> None:
        own = [lead(meeting).id for meeting in led_by(self.plan, by)] or [0]
        new = swaps.offer(self.facts, own[gives % len(own)], self._turn(takes), by, self.now)
        self.offers.append(replace(new, id=len(self.offers)))

    def agree(self, by: UserId | None, which: int) -> None:
        before, swap = self.plan, self._offer(which)
        done = swaps.agree(self.facts, swap, by or swap.to, self.now)
        self._save(done.passed, done.begun)
        self.offers[done.swap.id] = done.swap
        exchanged_two(before, self.plan, done.swap)

    def decline(self, by: UserId | None, which: int) -> None:
        swap = self._offer(which)
        decided = swaps.decline(self.facts, swap, by or swap.to, self.now)
        self.offers[decided.id] = decided

    def withdraw(self, by: UserId | None, which: int) -> None:
        swap = self._offer(which)
        decided = swaps.withdraw(self.facts, swap, by or swap.by, self.now)
        self.offers[decided.id] = decided

    def go_away(self, by: UserId, first: int, length: int) -> None:
        begins = local(self.now, "Asia/Seoul").date() + timedelta(days=first)
        new = aways.days(900, by, begins, begins + timedelta(days=length))
        passed = aways.given_up(turn for _, turn in aways.falling_into(self.plan, new, self.now))
        self.days.append(new)
        self._save(tuple(passed), ())

    def wait(self, _by: UserId, hours: int, _more: int) -> None:
        self.now += timedelta(hours=hours * 3)

    def _turn(self, index: int) -> int:
        leads = [lead(meeting).id for meeting in self.plan.meetings if meeting.presenter()]
        return leads[index % len(leads)] if leads else 0

    def _offer(self, which: int) -> Swap:
        """One of the newest, which are the likeliest to be open."""
        if not self.offers:
            raise swaps.SwapGone(swaps.Gone.CHANGED)
        newest = self.offers[-4:]
        return newest[which % len(newest)]

    def _new_id(self) -> int:
        self.turns += 1
        return self.turns

    def _save(self, passed: tuple[Turn, ...], begun: tuple[Turn, ...]) -> None:
        assert all(turn.state is TurnState.PASSED for turn in passed)
        gone = {turn.id for turn in passed}
        meetings = []
        for meeting in self.plan.meetings:
            new = [turn for turn in begun if turn.session_id == meeting.session.id]
            kept = [turn for turn in meeting.turns if turn.id not in gone]
            meetings.append(replace(meeting, turns=(*kept, *(replace(turn, id=self._new_id()) for turn in new))))
        plan = replace(self.plan, meetings=tuple(meetings))
        tended = {call.session_id: call for call in tend(plan, self.now)}
        self.plan = replace(
            plan,
            meetings=tuple(
                replace(m, call=None if tended[m.session.id].closed_at else tended[m.session.id])
                if m.session.id in tended
                else m
                for m in plan.meetings
            ),
        )


def exchanged_two(before: Plan, after: Plan, swap: Swap) -> None:
    leads = [{m.session.number: t.user_id for m in plan.meetings if (t := m.presenter())} for plan in (before, after)]
    changed = {number: leads[1][number] for number in leads[0] if leads[0][number] != leads[1][number]}
    assert sorted(changed.values()) == sorted((swap.by, swap.to))
    assert Counter(leads[0].values()) == Counter(leads[1].values())


def holds(table: Table) -> None:
    for meeting in table.plan.to_come(table.now):
        roles = Counter(turn.role for turn in meeting.turns)
        assert max(roles.values(), default=1) == 1
        assert len({turn.user_id for turn in meeting.turns}) == len(meeting.turns)
        assert (meeting.presenter() is None) == (meeting.call is not None)
        for turn in meeting.turns:
            assert not aways.away_at(table.days, turn.user_id, meeting.session.starts_at, "Asia/Seoul")


person, small = st.sampled_from(PEOPLE), st.integers(0, 30)
# Mostly whoever it is for; None stands for them.
somebody = st.sampled_from((None, None, None, *PEOPLE))
ACTS = st.one_of(
    st.tuples(st.just("offer"), person, small, small),
    st.tuples(st.just("offer"), person, small, small),
    st.tuples(st.sampled_from(["agree", "decline", "withdraw"]), somebody, small),
    st.tuples(st.just("agree"), somebody, small),
    st.tuples(st.just("go_away"), person, st.integers(0, 60), st.integers(0, 8)),
    st.tuples(st.just("wait"), person, st.integers(0, 10), small),
)


@given(acts=st.lists(ACTS, max_size=60))
def test_whatever_people_do_each_session_has_its_presenter_or_a_call(acts: list[tuple[str, int, int, int]]) -> None:
    table = Table()

    for act, *rest in acts:
        before = table.plan
        try:
            getattr(table, act)(*rest)
        except Refusal:
            assert table.plan == before
        holds(table)


def test_a_backup_who_gets_the_session_changes_roles() -> None:
    table, mine = Table(), led_by(FOUR, MINA)[0]
    backed = next(m for m in FOUR.meetings if (b := m.presenter(Role.BACKUP)) and b.user_id == lead(mine).user_id)
    by = lead(backed).user_id
    index = [m.session.number for m in FOUR.meetings].index

    table.offer(by, led_by(FOUR, by).index(backed), index(mine.session.number))
    table.agree(MINA, 0)

    assert table.offers[0].state is SwapState.AGREED
    assert {turn.role: turn.user_id for turn in table.plan.numbered(backed.session.number).turns} == {
        Role.LEAD: MINA,
        Role.BACKUP: by,
    }


def test_pages_are_what_changes_hands_with_a_session() -> None:
    longer = Reading((Part("1", 1, 60),), pages=60)
    mine = led_by(FOUR, MINA)[0]
    heavy = replace(mine, session=replace(mine.session, reading=longer))
    table = Table(plan=replace(FOUR, meetings=tuple(heavy if m is mine else m for m in FOUR.meetings)))
    carried = [{p: sum(m.session.reading.pages for m in led_by(table.plan, p)) for p in PEOPLE}]
    index = [m.session.number for m in FOUR.meetings].index

    table.offer(MINA, 0, index(led_by(FOUR, JUN)[0].session.number))
    table.agree(JUN, 0)

    carried.append({p: sum(m.session.reading.pages for m in led_by(table.plan, p)) for p in PEOPLE})
    assert carried[1] == carried[0] | {MINA: carried[0][MINA] - 30, JUN: carried[0][JUN] + 30}
