// Whom to act as: everybody's name, part, language and time, and how much waits for them.

import { worded } from "./dates.js";
import { avatar, el, redraw } from "./dom.js";
import { go, now, roleColor, state } from "./state.js";
import { city, inMine, tongue, words } from "./words.js";

const region = document.getElementById("people");

export function drawPeople() {
  region.setAttribute("aria-label", words().people);
  redraw(region, el("h2", {}, words().people), el("div", { class: "group" }, state.world.people.map(chip)), el("p", { class: "hint" }, words().peopleHint));
}

function chip(person) {
  const time = worded(now(), { timeZone: person.zone, timeStyle: "short" });
  return el(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": String(person.key === state.me),
      "data-key": person.key,
      onclick: () => {
        document.body.classList.remove("show-people");
        go({ who: person.key });
      },
    },
    avatar(person),
    el(
      "span",
      { class: "who" },
      el("span", { class: "name" }, el("b", { vars: roleColor(person) }, person.name), el("small", {}, inMine(person.about))),
      el("small", { class: "far" }, `${tongue(person.language)} · ${city(person.zone)} ${time}`),
    ),
    person.pings > 0 && el("span", { class: "badge", "aria-label": words().pings(person.pings) }, person.pings),
  );
}
