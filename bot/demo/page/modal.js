// The forms a bot asks somebody to fill in.

import { Refused } from "./api.js";
import { button, el, icon } from "./dom.js";
import { FIELDS } from "./fields.js";
import { markdown } from "./markdown.js";
import { act, state } from "./state.js";
import { toast } from "./toast.js";
import { words } from "./words.js";

export function showForm({ form, title, fields }) {
  const opened = { who: state.me, before: document.activeElement };
  const controls = new Map();
  const wrong = el("p", { class: "wrong", role: "alert" });
  const go = button(words().submit, null, { type: "submit", class: "button main" });
  const dialog = el(
    "dialog",
    { class: "modal", "aria-label": title },
    el(
      "form",
      { method: "dialog", novalidate: true, onsubmit: (event) => (event.preventDefault(), submit()) },
      el("header", {}, el("h2", {}, title), button(icon("close"), () => dialog.close(), { class: "ghost", "aria-label": words().close })),
      el("div", { class: "body" }, fields.map((one) => drawn(one, controls)), wrong),
      el("footer", {}, button(words().cancel, () => dialog.close(), { class: "button plain" }), go),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    opened.before?.isConnected && opened.before.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".body :is(input, textarea, button)")?.focus();

  async function submit() {
    go.disabled = true;
    wrong.textContent = "";
    try {
      const values = {};
      for (const [id, { value, label, needed }] of controls) {
        values[id] = await value();
        if (needed && !values[id]) throw new Refused(words().missing(label));
      }
      const answer = await act("send", { as: opened.who, form, title, values });
      dialog.close();
      if (!answer.answered) toast(words().silent, { bad: true });
    } catch (error) {
      wrong.textContent = error instanceof Refused ? error.message : words().lost;
    } finally {
      go.disabled = false;
    }
  }
}

function drawn(one, controls) {
  if (one.type === 10) return el("div", { class: "text" }, markdown(one.content));
  const inner = one.component ?? one.components?.[0];
  if (!inner) return null;
  const label = one.label ?? inner.label ?? "";
  const field = FIELDS[inner.type]?.(inner, label);
  if (!field) return null;
  const needed = inner.type !== 23 && inner.required !== false;
  controls.set(inner.custom_id, { value: field.value, label, needed });
  return el(
    "div",
    { class: "field" },
    !field.labelled && el("div", { class: "name" }, label, needed && el("span", { class: "star", title: words().required }, " *")),
    one.description && el("small", {}, one.description),
    field.root,
  );
}
