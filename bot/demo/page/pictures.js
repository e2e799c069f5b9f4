// Pictures and files that came with a message. Nothing is fetched from elsewhere: what is not here is a link.

import { el } from "./dom.js";
import { words } from "./words.js";

const HERE = /^https:\/\/cdn\.simcord\.invalid\//;
const ATTACHED = /^attachment:\/\//;

// Where the demo keeps what an address means, or nothing if it is somewhere else.
function kept(url, message) {
  const found = attached(url, message)?.url ?? url;
  return HERE.test(found) ? found.replace(HERE, "/file/") : null;
}

// The file of the message that an address means, if it means one.
function attached(url, message) {
  const name = ATTACHED.test(url) ? decodeURIComponent(url.replace(ATTACHED, "")) : null;
  return message.attachments.find((one) => one.url === url || one.filename === name);
}

export function picture(url, about, message, extra = "") {
  const src = kept(url, message);
  if (!src) return /^https?:/.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, about || url) : null;
  // A card has no words for its picture; the file it came with has.
  return el("img", { class: `picture ${extra}`, src, alt: attached(url, message)?.description || about || "" });
}

// Attachments that no embed shows already.
export function attachments(message) {
  const shown = message.embeds.flatMap((one) => [one.image?.url, one.thumbnail?.url, one.author?.icon_url, one.footer?.icon_url]);
  const inside = JSON.stringify(message.components);
  return message.attachments
    .filter((one) => !shown.includes(one.url) && !shown.includes(`attachment://${one.filename}`) && !inside.includes(one.url))
    .map((one) => (one.content_type?.startsWith("image/") ? picture(one.url, one.description ?? one.filename, message) : file(one)));
}

const file = (one) =>
  el(
    "a",
    { class: "file", href: one.url.replace(HERE, "/file/"), download: one.filename },
    el("b", {}, one.filename),
    el("small", {}, `${words().file} · ${Math.max(1, Math.round(one.size / 1024))} KB`),
  );
