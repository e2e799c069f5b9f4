// A forum: its posts as cards, to open one.

import { el, icon } from "./dom.js";
import { go, state } from "./state.js";
import { words } from "./words.js";

export function drawPosts(region, forum) {
  const posts = state.world.places.filter((one) => one.parent === forum.id && one.kind === "thread");
  const cards = posts.toReversed().map((one) =>
    el(
      "button",
      { type: "button", class: one.unread ? "post unread" : "post", onclick: () => go({ where: one.id }) },
      icon("forum"),
      el("b", {}, one.name),
      one.pings > 0 ? el("span", { class: "badge" }, one.pings) : one.unread > 0 && el("span", { class: "dot", role: "img", "aria-label": words().unread }),
    ),
  );
  region.replaceChildren(...(cards.length ? cards : [el("p", { class: "nothing" }, words().empty.forum)]));
}
