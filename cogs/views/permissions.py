"""Discord's permissions by the names its settings show, and why Naru needs each."""

from __future__ import annotations

from bot.texts import Mark, Speech


def permission(name: str, say: Speech) -> Mark:
    """The name that the channel's settings show; `name` is discord.py's."""
    return {
        "view_channel": say("View Channel"),
        "send_messages": say("Send Messages"),
        "embed_links": say("Embed Links"),
        "read_message_history": say("Read Message History"),
        "attach_files": say("Attach Files"),
        "send_messages_in_threads": say("Send Messages in Threads"),
        "connect": say("Connect"),
        "create_events": say("Create Events"),
    }.get(name, Mark(name))


def reason(name: str, say: Speech) -> Mark:
    return {
        "view_channel": say("to see the channel at all"),
        "send_messages": say("to post cards and reminders"),
        "embed_links": say("to post cards rather than bare text"),
        "read_message_history": say("to find its own messages again after a restart, so that nothing is said twice"),
    }.get(name, Mark(""))
