"""The demo's server, put up from a scene through simcord's public builders."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from simcord import ChannelHandle, Env, GuildHandle, MemberActor, RoleHandle, UserHandle

from bot.demo.seed import ChannelPlan, Scene


@dataclass(frozen=True, slots=True)
class Server:
    """simcord's handles by the scene's keys."""

    guild: GuildHandle
    users: dict[str, UserHandle]
    members: dict[str, MemberActor]
    channels: dict[str, ChannelHandle]
    roles: dict[str, RoleHandle]


def build(env: Env, scene: Scene) -> Server:
    users = {person.key: env.create_user(person.key, global_name=person.name) for person in scene.people}
    guild = env.create_guild(scene.server, owner=users[scene.owner], preferred_locale=scene.locale)
    roles = {
        plan.key: guild.create_role(
            plan.name,
            permissions=discord.Permissions(**dict.fromkeys(plan.permissions, True)),
            color=plan.color,
            hoist=True,
            mentionable=True,
        )
        for plan in scene.roles
    }
    members = {
        person.key: guild.add_member(users[person.key], roles=[roles[key] for key in person.roles])
        for person in scene.people
    }
    channels: dict[str, ChannelHandle] = {}
    for plan in scene.channels:
        channels[plan.key] = _channel(guild, plan, channels.get(plan.under or ""))
    return Server(guild, users, members, channels, roles)


def _channel(guild: GuildHandle, plan: ChannelPlan, category: ChannelHandle | None) -> ChannelHandle:
    if plan.kind == "category":
        return guild.create_category(plan.name)
    if plan.kind == "voice":
        return guild.create_voice_channel(plan.name, category=category)
    if plan.kind == "forum":
        return guild.create_forum_channel(plan.name)
    return guild.create_text_channel(plan.name, topic=plan.topic, category=category)
