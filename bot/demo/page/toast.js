// Short words in the corner: what went wrong, what arrived.

import { button, el, icon } from "./dom.js";
import { words } from "./words.js";

const SHOWN_FOR = 6000;

export function toast(text, { bad = false, links = [], stay = false } = {}) {
  const region = document.getElementById("toasts");
  const close = () => note.remove();
  const note = el(
    "div",
    { class: bad ? "toast bad" : "toast" },
    el("div", {}, el("p", {}, text), links.length > 0 && el("div", { class: "links" }, links.map(({ label, go }) => button(label, () => (close(), go()))))),
    button(icon("close"), close, { class: "ghost", "aria-label": words().close }),
  );
  if (stay) region.replaceChildren();
  for (const other of region.children) if (other.querySelector("p").textContent === text) other.remove();
  region.append(note);
  if (!stay) setTimeout(close, SHOWN_FOR);
}
