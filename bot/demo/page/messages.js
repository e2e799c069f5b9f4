// What was said in a place, oldest first, as the acting person sees it.

import { post } from "./api.js";
import { components } from "./components.js";
import { dayLine, sameDay, tick, when } from "./dates.js";
import { append, avatar, button, el, icon } from "./dom.js";
import { embeds } from "./embeds.js";
import { inline } from "./inline.js";
import { interact } from "./interact.js";
import { markdown } from "./markdown.js";
import { openMenu } from "./menu.js";
import { attachments } from "./pictures.js";
import { me, now, place, refresh, roleColor, somebody, state, tour } from "./state.js";
import { drawPosts } from "./posts.js";
import { words } from "./words.js";

const TOGETHER = 7 * 60 * 1000;
const SYSTEM = { 18: "opened", 7: "joined", 6: "pinned" };
const region = document.getElementById("messages");

// Messages that did not change keep their elements, so an open select or a half-read spoiler stays.
let drawn = new Map();
let drawnFor = "";

// Whoever stands at the end stays there when a picture loads or the composer grows.
let atEnd = true;
let lastTop = 0;
const toEnd = () => atEnd && (region.scrollTop = region.scrollHeight);
region.addEventListener("scroll", () => {
  const near = region.scrollHeight - region.scrollTop - region.clientHeight < 60;
  atEnd = near || (atEnd && region.scrollTop >= lastTop);
  lastTop = region.scrollTop;
});
region.addEventListener("load", toEnd, true);
new ResizeObserver(toEnd).observe(region);

export function drawMessages() {
  const here = place();
  region.setAttribute("aria-label", words().messages);
  if (here.kind === "forum") {
    drawnFor = "";
    return drawPosts(region, here);
  }
  const around = [tour().at, dayLine(now())];
  const key = [state.me, here.id].join("/");
  const stays = key === drawnFor;
  atEnd ||= !stays;
  const before = stays ? drawn : new Map();
  drawnFor = key;
  drawn = new Map();
  const rows = state.messages.flatMap((message, index) => {
    const previous = state.messages[index - 1];
    const together = joins(message, previous);
    const mark = JSON.stringify([message, together, around, previous?.at]);
    const kept = before.get(message.id);
    const entry = kept?.mark === mark ? kept : { mark, day: dayBreak(message, previous), node: row(message, together) };
    drawn.set(message.id, entry);
    return [entry.day, message.id === state.newFrom && el("div", { class: "fresh" }, el("span", {}, words().fresh)), entry.node];
  });
  arrange(rows.filter(Boolean));
  tick(region);
  return toEnd();
}

// Put the rows in order, touching only what is not there already.
function arrange(rows) {
  if (!rows.length) rows.push(el("p", { class: "nothing" }, words().empty[place().kind === "dm" ? "dm" : "text"]));
  const wanted = new Set(rows);
  for (const node of [...region.children]) if (!wanted.has(node)) node.remove();
  rows.forEach((node, index) => region.children[index] !== node && region.insertBefore(node, region.children[index] ?? null));
}

const joins = (message, previous) =>
  Boolean(previous) &&
  previous.author === message.author &&
  !message.ran &&
  !message.answers &&
  !(message.type in SYSTEM) &&
  !(previous.type in SYSTEM) &&
  message.private === previous.private &&
  sameDay(new Date(message.at), new Date(previous.at)) &&
  new Date(message.at) - new Date(previous.at) < TOGETHER;

const dayBreak = (message, previous) =>
  previous && sameDay(new Date(message.at), new Date(previous.at)) ? null : el("div", { class: "day" }, dayLine(new Date(message.at)));

function row(message, together) {
  const author = somebody(message.author, message.name);
  if (message.type in SYSTEM) {
    return el("p", { class: "system" }, icon("thread"), words()[SYSTEM[message.type]](author.name), " ", el("b", {}, message.content));
  }
  const classes = ["message", together && "together", message.private && "private", message.pings && place().kind !== "dm" && "pings"].filter(Boolean);
  return el(
    "article",
    { class: classes.join(" "), "data-id": message.id, "aria-label": author.name },
    called(message),
    !together && avatar(author),
    el("div", { class: "said" }, !together && head(message, author), body(message), message.private && onlyYou(message)),
    !message.private && place().kind !== "dm" && state.menu.length > 0 && apps(message),
  );
}

function called(message) {
  if (message.answers) {
    const asked = somebody(message.answers.author);
    return el("div", { class: "called" }, avatar(asked, "tiny"), el("b", {}, asked.name), el("span", {}, inline(message.answers.content)));
  }
  if (!message.ran || message.type !== 20) return null;
  const by = somebody(message.by);
  const known = state.commands.find((one) => one.path === message.ran);
  return el("div", { class: "called" }, avatar(by, "tiny"), words().used(by.name), el("span", { class: "mention" }, `/${known?.shown ?? message.ran}`));
}

const head = (message, author) =>
  el(
    "header",
    {},
    el("b", { vars: roleColor(author) }, author.name),
    author.bot && el("span", { class: "tag" }, words().app),
    el("time", { datetime: message.at }, when(new Date(message.at))),
  );

function body(message) {
  if (message.thinking) return el("p", { class: "thinking" }, `${state.world.bot.name} ${words().thinking}`);
  const content = message.content && el("div", { class: "text" }, markdown(message.content), message.edited && el("small", { class: "edited" }, ` ${words().edited}`));
  return append(document.createDocumentFragment(), [
    content,
    embeds(message),
    attachments(message),
    message.components.length > 0 && el("div", { class: "components" }, components(message)),
    message.reactions.length > 0 && el("div", { class: "row" }, message.reactions.map((one) => el("span", { class: "chip" }, `${one.emoji} ${one.count}`))),
  ]);
}

// What apps offer for a message: on Discord, in its menu under "Apps".
function apps(message) {
  const options = state.menu.map((one) => ({ value: one.name, label: one.shown }));
  const settle = ([command]) => interact(opener, "menu", { command, message: message.id });
  const opener = button(icon("more"), () => openMenu({ opener, options, min: 1, max: 1, chosen: [], settle }), {
    class: "ghost apps",
    "aria-label": words().apps,
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    title: words().apps,
  });
  return opener;
}

const onlyYou = (message) =>
  el(
    "footer",
    { class: "only" },
    `${words().onlyYou} · `,
    button(words().dismiss, async () => {
      await post("dismiss", { as: me().key, message: message.id });
      await refresh();
    }, { class: "link" }),
  );
