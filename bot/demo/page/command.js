// A command being filled in: a field for each option, what is required first, the rest on demand.

import { button, el, icon } from "./dom.js";
import { interact } from "./interact.js";
import { field, whatIsWrong } from "./options.js";
import { toast } from "./toast.js";
import { words } from "./words.js";

// `leave` puts the ordinary composer back.
export function commandForm(command, leave) {
  const fields = new Map();
  const inputs = el("div", { class: "options" });
  const more = el("div", { class: "more" });
  const go = button(words().run, null, { type: "submit", class: "button main" });
  const form = el(
    "form",
    {
      class: "command",
      "aria-label": `/${command.shown}`,
      onsubmit: (event) => (event.preventDefault(), run()),
      onkeydown: (event) => event.key === "Escape" && !event.defaultPrevented && leave(),
    },
    el(
      "header",
      {},
      el("b", {}, `/${command.shown}`),
      el("span", {}, command.about),
      button(icon("close"), leave, { class: "ghost", "aria-label": words().cancel }),
    ),
    inputs,
    el("div", { class: "end" }, more, go),
  );

  function add(option) {
    const made = field(option, command, filled);
    fields.set(option.name, { option, ...made });
    const name = el("span", { class: "name" }, option.shown, option.required && el("span", { class: "star", title: words().required }, " *"));
    inputs.append(el("div", { class: "slot" }, name, made.root, el("small", {}, option.about)));
    return made;
  }

  function filled() {
    const values = [...fields].map(([name, one]) => [name, one.value()]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ""));
  }

  async function run() {
    const values = filled();
    for (const option of command.options) {
      const wrong = whatIsWrong(option, values[option.name]);
      if (!wrong) continue;
      toast(wrong, { bad: true });
      fields.get(option.name).focus();
      return;
    }
    for (const name of Object.keys(values)) values[name] = await values[name];
    go.disabled = true;
    const answer = await interact(form, "run", { command: command.path, options: values });
    go.disabled = false;
    if (answer) leave();
  }

  command.options.filter((option) => option.required).forEach(add);
  const optional = command.options.filter((option) => !option.required);
  if (optional.length) more.append(el("span", {}, words().optional));
  for (const option of optional) {
    const chip = button(`+ ${option.shown}`, () => (chip.remove(), add(option).focus()), { class: "chip", title: option.about });
    more.append(chip);
  }
  return { root: form, focus: () => (fields.values().next().value?.focus ?? (() => go.focus()))() };
}
