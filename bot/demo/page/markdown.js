// Discord's marks that take whole lines: headings, quotes, lists, subtext, blocks of code.

import { el } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /```(?:([\w+-]+)\n|\n)?([\s\S]+?)\n?```\n?/g;
const LIST = /^( *)([-*]|\d{1,4}\.) +(.+)$/;

const LINES = [
  [/^(#{1,3}) +(.+)$/, (_all, hashes, text) => el(`h${hashes.length + 2}`, {}, inline(text))],
  [/^-# +(.+)$/, (_all, text) => el("small", { class: "subtext" }, inline(text))],
];

export function markdown(text) {
  const found = document.createDocumentFragment();
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    found.append(blocks(text.slice(from, fence.index).replace(/\n$/, "")), el("pre", {}, el("code", {}, fence[2])));
    from = fence.index + fence[0].length;
  }
  found.append(blocks(text.slice(from)));
  return found;
}

function blocks(text) {
  const found = document.createDocumentFragment();
  if (!text) return found;
  const lines = text.split("\n");
  let plain = [];
  const flush = () => {
    if (plain.length) found.append(el("span", { class: "line" }, inline(plain.join("\n"))));
    plain = [];
  };
  while (lines.length) {
    const block = taken(lines);
    if (!block) {
      plain.push(lines.shift());
      continue;
    }
    flush();
    found.append(block);
  }
  flush();
  return found;
}

// The block at the head of these lines, taken off them; nothing if it is an ordinary line.
function taken(lines) {
  if (/^>>> /.test(lines[0])) return el("blockquote", {}, markdown(lines.splice(0).join("\n").slice(4)));
  if (/^> /.test(lines[0])) return el("blockquote", {}, markdown(takenWhile(lines, /^> ?/).map((line) => line.replace(/^> ?/, "")).join("\n")));
  if (LIST.test(lines[0])) return list(takenWhile(lines, LIST));
  for (const [looks, becomes] of LINES) {
    const match = looks.exec(lines[0]);
    if (match) {
      lines.shift();
      return becomes(...match);
    }
  }
  return null;
}

function takenWhile(lines, looks) {
  const end = lines.findIndex((line) => !looks.test(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

function list(lines) {
  const [, indent, sign] = LIST.exec(lines[0]);
  const numbered = /\d/.test(sign);
  const root = el(numbered ? "ol" : "ul", numbered ? { start: parseInt(sign, 10) } : {});
  while (lines.length) {
    const [, deeper, , text] = LIST.exec(lines[0]);
    if (deeper.length > indent.length && root.lastChild) {
      root.lastChild.append(list(takenWhile(lines, new RegExp(`^ {${indent.length + 1},}`))));
      continue;
    }
    lines.shift();
    root.append(el("li", {}, inline(text)));
  }
  return root;
}
