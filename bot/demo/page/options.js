// One option of a command, as a field of the type Discord gave it.

import { Refused, post } from "./api.js";
import { el } from "./dom.js";
import { encoded } from "./fields.js";
import { listbox } from "./listbox.js";
import { entities, fit, select } from "./menu.js";
import { state } from "./state.js";
import { words } from "./words.js";

const [STRING, INTEGER, BOOLEAN, NUMBER, ATTACHMENT] = [3, 4, 5, 10, 11];
const ENTITIES = { 6: "user", 7: "channel", 8: "role", 9: "mentionable" };
const PATIENCE = 180;

// Gives {root, value, focus}; `filled` tells what the other options hold, for suggestions.
export function field(option, command, filled) {
  if (option.type in ENTITIES) return chosen(option, () => entities(ENTITIES[option.type], option.channels));
  if (option.type === BOOLEAN) return chosen(option, () => [true, false].map((value) => ({ value, label: value ? words().yes : words().no })));
  if (option.choices.length) return chosen(option, () => option.choices.map((one) => ({ value: one.value, label: one.name })));
  if (option.type === ATTACHMENT) return file(option);
  return option.suggests ? suggested(option, command, filled) : typed(option);
}

// What Discord's own client would say before it sends, or nothing.
export function whatIsWrong(option, value) {
  if (value === undefined) return option.required ? words().missing(option.shown) : null;
  if (option.type !== INTEGER && option.type !== NUMBER) return null;
  const number = Number(value);
  if (Number.isNaN(number) || (option.type === INTEGER && !Number.isInteger(number))) return words().number(option.shown);
  const least = option.least ?? -Infinity;
  const most = option.most ?? Infinity;
  return number < least || number > most ? words().between(option.shown, option.least, option.most) : null;
}

function chosen(option, options) {
  const { root, values } = select({ options, label: option.shown, min: option.required ? 1 : 0 });
  return { root, value: () => values()[0], focus: () => root.focus() };
}

function typed(option) {
  const numeric = { [INTEGER]: "numeric", [NUMBER]: "decimal" }[option.type];
  const node = el("input", { "aria-label": option.shown, inputmode: numeric, autocomplete: "off", maxlength: option.type === STRING ? option.most : null });
  return { root: node, value: () => node.value.trim(), focus: () => node.focus() };
}

function file(option) {
  const node = el("input", { type: "file", "aria-label": option.shown });
  return { root: node, value: () => (node.files[0] ? encoded(node.files[0]) : undefined), focus: () => node.focus() };
}

// What the bot suggests while somebody types; what is picked is sent by its value, what is typed as it is.
function suggested(option, command, filled) {
  let picked = null;
  let list = null;
  let menu = null;
  let waiting = 0;
  const node = el("input", {
    role: "combobox",
    "aria-label": option.shown,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    autocomplete: "off",
    oninput: () => ask(PATIENCE),
    onfocus: () => ask(0),
    onblur: () => close(),
    onkeydown: (event) => {
      if (!menu) return;
      if (event.key === "Escape") close();
      else if (!list.key(event)) return;
      node.setAttribute("aria-activedescendant", list?.active ?? "");
      event.preventDefault();
      event.stopPropagation();
    },
  });

  function ask(after) {
    clearTimeout(waiting);
    if (picked?.name !== node.value) picked = null;
    waiting = setTimeout(offer, after);
  }

  async function offer() {
    const { [option.name]: _own, ...others } = filled();
    const asked = node.value;
    const body = { as: state.me, place: state.placeId, command: command.path, option: option.name, typed: asked, filled: others };
    const choices = await post("suggest", body).catch((error) => {
      if (error instanceof Refused) return [];
      throw error;
    });
    if (asked === node.value && document.activeElement === node && !picked) show(choices);
  }

  function show(choices) {
    close();
    list = listbox({ options: choices.map((one) => ({ ...one, label: one.name })), pick, label: option.shown });
    menu = el("div", { class: "menu" }, list.root);
    document.body.append(menu);
    fit(menu, node);
    node.setAttribute("aria-expanded", "true");
    node.setAttribute("aria-controls", list.root.id);
    node.setAttribute("aria-activedescendant", list.active ?? "");
  }

  function pick(choice) {
    picked = choice;
    node.value = choice.name;
    close();
  }

  function close() {
    clearTimeout(waiting);
    menu?.remove();
    menu = null;
    node.setAttribute("aria-expanded", "false");
  }

  return { root: node, value: () => picked?.value ?? node.value.trim(), focus: () => node.focus() };
}
