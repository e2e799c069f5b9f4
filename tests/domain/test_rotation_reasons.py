"""Every turn says why this person, and what it says is so."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings

from bot.domain.rotation import Assigned, Rotation
from db.records import Role, Why
from tests.bench.rotation import a_prml_study
from tests.domain.rotation_studies import presenters, standing, studies
from tests.domain.test_rotation import rotated
from tests.oracles.rotation import Rules, backup_cost, score


@dataclass
class Facts:
    """What had happened before a session, told once more from the turns alone."""

    rules: Rules
    rotation: Rotation
    carried: dict[int, int]
    last: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.leads, self.backups = (presenters(self.rotation, role) for role in Role)
        self.new = {one.user_id for one in self.rules.candidates if one.first_time}

    def holds(self, turn: Assigned) -> bool:
        """Whether the sentence that words a reason is true."""
        if turn.reason.why is Why.FIXED:
            return self.rules.fixed_in(turn.number, turn.role) == turn.user_id
        duty, user, others = self.rules.duty(turn.number), turn.user_id, self._others(turn)
        true = {
            Why.ONLY: lambda: not others,
            Why.WISHED: lambda: self.rules.wished(duty, user),
            Why.EXPERIENCED: lambda: user not in self.new and self._asks_for_experience(turn),
            Why.LEAST: lambda: all(self.carried[user] <= self.carried[other] for other in others),
            Why.RESTED: lambda: all(other in self.last and self.last[user] <= self.last[other] for other in others),
            Why.EVEN: lambda: not any(self._better_with(turn, other) for other in others),
        }
        return true[turn.reason.why]()

    def _others(self, turn: Assigned) -> set[int]:
        duty = self.rules.duty(turn.number)
        lead = turn.role is Role.LEAD
        return (self.rules.leads(duty) if lead else self.rules.backups(duty, self.leads[turn.number])) - {turn.user_id}

    def _asks_for_experience(self, turn: Assigned) -> bool:
        behind_new = turn.role is Role.BACKUP and self.leads[turn.number] in self.new
        return behind_new or turn.number <= self.rules.month

    def _better_with(self, turn: Assigned, other: int) -> bool:
        if turn.role is Role.BACKUP:
            instead = self.backups | {turn.number: other}
            return backup_cost(self.rules, self.leads, instead) < backup_cost(self.rules, self.leads, self.backups)
        now, then = (score(self.rules, leads) for leads in (self.leads, self.leads | {turn.number: other}))
        return then.running <= now.running and then.spread < now.spread


def told(rules: Rules, rotation: Rotation) -> list[tuple[Facts, Assigned]]:
    """Each turn beside the facts of its moment."""
    kept = standing(rules, rotation)
    people = {turn.user_id for turn in rotation.turns} | {one.user_id for one in rules.candidates}
    carried = dict.fromkeys(people, 0) | {one.user_id: one.carried for one in rules.candidates}
    last: dict[int, int] = {}
    story = []
    for place, duty in enumerate(rules.duties):
        turns = [turn for turn in rotation.turns if turn.number == duty.number]
        story += [(Facts(kept, rotation, dict(carried), dict(last)), turn) for turn in turns]
        for turn in turns:
            last[turn.user_id] = place + 1
            carried[turn.user_id] += duty.load if turn.role is Role.LEAD else 0
    return story


@settings(max_examples=200, deadline=None)
@given(studies())
def test_every_reason_is_true(rules):
    rotation = rotated(rules)

    for facts, turn in told(rules, rotation):
        assert facts.holds(turn), turn


@settings(max_examples=80, deadline=None)
@given(studies())
def test_a_reason_knows_the_pages_carried_before_and_the_sessions_since_the_last_turn(rules):
    rotation = rotated(rules)

    for facts, turn in told(rules, rotation):
        last = facts.last.get(turn.user_id)
        assert turn.reason.pages == facts.carried[turn.user_id] // 10
        assert turn.reason.sessions == (None if last is None else turn.number - last)


@pytest.mark.parametrize(("sessions", "members"), [(14, 14), (30, 12), (12, 20)])
def test_every_reason_is_true_in_a_study_of_prml(sessions, members):
    rules = a_prml_study(sessions, members, seed=3)

    rotation = rotated(rules)

    story = told(rules, rotation)
    assert all(facts.holds(turn) for facts, turn in story)
    assert {turn.reason.why for _, turn in story} >= {Why.WISHED, Why.EXPERIENCED, Why.EVEN}
