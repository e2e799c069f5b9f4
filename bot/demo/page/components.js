// Buttons, selects and layouts under a message, and what pressing them does.

import { el } from "./dom.js";
import { interact } from "./interact.js";
import { markdown } from "./markdown.js";
import { choice, entities, select } from "./menu.js";
import { picture } from "./pictures.js";
import { step } from "./state.js";

const STYLES = { 1: "main", 2: "plain", 3: "good", 4: "bad" };
const KINDS = { 5: "user", 6: "role", 7: "mentionable", 8: "channel" };

const DRAW = {
  1: (row, message) => el("div", { class: "row" }, row.components.map((one) => component(one, message))),
  2: pressable,
  3: menuOf,
  5: menuOf,
  6: menuOf,
  7: menuOf,
  8: menuOf,
  9: (section, message) =>
    el("div", { class: "section" }, el("div", {}, section.components.map((one) => component(one, message))), component(section.accessory, message)),
  10: (text) => el("div", { class: "text" }, markdown(text.content)),
  11: (thumbnail, message) => picture(thumbnail.media.url, thumbnail.description, message, "thumbnail"),
  12: (gallery, message) => el("div", { class: "gallery" }, gallery.items.map((one) => picture(one.media.url, one.description, message))),
  13: (file, message) => picture(file.file.url, file.name, message),
  14: (line) => el("hr", { class: line.divider === false ? "gap" : "" }),
  17: (box, message) =>
    el("div", { class: "embed", vars: color(box.accent_color) }, el("div", { class: "inside" }, box.components.map((one) => component(one, message)))),
};

export const components = (message) => message.components.map((one) => component(one, message));

export const color = (number) => (number || number === 0 ? { "--own": `#${number.toString(16).padStart(6, "0")}` } : {});

const component = (one, message) => DRAW[one.type]?.(one, message) ?? null;

function pressable(one, message) {
  const face = [one.emoji && el("span", { class: "emoji" }, one.emoji.id ? `:${one.emoji.name}:` : one.emoji.name), one.label];
  if (one.style === 5) return el("a", { class: "button plain", href: safe(one.url), target: "_blank", rel: "noopener noreferrer" }, face, " ↗");
  const glows = one.label && step()?.glow === one.label;
  const node = el(
    "button",
    {
      type: "button",
      class: `button ${STYLES[one.style] ?? "plain"}${glows ? " glow" : ""}`,
      disabled: one.disabled,
      onclick: () => interact(node, "press", { message: message.id, custom_id: one.custom_id, label: one.label }),
    },
    face,
  );
  return node;
}

const safe = (url) => (/^https?:\/\//i.test(url) ? url : null);

function menuOf(one, message) {
  const options = one.type === 3 ? () => one.options.map(choice) : () => entities(KINDS[one.type], one.channel_types);
  const { root } = select({
    options,
    placeholder: one.placeholder,
    min: one.min_values ?? 1,
    max: one.max_values ?? 1,
    values: one.options?.filter((option) => option.default).map((option) => option.value),
    disabled: one.disabled,
    done: (values) => interact(root, "choose", { message: message.id, custom_id: one.custom_id, values }),
  });
  return root;
}
