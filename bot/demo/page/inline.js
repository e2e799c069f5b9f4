// Discord's marks within a line: bold, links, mentions, times. Everything becomes elements and text nodes.

import { timestamp } from "./dates.js";
import { el } from "./dom.js";
import { go, place, role, somebody, state } from "./state.js";
import { words } from "./words.js";

const between = (mark) => `(?:\\\\[\\s\\S]|(?!${mark})[\\s\\S])+?`;
const BEFORE_WORD = /[\p{L}\p{N}_]$/u;

// Each mark: what it looks like from where we stand, and what it becomes.
const MARKS = [
  [/\\([^\p{L}\p{N}\s])/uy, (_all, sign) => sign],
  [/(`{1,2})(?!`)([\s\S]+?)(?<!`)\1(?!`)/y, (_all, _ticks, code) => el("code", {}, code.trim() || code)],
  [new RegExp(`\\*\\*\\*(${between("\\*\\*\\*")})\\*\\*\\*`, "y"), (_all, text) => el("strong", {}, el("em", {}, inline(text)))],
  [new RegExp(`\\*\\*(${between("\\*\\*")})\\*\\*(?!\\*)`, "y"), (_all, text) => el("strong", {}, inline(text))],
  [new RegExp(`__(${between("__")})__(?!_)`, "y"), (_all, text) => el("u", {}, inline(text))],
  [/\*(?![\s*])((?:\*\*|\\[\s\S]|[^*\\])+?)(?<!\s)\*(?!\*)/y, (_all, text) => el("em", {}, inline(text))],
  [/_(?![\s_])((?:__|\\[\s\S]|[^_\\])+?)_(?![\p{L}\p{N}_])/uy, (_all, text) => el("em", {}, inline(text))],
  [new RegExp(`~~(${between("~~")})~~`, "y"), (_all, text) => el("s", {}, inline(text))],
  [new RegExp(`\\|\\|(${between("\\|\\|")})\\|\\|`, "y"), (_all, text) => spoiler(text)],
  [/\[((?:\\[\s\S]|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, (_all, text, url) => link(url, inline(text))],
  [/<(https?:\/\/[^\s>]+)>/y, (_all, url) => link(url, url)],
  [/https?:\/\/[^\s<]*[^\s<.,:;!?"'\])]/y, (url) => link(url, url)],
  [/<@!?(\d+)>/y, (_all, id) => mention(`@${somebody(id).name}`, { mine: id === myId() })],
  [/<@&(\d+)>/y, (all, id) => mention(role(id) ? `@${role(id).name}` : all, {})],
  [/<#(\d+)>/y, (all, id) => (place(id) ? doorTo(place(id)) : mention(all, {}))],
  [/<\/([^:>\n]+):(\d+)>/y, (_all, path) => command(path)],
  [/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, (all, at, style) => timestamp(Number(at), style) ?? all],
  [/<a?:(\w{2,32}):\d+>/y, (_all, name) => `:${name}:`],
  [/@(?:everyone|here)\b/y, (all) => mention(all, {})],
];

export function inline(text) {
  const found = document.createDocumentFragment();
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const [length, node] = marked(text, at) ?? [];
    if (!length) {
      plain += text[at];
      at += 1;
      continue;
    }
    found.append(plain, node);
    plain = "";
    at += length;
  }
  found.append(plain);
  return found;
}

function marked(text, at) {
  if (!/[\\`*_~|[<h@]/.test(text[at])) return null;
  if (text[at] === "_" && text[at + 1] !== "_" && BEFORE_WORD.test(text.slice(0, at))) return null;
  for (const [looks, becomes] of MARKS) {
    looks.lastIndex = at;
    const match = looks.exec(text);
    if (match) return [match[0].length, becomes(...match)];
  }
  return null;
}

const myId = () => state.world.people.find((person) => person.key === state.me).id;

const link = (url, text) => el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);

const mention = (text, { mine }) => el("span", { class: mine ? "mention mine" : "mention" }, text);

const doorTo = (there) =>
  el("button", { type: "button", class: "mention", onclick: () => go({ where: there.id }) }, `#${there.name}`);

// Pressing a command puts it into the composer, as in Discord.
function command(path) {
  const known = state.commands.find((one) => one.path === path);
  const onclick = () => document.dispatchEvent(new CustomEvent("compose", { detail: path }));
  return el("button", { type: "button", class: "mention", onclick }, `/${known?.shown ?? path}`);
}

function spoiler(text) {
  const hidden = el("span", { class: "veiled", "aria-hidden": "true" }, inline(text));
  const veil = el("button", { type: "button", class: "spoiler", "aria-label": words().reveal }, hidden);
  veil.addEventListener("click", () => {
    const shown = el("span", { class: "spoiler shown" }, inline(text));
    veil.replaceWith(shown);
  });
  return veil;
}
