"""What people type, in Korean or English, and what they mean by it; a Mistyped is raised where nobody could tell."""

from bot.domain.typed.chapters import numbers
from bot.domain.typed.clock import clock
from bot.domain.typed.days import day
from bot.domain.typed.mistakes import (
    AmOrPm,
    EmptyName,
    Mistyped,
    NoSuchChapter,
    NoSuchDay,
    NoSuchTime,
    TooLong,
    UnclearDay,
    UnclearMoment,
    UnclearTime,
    UnclearWeekday,
    UnclearZone,
    UnprintableName,
    WrongWeekday,
)
from bot.domain.typed.moments import moment
from bot.domain.typed.names import name
from bot.domain.typed.slots import slot
from bot.domain.typed.weekdays import weekday
from bot.domain.typed.zones import zone, zones_like

__all__ = [
    "AmOrPm",
    "EmptyName",
    "Mistyped",
    "NoSuchChapter",
    "NoSuchDay",
    "NoSuchTime",
    "TooLong",
    "UnclearDay",
    "UnclearMoment",
    "UnclearTime",
    "UnclearWeekday",
    "UnclearZone",
    "UnprintableName",
    "WrongWeekday",
    "clock",
    "day",
    "moment",
    "name",
    "numbers",
    "slot",
    "weekday",
    "zone",
    "zones_like",
]
