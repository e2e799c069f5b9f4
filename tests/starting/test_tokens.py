"""What people paste where a token belongs."""

from __future__ import annotations

import pytest

from bot import obstacles
from bot.texts import speak
from bot.tokens import checked
from tests.starting.made import A_TOKEN


def test_a_token_is_taken_without_the_spaces_around_it() -> None:
    assert checked(f"  {A_TOKEN}\n") == A_TOKEN


@pytest.mark.parametrize(
    ("pasted", "obstacle"),
    [
        ("", obstacles.TokenMissing),
        ("   ", obstacles.TokenMissing),
        ("your-token-here", obstacles.TokenMisshapen),
        ("1234567890123456789", obstacles.TokenIsApplicationId),
        ("0123456789abcdef" * 4, obstacles.TokenIsPublicKey),
        (f"Bot {A_TOKEN}", obstacles.TokenMisshapen),
        (A_TOKEN[:40], obstacles.TokenMisshapen),
        (A_TOKEN.replace(".", "-"), obstacles.TokenMisshapen),
        ("this-is-no-base64-at-all." + A_TOKEN.split(".", 1)[1], obstacles.TokenMisshapen),
    ],
)
def test_what_is_no_token_is_named_for_what_it_is(pasted: str, obstacle: type[obstacles.Obstacle]) -> None:
    with pytest.raises(obstacle) as refused:
        checked(pasted)

    assert type(refused.value) is obstacle


@pytest.mark.parametrize("pasted", [A_TOKEN[:40], f"Bot {A_TOKEN}"])
def test_a_refusal_never_repeats_what_was_pasted(pasted: str) -> None:
    with pytest.raises(obstacles.TokenMisshapen) as refused:
        checked(pasted)

    assert pasted not in refused.value.said(speak("en")) + str(refused.value) + repr(refused.value)
