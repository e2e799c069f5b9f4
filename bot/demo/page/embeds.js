// The framed cards under a message.

import { color } from "./components.js";
import { when } from "./dates.js";
import { el } from "./dom.js";
import { inline } from "./inline.js";
import { markdown } from "./markdown.js";
import { picture } from "./pictures.js";

export const embeds = (message) => message.embeds.map((one) => embed(one, message));

function embed(one, message) {
  const inside = el(
    "div",
    { class: "inside" },
    one.thumbnail && picture(one.thumbnail.url, "", message, "thumbnail"),
    one.author?.name && el("div", { class: "by" }, linked(one.author.url, one.author.name)),
    one.title && el("h4", {}, linked(one.url, inline(one.title))),
    one.description && el("div", { class: "text" }, markdown(one.description)),
    one.fields?.length && el("dl", {}, one.fields.map(field)),
    one.image && picture(one.image.url, one.title ?? "", message),
    (one.footer || one.timestamp) && el("footer", {}, [one.footer?.text, one.timestamp && when(new Date(one.timestamp))].filter(Boolean).join(" · ")),
  );
  return el("article", { class: "embed", vars: color(one.color) }, inside);
}

const field = (one) =>
  el("div", { class: one.inline ? "field inline" : "field" }, el("dt", {}, inline(one.name)), el("dd", {}, markdown(one.value)));

const linked = (url, text) => (url && /^https?:/.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text);
