// A select: a button that opens a list over the page, for one or for several values.

import { avatar, button, el, icon } from "./dom.js";
import { listbox } from "./listbox.js";
import { place, roleColor, state } from "./state.js";
import { words } from "./words.js";

// What can be chosen of people, roles and channels; `kind` as in a select or an option of a command.
export function entities(kind, channelTypes = []) {
  const people = () => state.world.people.map((one) => ({ value: one.id, label: one.name, face: avatar(one, "tiny") }));
  const roles = () =>
    state.world.roles
      .filter((one) => one.name !== "@everyone" && one.name !== state.world.bot.name)
      .map((one) => ({ value: one.id, label: `@${one.name}` }));
  const types = { text: 0, voice: 2, category: 4, forum: 15, thread: 11 };
  const channels = () =>
    state.world.places
      .filter((one) => one.kind in types && (channelTypes.length ? channelTypes.includes(types[one.kind]) : one.kind !== "category"))
      .map((one) => ({ value: one.id, label: `#${one.name}`, about: place(one.parent)?.name }));
  return { user: people, role: roles, channel: channels, mentionable: () => [...people(), ...roles()] }[kind]();
}

// An option as Discord describes it.
export const choice = (option) => ({
  value: option.value,
  label: option.label,
  about: option.description,
  face: option.emoji && !option.emoji.id ? el("span", { class: "emoji" }, option.emoji.name) : null,
});

// `options` is a function, so that the list is as things are when it opens; `done` hears the chosen values.
export function select({ options, placeholder, min = 1, max = 1, values = [], disabled, label, done }) {
  let chosen = [...values];
  const shown = el("span", { class: "shown" });
  const opener = el(
    "button",
    {
      type: "button",
      class: "select",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label ?? placeholder,
      disabled,
      onclick: () => open(),
      onkeydown: (event) => event.key === "ArrowDown" && (event.preventDefault(), open()),
    },
    shown,
    icon("chevron"),
  );
  const face = () => {
    const labels = options().filter((one) => chosen.includes(one.value)).map((one) => one.label);
    shown.textContent = labels.join(", ") || placeholder || words().choose;
    shown.classList.toggle("empty", !labels.length);
  };
  const settle = (next) => {
    const changed = next.join() !== chosen.join();
    chosen = next;
    face();
    if (changed || max === 1) done?.(chosen);
  };
  const open = () => openMenu({ opener, options: options(), min, max, chosen, settle });
  face();
  return { root: opener, values: () => chosen };
}

export function openMenu({ opener, options, min, max, chosen, settle }) {
  let picked = [...chosen];
  let list;
  const search = el("input", { class: "search", role: "combobox", "aria-expanded": "true", placeholder: words().search, "aria-label": words().search, autocomplete: "off" });
  const body = el("div");
  const foot = max > 1 && el("div", { class: "foot" }, el("small", {}, words().atMost(max)), button(words().done, () => close(true), { class: "main small" }));
  const menu = el("div", { class: options.length > 6 ? "menu" : "menu brief" }, search, body, foot);

  const pick = (option) => {
    if (max === 1) {
      picked = picked.includes(option.value) && min === 0 ? [] : [option.value];
      return close(true);
    }
    if (picked.includes(option.value)) picked = picked.filter((value) => value !== option.value);
    else if (picked.length < max) picked.push(option.value);
    return draw();
  };
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = options.filter((one) => `${one.label} ${one.about ?? ""}`.toLowerCase().includes(wanted));
    list = listbox({
      options: found.map((one) => ({ ...one, face: one.face?.cloneNode(true), chosen: picked.includes(one.value) })),
      pick,
      label: opener.getAttribute("aria-label"),
      multi: max > 1,
    });
    body.replaceChildren(list.root);
    search.setAttribute("aria-controls", list.root.id);
    search.setAttribute("aria-activedescendant", list.active ?? "");
  };
  const close = (keep) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    opener.focus({ preventScroll: true });
    if (keep && picked.length >= min) settle(picked);
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close(max > 1);
  };
  search.addEventListener("input", draw);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || (event.key === "Tab" && max > 1)) close(max > 1);
    else if (event.target === search && list.key(event)) search.setAttribute("aria-activedescendant", list.active ?? "");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", outside, true);
  (opener.closest("dialog") ?? document.body).append(menu);
  opener.setAttribute("aria-expanded", "true");
  draw();
  fit(menu, opener);
  search.focus({ preventScroll: true });
}

// Under its button, or above where there is more room: then above the whole command, so that its name stays in sight.
export function fit(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const top = (anchor.closest(".command") ?? anchor).getBoundingClientRect().top;
  const below = window.innerHeight - box.bottom - 12;
  const up = below < 240 && top > below;
  const width = Math.min(Math.max(box.width, 240), window.innerWidth - 16);
  menu.style.width = `${width}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  menu.style.maxHeight = `${Math.min(380, up ? top - 12 : below)}px`;
  if (up) menu.style.bottom = `${window.innerHeight - top + 4}px`;
  else menu.style.top = `${box.bottom + 4}px`;
}
