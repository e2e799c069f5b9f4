"""What rows and Discord's things are known by."""

from __future__ import annotations

from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "ko"]
ServerId: TypeAlias = int
UserId: TypeAlias = int
ChannelId: TypeAlias = int
RoleId: TypeAlias = int
MessageId: TypeAlias = int
BookId: TypeAlias = int
StudyId: TypeAlias = int
SeatId: TypeAlias = int
SessionId: TypeAlias = int
TurnId: TypeAlias = int
DraftId: TypeAlias = int
NoticeId: TypeAlias = int
PleaId: TypeAlias = int
CallId: TypeAlias = int
SwapId: TypeAlias = int
AwayId: TypeAlias = int
ChangeId: TypeAlias = int
MarkingId: TypeAlias = int
ImportId: TypeAlias = int
PickId: TypeAlias = int
HelpId: TypeAlias = int
