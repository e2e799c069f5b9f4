// The list of channels, threads, posts and messages to oneself, with what is unread in each.

import { worded } from "./dates.js";
import { avatar, button, el, icon, redraw } from "./dom.js";
import { interact } from "./interact.js";
import { go, me, somebody, state } from "./state.js";
import { words } from "./words.js";

const region = document.getElementById("places");

export function drawPlaces() {
  const all = state.world.places;
  const under = (id) => all.filter((one) => one.parent === id && one.kind !== "thread");
  const top = all.filter((one) => !one.parent && one.kind !== "category" && one.kind !== "dm");
  const direct = all.filter((one) => one.kind === "dm");
  region.setAttribute("aria-label", words().places);
  redraw(
    region,
    el("h1", {}, state.world.server),
    events(),
    el("div", { class: "group" }, top.map(line)),
    all.filter((one) => one.kind === "category").map((one) => el("div", { class: "group" }, el("h2", {}, one.name), under(one.id).map(line))),
    el("div", { class: "group" }, el("h2", {}, words().direct), direct.map(line)),
  );
}

function line(one) {
  const threads = state.world.places.filter((other) => other.parent === one.id && other.kind === "thread");
  return [door(one), one.kind === "voice" && room(one), threads.map((thread) => door(thread, "below"))];
}

function door(one, extra = "") {
  const here = one.id === state.placeId;
  const name = one.kind === "dm" ? state.world.bot.name : one.name;
  const badge = one.pings
    ? el("span", { class: "badge", "aria-label": words().pings(one.pings) }, one.pings)
    : one.unread > 0 && el("span", { class: "dot", role: "img", "aria-label": words().unread });
  return el(
    "button",
    {
      type: "button",
      class: `door ${one.kind} ${extra}${one.unread ? " unread" : ""}`,
      "aria-current": here ? "page" : null,
      "data-key": one.id,
      onclick: () => {
        document.body.classList.remove("show-places");
        go({ where: one.id });
      },
    },
    sign(one),
    el("span", { class: "name" }, name),
    badge,
  );
}

function sign(one) {
  if (one.kind === "dm") return avatar({ bot: true }, "tiny");
  const drawn = { voice: "voice", forum: "forum", thread: "thread" }[one.kind];
  return drawn ? icon(drawn) : el("span", { class: "hash", "aria-hidden": "true" }, "#");
}

function room(one) {
  const inside = one.present.includes(me().id);
  const leave = button(inside ? words().rise : words().sit, () => interact(leave, inside ? "rise" : "sit", { place: one.id }), {
    class: "chip",
    "data-key": `room-${one.id}`,
  });
  const people = one.present.map((id) => somebody(id));
  return el("div", { class: "room" }, people.map((person) => el("span", { class: "sitting" }, avatar(person, "tiny"), person.name)), leave);
}

function events() {
  if (!state.world.events.length) return null;
  const shown = state.world.events.slice(0, 3);
  return el(
    "section",
    { class: "events" },
    el("h2", {}, icon("day"), `${words().events} · ${state.world.events.length}`),
    shown.map((event) => el("p", {}, el("time", {}, worded(new Date(event.at), { dateStyle: "short", timeStyle: "short" })), event.name)),
  );
}
