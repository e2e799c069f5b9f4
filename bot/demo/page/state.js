// What the page knows: who acts, where they are, and what the demo last said about it.

import { onChange, post, read } from "./api.js";

export const state = { me: null, placeId: null, world: null, messages: [], commands: [], menu: [], newFrom: null };

const listeners = [];
let running = null;
let again = false;

export const subscribe = (listener) => listeners.push(listener);
const tell = () => listeners.forEach((listener) => listener(state));

// --- finding things in it

// The visitor's own language, whoever they act as.
export const TONGUE = navigator.language.startsWith("ko") ? "ko" : "en";

export const me = () => state.world.people.find((person) => person.key === state.me);
export const place = (id = state.placeId) => state.world.places.find((one) => one.id === id);
export const role = (id) => state.world.roles.find((one) => one.id === id);
export const now = () => new Date(state.world.now);
export const tour = () => state.world.tours[TONGUE] ?? { at: 0, steps: [] };
export const step = () => tour().steps[tour().at];

export function somebody(id, name) {
  if (id === state.world.bot.id) return { ...state.world.bot, bot: true };
  return state.world.people.find((person) => person.id === id) ?? { id, name: name ?? id, color: "#777" };
}

export const roleColor = (person) => {
  const first = (person.roles ?? []).map(role).find((one) => one?.color);
  return first ? { "--role": `#${first.color.toString(16).padStart(6, "0")}` } : {};
};

// --- keeping it fresh

// Whoever asks while it is being read waits for one more reading, so nobody gets what was true before they asked.
export function refresh() {
  again = true;
  running ??= (async () => {
    try {
      while (again) {
        again = false;
        await load();
      }
    } finally {
      running = null;
    }
  })();
  return running;
}

async function load() {
  const as = state.me;
  const world = await read("world", as ? { as } : {});
  if (as !== state.me) return;
  state.world = world;
  state.me = as ?? step()?.who ?? world.me;
  if (state.me !== world.me) return load();
  if (!place()) state.placeId = firstPlace();
  const asked = state.placeId;
  const { messages, commands, menu } = await read("place", { as: world.me, place: asked });
  if (asked !== state.placeId || world.me !== state.me) return;
  Object.assign(state, { messages, commands, menu });
  markNew();
  tell();
  if (place().unread) await post("look", { as: state.me, place: asked });
}

function firstPlace() {
  const open = state.world.places.filter((one) => one.kind !== "category");
  return (open.find((one) => one.id === step()?.where) ?? open[0]).id;
}

// The line above what was not read yet is drawn on entering, and stays until somebody goes elsewhere.
let entering = true;

function markNew() {
  const { unread } = place();
  if (!entering) return;
  entering = false;
  const others = state.messages.filter((message) => message.author !== me().id);
  state.newFrom = unread ? (others.at(-unread)?.id ?? null) : null;
}

// --- going elsewhere

export async function go({ who = state.me, where = state.placeId }) {
  entering ||= who !== state.me || where !== state.placeId;
  Object.assign(state, { me: who, placeId: where });
  history.replaceState(null, "", `#${state.me}/${state.placeId}`);
  await refresh();
}

export async function start(lost) {
  const [who, where] = location.hash.slice(1).split("/");
  if (who) Object.assign(state, { me: who, placeId: where });
  await refresh().catch(() => {
    state.me = null;
    return refresh();
  });
  onChange((version) => version !== state.world.version && refresh().catch(lost), lost);
}

// --- doing something here

export async function act(deed, body = {}) {
  const done = await post(`do/${deed}`, { as: state.me, place: state.placeId, ...body });
  await refresh();
  return done;
}
