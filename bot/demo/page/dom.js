// Making elements. Text is always set as text: nothing somebody wrote is ever read as HTML.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "vars") for (const [key, set] of Object.entries(value)) node.style.setProperty(key, set);
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

// Draw a region anew without taking the keyboard away from what it stands on.
export function redraw(region, ...children) {
  const key = region.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const top = region.scrollTop;
  region.replaceChildren();
  append(region, children);
  region.scrollTop = top;
  if (key) region.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

export function button(label, onclick, props = {}) {
  return el("button", { type: "button", onclick, ...props }, label);
}

export function avatar(person, size = "") {
  if (person.bot) return el("img", { class: `avatar ${size}`, src: "/page/naru.svg", alt: "" });
  return el("span", { class: `avatar ${size}`, vars: { "--own": person.color }, "aria-hidden": "true" }, [...person.name][0]);
}

// An icon drawn with a path; the words are the button's, so the picture is hidden from readers.
const ICONS = {
  more: "M6 12h.01M12 12h.01M18 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  chevron: "M7 10l5 5 5-5",
  send: "M4 12l16-7-6 16-3-7-7-2z",
  bell: "M6 16V11a6 6 0 0112 0v5l2 2H4l2-2zM10 20.5h4",
  voice: "M5 10v4h3l5 4V6L8 10H5zM17 9a4 4 0 010 6",
  thread: "M6 5v7a4 4 0 004 4h8M15 13l3 3-3 3",
  forum: "M4 6h16v9H11l-4 4v-4H4V6z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  day: "M5 6h14v13H5V6zM5 10h14M9 4v4M15 4v4",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
