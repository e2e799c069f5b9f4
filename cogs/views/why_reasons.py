"""Why a notice did not go its way, in sentences a coordinator understands and can act on."""

from __future__ import annotations

from bot.delivery.errors import Reason
from bot.delivery.outcomes import reason_of
from bot.domain.why import Unneeded
from bot.texts import Mark, Speech


def closed(error: str | None, where: Mark, say: Speech) -> Mark:
    """Why something could not be delivered; `where` names the person or the channel it was for."""
    sentences: dict[str, Mark] = {
        Reason.UNKNOWN_CHANNEL: say("{where} was deleted.", where=where),
        Reason.UNKNOWN_USER: say("The account of {where} is no more.", where=where),
        Reason.MISSING_ACCESS: say("I cannot see {where}; there I lack the permission View Channel.", where=where),
        Reason.MISSING_PERMISSIONS: say(
            "I may not write in {where}; there I lack Send Messages or Embed Links.", where=where
        ),
        Reason.CLOSED_DM: say("Direct messages of {where} are closed.", where=where),
        Reason.ARCHIVED: say("The thread is archived."),
        Reason.TAG_WANTED: say("The forum asks for a tag on each post, and none of its tags is named as the study."),
        Reason.FORBIDDEN: say("Discord does not let me write to {where}.", where=where),
        Reason.NOT_FOUND: say("Discord cannot find {where} any more.", where=where),
        Reason.REFUSED: say("Discord did not take this message as it was; whoever runs Naru finds it in the log."),
        Reason.DELETED: say("Somebody deleted the message after it was sent."),
        Reason.TOO_MANY: say("Discord asked me to slow down."),
        Reason.UNWELL: say("Discord was unwell."),
        Reason.UNREACHABLE: say("I could not reach Discord."),
        Reason.DROPPED: say("The connection to Discord broke off."),
        Reason.SILENT: say("Discord did not answer in time."),
        Reason.TOKEN_REFUSED: say("Discord did not accept Naru's token; whoever runs Naru has to look at it."),
        Reason.HELD_BACK: say("Discord held my messages back for a while."),
        Reason.BUSY: say("Another change of the same place was still under way."),
        Reason.WORDING: say("A mistake of ours kept it from being worded; whoever runs Naru finds it in the log."),
        Reason.UNEXPECTED: say("Something nobody foresaw came between; whoever runs Naru finds it in the log."),
        Reason.LATE: say("Its time was over before it could be sent."),
        Reason.UNCERTAIN: say("Nobody could tell whether it had arrived, so I did not say it twice."),
    }
    return sentences.get(_reason(error), say("It could not be delivered; whoever runs Naru finds it in the log."))


def _reason(error: str | None) -> str:
    """The stable word; a `Reason` is equal to its own."""
    return reason_of(error) or ""


def unneeded(because: str | None, say: Speech) -> Mark:
    """Why nobody needed it any more: what the facts say, or what the cog that would have worded it said."""
    return known(because or "", say) or say("It was not needed any more.")


# What may follow these words is for logs.
OFFER_GONE = "the offer is gone"


def known(because: str, say: Speech) -> Mark | None:
    """The sentence for a reason of `Moot` or `Unneeded`; what was refused goes by the refusal's name."""
    gone = say("It was not needed any more: who it was about had left.")
    passed = say("It was not needed any more: somebody else presents.")
    decided = say("It was not needed any more: the offer was decided or withdrawn.")
    undone = say("It was not needed any more: the change was taken back.")
    private = say("It is for organisers alone, so it was not said in the channel.")
    return {
        Unneeded.CANCELLED: say("It was not needed any more: the session was cancelled."),
        "the session is cancelled": say("It was not needed any more: the session was cancelled."),
        Unneeded.FOLDED: say("It was not needed any more: the session was folded into another."),
        "the session is gone": say("It was not needed any more: the session was folded into another."),
        "the session is held": say("It was not needed any more: somebody said already that you met."),
        "this week is told already": say("It was not needed any more: that week's digest had come."),
        "the study has not met yet": say("There was nothing to tell: the study had not met yet."),
        "a quiet week": say("Nothing had happened, and the study wants no digest then."),
        "nothing to look after": say("There was nothing for organisers to look after."),
        "not for everybody's eyes": private,
        Unneeded.PASSED_ON: passed,
        "the turn is not theirs any more": passed,
        "TurnGone": passed,
        Unneeded.CHANGED: say("It was not needed any more: the plan has changed."),
        "the study is finished": say("It was not needed any more: the study is finished."),
        "left meanwhile": gone,
        "came back meanwhile": say("It was not needed any more: they came back."),
        "for organisers and mentors alone": private,
        "for organisers alone": private,
        "the session has begun": say("It was not needed any more: the session has begun."),
        "no thread is wanted": say("It was not needed any more: no thread is wanted for this session."),
        "switched off meanwhile": say("It was not needed any more: somebody switched it off."),
        "the roll was called": say("I looked who is still there, and told nobody."),
        "a newer list was made": say("It was not needed any more: another list took its place."),
        "PickGone": say("It was not needed any more: another list took its place."),
        "the help has come": say("It was not needed any more: somebody helps, or they got it."),
        "HelpGone": say("It was not needed any more: somebody helps, or they got it."),
        "a new one was chosen": say("It was not needed any more: another one was chosen."),
        "taken back meanwhile": undone,
        "nobody had heard of it": undone,
        "concerns them no more": say("It was not needed any more: their turns stayed as they were."),
        "has a turn in this session again": say("It was not needed any more: they have a turn in this session again."),
        "settled since it was due": passed,
        "nobody is asked any more": say("It was not needed any more: the slides are there, or there are none."),
        "goes on meanwhile": say("It was not needed any more: the study goes on."),
        "not paused any more": say("It was not needed any more: the study goes on."),
        "the call has its answer": say("It was not needed any more: somebody took the session."),
        "the offer was decided in time": decided,
        OFFER_GONE: decided,
        "NoSuchStudy": say("It was not needed any more: the study is no more."),
        "NoSuchSession": say("It was not needed any more: the session is no more."),
    }.get(OFFER_GONE if because.startswith(OFFER_GONE) else because)
