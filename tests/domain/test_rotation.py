"""Presenters for all sessions: what is never broken, and what an organiser would expect."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.rotation import Candidate, Duty, Hindrance, Rotation, rotate
from db.records import Fixed, Role, Why
from tests.domain.rotation_studies import presenters, standing, studies
from tests.oracles.rotation import Rules

MINA, JUN, SORA, DANA, GUEST = 1, 2, 3, 4, 90
TEN_PAGES = 100

a_law = settings(max_examples=80, deadline=None)


def sessions(*chapters: str, load: int = 30 * TEN_PAGES // 10) -> list[Duty]:
    return [Duty(number, frozenset({chapter}), load) for number, chapter in enumerate(chapters, 1)]


def rotated(rules: Rules) -> Rotation:
    return rotate(rules.duties, rules.candidates, rules.fixed)


# --- laws --------------------------------------------------------------------------------------


@a_law
@given(studies())
def test_lead_and_backup_of_a_session_are_two_people_and_each_is_one(rules):
    rotation = rotated(rules)

    taken = Counter((turn.number, turn.role) for turn in rotation.turns)
    people = Counter((turn.number, turn.user_id) for turn in rotation.turns)

    assert set(taken.values()) | set(people.values()) <= {1}


@a_law
@given(studies())
def test_nobody_presents_while_away_or_what_they_would_rather_not_unless_an_organiser_fixed_it(rules):
    rotation = rotated(rules)

    chapters = {duty.number: duty.chapters for duty in rules.duties}
    people = {one.user_id: one for one in rules.candidates}
    for turn in rotation.turns:
        if turn.reason.why is not Why.FIXED:
            assert turn.number not in people[turn.user_id].away
            assert not people[turn.user_id].avoids & chapters[turn.number]


@a_law
@given(studies())
def test_the_first_month_is_led_by_people_who_have_done_it_before(rules):
    rotation = rotated(rules)

    new = {one.user_id for one in rules.candidates if one.first_time}
    month = min(4, len(rules.candidates) - len(new))
    for turn in rotation.turns:
        if turn.role is Role.LEAD and turn.number <= month and turn.reason.why is not Why.FIXED:
            assert turn.user_id not in new


@a_law
@given(studies())
def test_fixed_turns_stand_exactly_unless_they_contradict_each_other(rules):
    rotation = rotated(rules)

    standing_turns = {(turn.number, turn.user_id, turn.role) for turn in rotation.turns if turn.reason.why is Why.FIXED}
    kept = standing(rules, rotation).fixed
    assert standing_turns == {(turn.number, turn.user_id, turn.role) for turn in kept}
    for turn in rotation.unkept:
        no_session = turn.number not in [duty.number for duty in rules.duties]
        beside = [other for other in kept if other.number == turn.number]
        assert no_session or any(other.role == turn.role or other.user_id == turn.user_id for other in beside)


@a_law
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_does_not_matter(rules, dice):
    duties, candidates = list(rules.duties), list(rules.candidates)
    dice.shuffle(duties)
    dice.shuffle(candidates)

    assert rotate(duties, candidates, rules.fixed) == rotated(rules)


@a_law
@given(studies())
def test_a_session_is_open_only_when_truly_nobody_can_lead_it(rules):
    rotation = rotated(rules)

    kept = standing(rules, rotation)
    assert rotation.open == tuple(duty.number for duty in rules.duties if not kept.leads(duty))
    assert set(rotation.open).isdisjoint(presenters(rotation, Role.LEAD))


@a_law
@given(studies())
def test_an_open_session_says_what_keeps_every_candidate_from_it(rules):
    rotation = rotated(rules)

    assert set(rotation.hindered) == set(rotation.open)
    for hindered in rotation.hindered.values():
        assert sum(hindered.values()) == len(rules.candidates)


@a_law
@given(studies())
def test_a_led_session_is_without_a_backup_only_when_nobody_is_left_for_it(rules):
    rotation = rotated(rules)

    kept, leads, backups = standing(rules, rotation), *(presenters(rotation, role) for role in Role)
    for duty in rules.duties:
        if duty.number in leads:
            assert (duty.number in backups) == bool(kept.backups(duty, leads[duty.number]))
        else:
            assert backups.get(duty.number) == kept.fixed_in(duty.number, Role.BACKUP)


@a_law
@given(studies())
def test_loads_are_what_was_carried_before_and_what_is_led(rules):
    rotation = rotated(rules)

    leads = presenters(rotation, Role.LEAD)
    for one in rules.candidates:
        led = sum(duty.load for duty in rules.duties if leads.get(duty.number) == one.user_id)
        assert rotation.loads[one.user_id] == one.carried + led
    assert len(rotation.loads) == len(rules.candidates)


# --- what an organiser would expect ------------------------------------------------------------


def test_with_nobody_every_session_is_open():
    rotation = rotate(sessions("1", "2"), [])

    assert rotation.open == (1, 2)
    assert rotation.turns == ()
    assert rotation.hindered == {1: {}, 2: {}}


def test_one_alone_leads_everything_without_a_backup():
    rotation = rotate(sessions("1", "2", "3"), [Candidate(MINA)])

    assert presenters(rotation, Role.LEAD) == {1: MINA, 2: MINA, 3: MINA}
    assert presenters(rotation, Role.BACKUP) == {}
    assert {turn.reason.why for turn in rotation.turns} == {Why.ONLY}


def test_two_take_turns_and_back_each_other():
    rotation = rotate(sessions("1", "2", "3", "4"), [Candidate(MINA), Candidate(JUN)])

    leads, backups = (presenters(rotation, role) for role in Role)
    assert all(before != after for before, after in pairwise(leads.values()))
    assert all({leads[number], backups[number]} == {MINA, JUN} for number in leads)


def test_a_wish_is_granted_where_it_costs_nobody_anything():
    candidates = [Candidate(MINA, wants=frozenset("3")), Candidate(JUN, wants=frozenset("1")), Candidate(SORA)]

    rotation = rotate(sessions("1", "2", "3"), candidates)

    assert presenters(rotation, Role.LEAD) == {1: JUN, 2: SORA, 3: MINA}
    assert [turn.reason.why for turn in rotation.turns if turn.role is Role.LEAD][::2] == [Why.WISHED, Why.WISHED]


def test_a_wish_does_not_make_one_person_lead_everything():
    candidates = [Candidate(MINA, wants=frozenset("12")), Candidate(JUN), Candidate(SORA)]

    rotation = rotate(sessions("1", "1", "1", "2", "2", "2"), candidates)

    assert Counter(presenters(rotation, Role.LEAD).values()) == {MINA: 2, JUN: 2, SORA: 2}


def test_a_chapter_everybody_would_rather_not_is_an_open_call_that_says_so():
    candidates = [Candidate(MINA, avoids=frozenset("2")), Candidate(JUN, avoids=frozenset("2"), away=frozenset({2}))]

    rotation = rotate(sessions("1", "2", "3"), candidates)

    assert rotation.open == (2,)
    assert rotation.hindered[2] == {Hindrance.AWAY: 1, Hindrance.AVOIDS: 1}


def test_the_only_one_able_to_lead_may_lead_twice_running():
    candidates = [Candidate(MINA), Candidate(JUN, away=frozenset({1, 2}))]

    rotation = rotate(sessions("1", "2", "3"), candidates)

    assert presenters(rotation, Role.LEAD) == {1: MINA, 2: MINA, 3: JUN}


def test_who_has_carried_much_before_carries_less_now():
    candidates = [Candidate(MINA, carried=600), Candidate(JUN), Candidate(SORA)]

    rotation = rotate(sessions("1", "2", "3", "4"), candidates)

    assert presenters(rotation, Role.LEAD).keys() == {1, 2, 3, 4}
    assert rotation.loads == {MINA: 600, JUN: 600, SORA: 600}


def test_first_timers_lead_after_the_first_month_and_have_somebody_experienced_behind_them():
    candidates = [Candidate(MINA), Candidate(JUN), Candidate(SORA, first_time=True), Candidate(DANA, first_time=True)]

    rotation = rotate(sessions("1", "2", "3", "4"), candidates)

    leads, backups = (presenters(rotation, role) for role in Role)
    assert {leads[1], leads[2]} == {MINA, JUN}
    assert {leads[3], leads[4]} == {SORA, DANA}
    assert {backups[3], backups[4]} <= {MINA, JUN}


def test_backups_are_even_in_number_and_do_not_lead_next_door():
    candidates = [Candidate(user) for user in range(1, 7)]

    rotation = rotate(sessions(*"111222333444"), candidates)

    leads, backups = (presenters(rotation, role) for role in Role)
    assert set(Counter(backups.values()).values()) == {2}
    assert all(user not in (leads.get(number - 1), leads.get(number + 1)) for number, user in backups.items())


def test_a_guest_presents_what_an_organiser_fixed_and_nothing_else():
    rotation = rotate(sessions("1", "2", "3"), [Candidate(MINA), Candidate(JUN)], [Fixed(2, GUEST)])

    leads = presenters(rotation, Role.LEAD)
    assert leads[2] == GUEST
    assert GUEST not in (leads[1], leads[3], *presenters(rotation, Role.BACKUP).values())
    assert GUEST not in rotation.loads


def test_a_fixed_turn_stands_against_absence_dislike_and_the_first_month():
    sora = Candidate(SORA, avoids=frozenset("1"), away=frozenset({1}), first_time=True)

    rotation = rotate(sessions("1", "2"), [sora, Candidate(MINA)], [Fixed(1, SORA)])

    assert presenters(rotation, Role.LEAD) == {1: SORA, 2: MINA}


def test_of_two_fixed_turns_that_contradict_each_other_the_first_stands():
    both = [Fixed(1, JUN), Fixed(1, MINA), Fixed(1, JUN, Role.BACKUP), Fixed(7, MINA)]

    rotation = rotate(sessions("1", "2"), [Candidate(MINA), Candidate(JUN)], both)

    assert presenters(rotation, Role.LEAD)[1] == JUN
    assert rotation.unkept == (both[1], both[2], both[3])


@pytest.mark.parametrize("load", [0, 300])
def test_sessions_are_shared_evenly_even_where_nobody_knows_how_much_work_they_are(load):
    rotation = rotate(sessions(*"112233", load=load), [Candidate(MINA), Candidate(JUN), Candidate(SORA)])

    assert set(Counter(presenters(rotation, Role.LEAD).values()).values()) == {2}
