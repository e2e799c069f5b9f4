// A list to choose from with keys or pointer: under selects, options and the slash.

import { el, icon } from "./dom.js";
import { words } from "./words.js";

let count = 0;

// `options` are {value, label, about, face, chosen}; `pick` hears the option. The owner keeps the keyboard.
export function listbox({ options, pick, label, multi = false }) {
  const id = `list-${(count += 1)}`;
  let active = Math.max(0, options.findIndex((option) => option.chosen));
  const rows = options.map((option, index) =>
    el(
      "div",
      {
        id: `${id}-${index}`,
        class: "option",
        role: "option",
        "aria-selected": String(Boolean(option.chosen)),
        onpointermove: () => index !== active && mark(index),
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => pick(option),
      },
      option.face,
      el("span", { class: "said" }, el("b", {}, option.label), option.about && el("small", {}, option.about)),
      option.chosen && icon("check"),
    ),
  );
  const root = el(
    "div",
    { id, class: "list", role: "listbox", "aria-label": label, "aria-multiselectable": multi ? "true" : null },
    rows.length ? rows : el("div", { class: "option none" }, words().none),
  );

  function mark(index) {
    rows[active]?.classList.remove("active");
    active = (index + rows.length) % rows.length;
    rows[active].classList.add("active");
  }

  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
  if (rows.length) mark(active);
  return {
    root,
    get active() {
      return rows[active]?.id ?? null;
    },
    // Whether the key was one of the list's own.
    key(event) {
      if (!rows.length || event.isComposing) return false;
      if (event.key in moves) mark(active + moves[event.key]);
      else if (event.key === "Enter" || event.key === "Tab") pick(options[active]);
      else return false;
      rows[active]?.scrollIntoView({ block: "nearest" });
      return true;
    },
  };
}
