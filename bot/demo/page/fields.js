// The fields of a form: each gives its element and tells its value, undefined where nothing was put in.

import { el } from "./dom.js";
import { choice, entities, select } from "./menu.js";

const KINDS = { 5: "user", 6: "role", 7: "mentionable", 8: "channel" };

export const FIELDS = {
  3: chosen,
  4: text,
  5: chosen,
  6: chosen,
  7: chosen,
  8: chosen,
  19: files,
  21: (one) => ticks(one, "radio"),
  22: (one) => ticks(one, "checkbox"),
  23: checkbox,
};

function text(one, label) {
  const node = el(one.style === 2 ? "textarea" : "input", {
    placeholder: one.placeholder,
    maxlength: one.max_length,
    "aria-label": label,
    rows: one.style === 2 ? 4 : null,
  });
  node.value = one.value ?? one.default ?? "";
  return { root: node, value: () => node.value };
}

function chosen(one, label) {
  const options = one.type === 3 ? () => one.options.map(choice) : () => entities(KINDS[one.type], one.channel_types);
  const preset = one.options?.filter((option) => option.default).map((option) => option.value);
  const required = one.required !== false;
  const { root, values } = select({
    options,
    label,
    placeholder: one.placeholder,
    min: required ? (one.min_values ?? 1) : 0,
    max: one.max_values ?? 1,
    values: preset ?? one.default_values?.map((value) => value.id),
    disabled: one.disabled,
  });
  return { root, value: () => (values().length ? values() : undefined) };
}

function ticks(one, type) {
  const boxes = one.options.map((option) => el("input", { type, name: one.custom_id, value: option.value, checked: option.default }));
  const rows = one.options.map((option, index) =>
    el("label", { class: "tick" }, boxes[index], el("span", {}, option.label, option.description && el("small", {}, option.description))),
  );
  const values = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return { root: el("div", { class: "ticks" }, rows), value: () => (type === "radio" ? values()[0] : values().length ? values() : undefined) };
}

function checkbox(one, label) {
  const box = el("input", { type: "checkbox", checked: one.default, "aria-label": label });
  return { root: el("label", { class: "tick" }, box, el("span", {}, label)), value: () => box.checked, labelled: true };
}

function files(one, label) {
  const node = el("input", { type: "file", multiple: (one.max_values ?? 1) > 1, "aria-label": label });
  return { root: node, value: async () => (node.files.length ? Promise.all([...node.files].map(encoded)) : undefined) };
}

// A file as the demo takes it.
export async function encoded(file) {
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(file);
  });
  return { name: file.name, data: url.slice(url.indexOf(",") + 1) };
}
