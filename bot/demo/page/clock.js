// The demo's clock: it stands until somebody moves it, and says what arrived meanwhile.

import { Refused, post } from "./api.js";
import { worded } from "./dates.js";
import { button, el, icon, redraw } from "./dom.js";
import { go, me, now, refresh, state } from "./state.js";
import { toast } from "./toast.js";
import { city, words } from "./words.js";

const region = document.getElementById("clock");
let travelling = false;

export function drawClock() {
  region.setAttribute("role", "group");
  region.setAttribute("aria-label", words().clock);
  redraw(
    region,
    el(
      "div",
      { class: "now" },
      el("time", { datetime: state.world.now }, worded(now(), { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })),
      el("small", {}, travelling ? words().travelling : `${worded(now(), { year: "numeric" })} · ${city(me().zone)}`),
    ),
    el("div", { class: "leaps", "aria-busy": travelling ? "true" : null }, ["hour", "day", "week", "notice"].map(leap)),
  );
}

function leap(name) {
  const face = name === "notice" ? [icon("bell"), el("span", { class: "long" }, words().leaps.notice)] : [el("span", { class: "long" }, words().leaps[name]), el("span", { class: "brief" }, words().short[name])];
  return button(face, () => travel(name), { class: "leap", disabled: travelling, "data-key": name, "aria-label": words().leaps[name], title: words().leaps[name] });
}

async function travel(name) {
  travelling = true;
  drawClock();
  try {
    const report = await post("travel", { as: state.me, leap: name });
    travelling = false;
    await refresh();
    tellOf(report);
  } catch (error) {
    toast(error instanceof Refused ? error.message : words().lost, { bad: true });
  } finally {
    travelling = false;
    drawClock();
  }
}

function tellOf({ moved, arrived }) {
  if (!moved) return toast(words().nothingDue);
  const total = arrived.reduce((sum, one) => sum + one.count, 0);
  if (!total) return toast(words().quiet);
  return toast(words().arrived(total), { links: arrived.map(heap), stay: true });
}

// Where it arrived: a channel to open, or somebody to become.
function heap({ channel, name, reader, count }) {
  const person = state.world.people.find((one) => one.key === reader);
  const label = person?.name ?? `#${name}`;
  return { label: `${label} · ${count}`, go: () => go({ who: reader ?? state.me, where: channel }) };
}
