// Putting the page together: every region is drawn anew from what the demo says.

import { drawClock } from "./clock.js";
import { drawComposer } from "./composer.js";
import { avatar, button, el, icon, redraw } from "./dom.js";
import { drawMessages } from "./messages.js";
import { drawPeople } from "./people.js";
import { drawPlaces } from "./places.js";
import { me, place, start, state, subscribe } from "./state.js";
import { toast } from "./toast.js";
import { drawTour } from "./tour.js";
import { words } from "./words.js";

const head = document.getElementById("head");
let gone = false;

function draw() {
  document.documentElement.lang = me().language;
  document.getElementById("brand").textContent = words().brand;
  document.getElementById("skip").textContent = words().skip;
  const unread = state.world.places.some((one) => one.unread && one.id !== state.placeId);
  document.title = `${unread ? "• " : ""}${title()} · Naru`;
  drawTour();
  drawClock();
  drawPlaces();
  drawPeople();
  drawHead(unread);
  drawMessages();
  drawComposer();
}

const title = () => (place().kind === "dm" ? `@ ${state.world.bot.name}` : `# ${place().name}`);

function drawHead(unread) {
  const here = place();
  const parent = here.kind === "thread" ? `#${place(here.parent)?.name} › ` : "";
  redraw(
    head,
    button([icon("menu"), unread && el("span", { class: "dot" })], () => toggle("show-places"), { class: "ghost narrow", "aria-label": words().open.places, "data-key": "menu" }),
    el("h2", {}, el("small", {}, parent), here.kind === "thread" ? here.name : title()),
    here.topic && el("p", {}, here.topic),
    button([avatar(me(), "tiny"), icon("chevron")], () => toggle("show-people"), { class: "ghost narrow", "aria-label": words().open.people, "data-key": "me" }),
  );
}

function toggle(drawer) {
  const open = document.body.classList.toggle(drawer);
  const region = document.getElementById(drawer.replace("show-", ""));
  if (open) region.querySelector('[aria-current="page"], [aria-pressed="true"], button')?.focus();
}

// The keyboard goes back to what opened the drawer.
function closeDrawers() {
  const open = { "show-places": "menu", "show-people": "me" };
  for (const drawer of Object.keys(open).filter((name) => document.body.classList.contains(name))) {
    document.body.classList.remove(drawer);
    head.querySelector(`[data-key="${open[drawer]}"]`)?.focus();
  }
}

document.getElementById("scrim").addEventListener("click", closeDrawers);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("#write :is(textarea, input, button)")?.focus();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawers());

subscribe(() => {
  gone = false;
  draw();
});
start(() => {
  if (!gone) toast(words().lost, { bad: true, stay: true });
  gone = true;
});
