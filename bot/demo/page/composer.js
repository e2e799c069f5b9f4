// Where somebody writes: a message, or a slash and the list of commands.

import { Refused } from "./api.js";
import { commandForm } from "./command.js";
import { button, el, icon } from "./dom.js";
import { listbox } from "./listbox.js";
import { act, place, state } from "./state.js";
import { toast } from "./toast.js";
import { words } from "./words.js";

const region = document.getElementById("write");
let drawnFor = "";

// Only where or who changes the composer: what is half written stays while messages arrive.
export function drawComposer() {
  const here = place();
  const key = [state.me, here.id, here.writable].join("/");
  if (key === drawnFor) return;
  drawnFor = key;
  ordinary();
}

document.addEventListener("compose", (event) => {
  const command = state.commands.find((one) => one.path === event.detail);
  if (command) fillIn(command);
  else toast(words().noCommand, { bad: true });
});

function ordinary(focus = false) {
  const here = place();
  region.replaceChildren();
  if (here.kind === "forum") return region.append(el("p", { class: "closed" }, words().forumHint));
  if (!here.writable) return region.append(el("p", { class: "closed" }, words().cannotWrite));
  const bar = messageBar(here.kind === "dm" ? state.world.bot.name : `#${here.name}`);
  region.append(bar.root);
  if (focus) bar.focus();
  return null;
}

function fillIn(command) {
  const form = commandForm(command, () => ordinary(true));
  region.replaceChildren(form.root);
  form.focus();
}

function messageBar(name) {
  let list = null;
  const popup = el("div", { class: "slash" });
  const text = el("textarea", {
    rows: 1,
    maxlength: 2000,
    placeholder: words().write(name),
    "aria-label": words().write(name),
    "aria-autocomplete": "list",
    oninput: () => (grow(), offer()),
    onblur: () => setTimeout(closePopup, 150),
    onfocus: () => offer(),
    onkeydown: keys,
  });
  const root = el("form", { class: "bar", onsubmit: (event) => (event.preventDefault(), send()) }, popup, text, button(icon("send"), null, { type: "submit", class: "ghost", "aria-label": words().send }));

  function grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  }

  function offer() {
    const asked = /^\/(?!\/)([^\n]*)$/.exec(text.value)?.[1];
    if (asked === undefined) return closePopup();
    const found = matching(asked.trim().toLowerCase());
    list = listbox({
      options: found.map((one) => ({ command: one, label: `/${one.shown}`, about: one.about })),
      pick: ({ command }) => fillIn(command),
      label: words().commands,
    });
    popup.replaceChildren(el("div", { class: "title" }, words().commands), list.root);
    text.setAttribute("aria-controls", list.root.id);
    return text.setAttribute("aria-activedescendant", list.active ?? "");
  }

  function closePopup() {
    list = null;
    popup.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  }

  function keys(event) {
    if (event.isComposing) return;
    if (list && event.key === "Escape") closePopup();
    else if (list && list.key(event)) text.setAttribute("aria-activedescendant", list?.active ?? "");
    else if (event.key === "Enter" && !event.shiftKey) send();
    else return;
    event.preventDefault();
  }

  async function send() {
    const said = text.value.trim();
    if (!said) return;
    if (said.startsWith("/")) {
      const command = state.commands.find((one) => `/${one.shown}` === said || `/${one.path}` === said);
      if (command) fillIn(command);
      else toast(words().noCommand, { bad: true });
      return;
    }
    text.value = "";
    grow();
    await act("say", { text: said }).catch((error) => {
      text.value = said;
      toast(error instanceof Refused ? error.message : words().lost, { bad: true });
    });
  }

  return { root, focus: () => text.focus() };
}

// By Korean or English name, names that begin so before those that only hold it.
function matching(asked) {
  const rank = (one) => {
    const names = [one.shown.toLowerCase(), one.path];
    if (names.some((name) => name.startsWith(asked))) return 0;
    if (names.some((name) => name.includes(asked))) return 1;
    return one.about.toLowerCase().includes(asked) ? 2 : 3;
  };
  return state.commands.filter((one) => rank(one) < 3).sort((one, other) => rank(one) - rank(other));
}
