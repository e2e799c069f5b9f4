// The tour: one line at the top that says what to do next, until it is done or sent away.

import { button, el, icon, redraw } from "./dom.js";
import { inline } from "./inline.js";
import { TONGUE, go, state, step as open, tour } from "./state.js";
import { words } from "./words.js";

const region = document.getElementById("tour");
const GONE = "naru-demo-tour";

export function drawTour() {
  const { at, steps } = tour();
  const over = !steps.length || sessionStorage.getItem(GONE) === "yes";
  region.hidden = over;
  if (over) return;
  const step = open();
  const away = button(icon("close"), end, { class: "ghost", "aria-label": words().endTour, "data-key": "end" });
  region.setAttribute("role", "group");
  region.setAttribute("aria-label", words().tour);
  const number = el("span", { class: "number" }, step ? `${at + 1}/${steps.length}` : "✓");
  const line = el("p", { "aria-live": "polite", lang: step ? TONGUE : null }, step ? inline(step.say) : words().toured);
  redraw(region, number, line, step && elsewhere(step) && button(words().showMe, () => go({ who: step.who ?? state.me, where: step.where ?? state.placeId }), { class: "chip", "data-key": "show" }), away);
}

const elsewhere = (step) => (step.who && step.who !== state.me) || (step.where && step.where !== state.placeId);

function end() {
  sessionStorage.setItem(GONE, "yes");
  drawTour();
}
