"""A plan under way is mended: what is never broken, and that no more changes than must."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.rotation import Candidate, Duty, Hindrance, Repaired, Standing, repair
from db.records import Cause, Role
from tests.domain.plans_under_way import NEW, leads, plans, posts
from tests.oracles.repair import UnderWay, outcome

MINA, JUN, SORA, DANA = 1, 2, 3, 4

a_law = settings(max_examples=100, deadline=None)


def repaired(plan: UnderWay) -> Repaired:
    return repair(plan.duties, plan.candidates, plan.standing, newcomers={NEW})


def sessions(count: int, load: int = 300, first: int = 5) -> list[Duty]:
    return [Duty(number, frozenset(), load) for number in range(first, first + count)]


def led_by(*users: int, first: int = 5, kept: bool = False) -> list[Standing]:
    return [Standing(number, user, Role.LEAD, kept) for number, user in enumerate(users, first)]


# --- laws --------------------------------------------------------------------------------------


@a_law
@given(plans())
def test_no_kept_turn_moves_unless_its_presenter_left_or_is_away(plan):
    mended = repaired(plan)

    assert set(plan.kept) <= set(mended.turns)
    for turn in plan.standing:
        if turn.kept and turn not in mended.turns and turn.number in plan.able:
            twice = any((turn.number, turn.user_id) == (other.number, other.user_id) for other in plan.kept)
            cause = mended.causes[turn.number, turn.role]
            assert cause in (Cause.LEFT, Cause.AWAY) or twice


@a_law
@given(plans())
def test_nobody_presents_while_away_or_takes_over_what_the_rules_forbid(plan):
    mended = repaired(plan)

    people = {one.user_id: one for one in plan.candidates}
    for turn in mended.turns:
        assert turn.number not in people[turn.user_id].away
        if turn not in plan.kept:
            duty = plan.rules.duty(turn.number)
            assert plan.rules.may_present(people[turn.user_id], duty)
            assert turn.role is Role.BACKUP or turn.user_id in plan.able[turn.number]


@a_law
@given(plans())
def test_a_session_has_one_lead_and_somebody_else_as_backup_wherever_somebody_may(plan):
    mended = repaired(plan)

    taken, led = posts(mended.turns), leads(mended)
    assert len(taken) == len(mended.turns)
    for duty in plan.duties:
        lead, backup = (taken.get((duty.number, role)) for role in Role)
        assert (lead is not None) == bool(plan.able[duty.number]) == (duty.number not in mended.open)
        assert lead is None or lead != backup
        if duty.number in led:
            assert (backup is not None) == bool(plan.rules.backups(duty, led[duty.number]))


@a_law
@given(plans())
def test_no_difference_is_without_a_cause_and_no_cause_without_a_difference(plan):
    mended = repaired(plan)

    numbers = {duty.number for duty in plan.duties}
    before = posts([turn for turn in plan.standing if turn.number in numbers])
    after = posts(mended.turns)
    differing = {post for post in before | after if before.get(post) != after.get(post)}
    assert set(mended.causes) == differing
    assert set(mended.reasons) == differing & set(after)


@a_law
@given(plans())
def test_every_cause_is_true(plan):
    mended = repaired(plan)

    before, after = posts(plan.standing), posts(mended.turns)
    people = {one.user_id: one for one in plan.candidates}
    for (number, role), cause in mended.causes.items():
        stood, now = before.get((number, role)), after.get((number, role))
        steps_up = role is Role.BACKUP and stood is not None and stood == after.get((number, Role.LEAD))
        could_stay = role is Role.LEAD and plan.staying.get(number) == stood is not None
        true = {
            Cause.NOBODY: stood is None,
            Cause.LEFT: stood not in people,
            Cause.AWAY: stood in people and number in people[stood].away,
            Cause.NEW_MEMBER: could_stay and now == NEW,
            Cause.EVENS_PAGES: could_stay and now not in (NEW, stood),
            Cause.RULES: stood in people and not could_stay,
        }
        assert true[cause] or (steps_up and cause is mended.causes.get((number, Role.LEAD)))


@a_law
@given(plans())
def test_a_backup_who_may_stay_stays(plan):
    mended = repaired(plan)

    led, taken = leads(mended), posts(mended.turns)
    for turn in plan.standing:
        if turn.role is Role.BACKUP and turn.number in plan.able:
            duty = plan.rules.duty(turn.number)
            if turn.user_id in plan.rules.backups(duty, led.get(turn.number, 0)):
                assert taken[turn.number, Role.BACKUP] == turn.user_id


@a_law
@given(plans())
def test_what_was_mended_needs_no_mending(plan):
    mended = repaired(plan)

    again = repair(plan.duties, plan.candidates, mended.turns)

    assert again.turns == mended.turns
    assert again.causes == again.reasons == {}


@a_law
@given(plans())
def test_a_lead_who_could_stay_changes_only_to_make_loads_more_even(plan):
    mended = leads(repaired(plan))

    for number in plan.staying:
        if mended[number] != plan.staying[number]:
            returned = outcome(plan, mended | {number: plan.staying[number]})
            assert returned.excess > outcome(plan, mended).excess


@a_law
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_does_not_matter(plan, dice):
    duties, candidates, standing = list(plan.duties), list(plan.candidates), list(plan.standing)
    for facts in (duties, candidates, standing):
        dice.shuffle(facts)

    assert repair(duties, candidates, standing, newcomers={NEW}) == repaired(plan)


@a_law
@given(plans())
def test_loads_are_what_was_carried_before_and_what_is_led(plan):
    mended = repaired(plan)

    led = leads(mended)
    for one in plan.candidates:
        to_come = sum(duty.load for duty in plan.duties if led.get(duty.number) == one.user_id)
        assert mended.loads[one.user_id] == one.carried + to_come
    assert len(mended.loads) == len(plan.candidates)


# --- what an organiser would expect ------------------------------------------------------------


def test_an_even_plan_stays_as_it_is():
    standing = led_by(MINA, JUN, SORA, MINA, JUN, SORA)
    backups = [Standing(turn.number, turn.user_id % 3 + 1, Role.BACKUP) for turn in standing]

    mended = repair(sessions(6), [Candidate(MINA), Candidate(JUN), Candidate(SORA)], standing + backups)

    assert posts(mended.turns) == posts(standing + backups)
    assert mended.causes == {}


def test_when_somebody_leaves_only_their_sessions_change():
    standing = led_by(MINA, JUN, SORA, MINA, JUN, SORA)

    mended = repair(sessions(6), [Candidate(MINA), Candidate(JUN)], standing)

    assert {number: leads(mended)[number] for number in (5, 6, 8, 9)} == {5: MINA, 6: JUN, 8: MINA, 9: JUN}
    assert sorted((leads(mended)[7], leads(mended)[10])) == [MINA, JUN]
    assert {number: cause for (number, role), cause in mended.causes.items() if role is Role.LEAD} == {
        7: Cause.LEFT,
        10: Cause.LEFT,
    }


def test_somebody_away_gives_up_that_session_though_it_was_confirmed():
    away = Candidate(MINA, away=frozenset({5}))

    mended = repair(sessions(3), [away, Candidate(JUN), Candidate(SORA)], led_by(MINA, JUN, SORA, kept=True))

    assert leads(mended)[5] != MINA
    assert mended.causes[5, Role.LEAD] is Cause.AWAY
    assert (leads(mended)[6], leads(mended)[7]) == (JUN, SORA)


def test_a_newcomer_with_nothing_to_make_up_for_takes_one_session_from_whoever_has_two_more():
    standing = led_by(MINA, JUN, MINA, JUN)

    mended = repair(sessions(4), [Candidate(MINA), Candidate(JUN), Candidate(NEW)], standing, newcomers={NEW})

    assert sorted(mended.loads.values()) == [300, 300, 600]
    assert mended.loads[NEW] == 300
    assert [cause for (_, role), cause in mended.causes.items() if role is Role.LEAD] == [Cause.NEW_MEMBER]


def test_a_newcomer_credited_with_what_the_others_carried_takes_nothing_yet():
    candidates = [Candidate(MINA, carried=600), Candidate(JUN, carried=600), Candidate(NEW, carried=900)]

    mended = repair(sessions(2), candidates, led_by(MINA, JUN), newcomers={NEW})

    assert leads(mended) == {5: MINA, 6: JUN}


def test_a_kept_turn_stands_though_its_presenter_would_rather_not_and_is_new():
    duties = [Duty(1, frozenset("1"), 300), Duty(2, frozenset("1"), 300)]
    sora = Candidate(SORA, avoids=frozenset("1"), first_time=True)

    mended = repair(duties, [sora, Candidate(MINA)], [*led_by(SORA, first=1, kept=True), *led_by(SORA, first=2)])

    assert leads(mended) == {1: SORA, 2: MINA}
    assert mended.causes[2, Role.LEAD] is Cause.RULES


def test_two_who_are_confirmed_for_uneven_loads_are_left_alone():
    standing = led_by(MINA, MINA, MINA, kept=True)

    mended = repair(sessions(3), [Candidate(MINA), Candidate(JUN)], standing)

    assert leads(mended) == {5: MINA, 6: MINA, 7: MINA}


def test_turns_of_sessions_that_are_no_more_are_left_out():
    mended = repair(sessions(2), [Candidate(MINA), Candidate(JUN)], led_by(MINA, JUN, MINA, JUN))

    assert {turn.number for turn in mended.turns} == {5, 6}
    assert max(number for number, _ in mended.causes) == 6


def test_a_session_nobody_can_take_over_is_an_open_call_that_says_why():
    away = frozenset({5})

    mended = repair(sessions(1), [Candidate(JUN, away=away), Candidate(SORA, away=away)], led_by(MINA))

    assert mended.open == (5,)
    assert mended.hindered == {5: {Hindrance.AWAY: 2}}
    assert mended.causes == {(5, Role.LEAD): Cause.LEFT}


def test_what_a_session_more_asks_for_goes_to_whoever_carries_least():
    candidates = [Candidate(MINA, carried=300), Candidate(JUN), Candidate(SORA, carried=200)]

    mended = repair(sessions(3), candidates, led_by(MINA, SORA))

    assert leads(mended) == {5: MINA, 6: SORA, 7: JUN}
    assert mended.causes[7, Role.LEAD] is Cause.NOBODY


def test_a_confirmed_backup_does_not_step_up_though_another_would():
    backup = Standing(5, JUN, Role.BACKUP)
    candidates = [Candidate(JUN), Candidate(SORA, carried=900)]

    stepped_up = repair(sessions(1), candidates, [*led_by(MINA), backup])
    stayed = repair(sessions(1), candidates, [*led_by(MINA), replace(backup, kept=True)])

    assert posts(stepped_up.turns) == {(5, Role.LEAD): JUN, (5, Role.BACKUP): SORA}
    assert stepped_up.causes == {(5, Role.LEAD): Cause.LEFT, (5, Role.BACKUP): Cause.LEFT}
    assert posts(stayed.turns) == {(5, Role.LEAD): SORA, (5, Role.BACKUP): JUN}
