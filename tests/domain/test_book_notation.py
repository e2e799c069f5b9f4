"""The short notation for exercises says the same however it is laid out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.book_notation import read_exercises
from db.records import Exercise

known = st.sampled_from([1, 2, 3, None])
titles = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters='"')).filter(
    lambda title: title.isprintable() and title.strip() == title
)
exercises = st.lists(st.tuples(known, st.booleans(), st.one_of(st.none(), titles.filter(bool))), max_size=30).map(
    lambda marks: tuple(Exercise(f"4.{n}", title, stars, public) for n, (stars, public, title) in enumerate(marks, 1))
)


def written(exercise: Exercise) -> str:
    mark = "*" * (exercise.stars or 0) + "w" * bool(exercise.solution_public)
    return exercise.number + mark + (f' "{exercise.title}"' if exercise.title else "")


@given(exercises, st.sampled_from(["\n", "  ", ", "]))
def test_exercises_read_back_as_they_were_written_however_they_are_laid_out(listed, between):
    block = between.join(map(written, listed))

    assert read_exercises(block, "4", publicity_known=True) == listed
