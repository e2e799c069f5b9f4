// Instants in somebody's own time zone and language, as Discord words them.

import { me, now } from "./state.js";

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

export const worded = (date, options) =>
  new Intl.DateTimeFormat(me().locale, { timeZone: me().zone, ...options }).format(date);

export const stamp = (date, style) => (style === "R" ? relative(date) : worded(date, STYLES[style] ?? STYLES.f));

export function relative(date) {
  const seconds = Math.round((date - now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(me().locale, { numeric: "always" }).format(Math.round(seconds / size), unit);
}

// <t:...> as an element that says the whole instant to whoever points at it.
export function timestamp(seconds, style = "f") {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const node = document.createElement("time");
  node.className = "stamp";
  node.dateTime = date.toISOString();
  node.dataset.style = style;
  node.title = stamp(date, "F");
  node.textContent = stamp(date, style);
  return node;
}

// What is worded relative to now is worded anew when the clock moves.
export function tick(root) {
  for (const node of root.querySelectorAll('time[data-style="R"]')) node.textContent = relative(new Date(node.dateTime));
}

const day = (date) => worded(date, { year: "numeric", month: "2-digit", day: "2-digit" });
export const sameDay = (one, other) => day(one) === day(other);
export const dayLine = (date) => worded(date, { dateStyle: "full" });
export const when = (date) => worded(date, sameDay(date, now()) ? STYLES.t : STYLES.s);
