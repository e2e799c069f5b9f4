// Asking the demo: reading as somebody, and doing things as somebody.

export class Refused extends Error {}

async function answered(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Refused(body.error);
  return body;
}

export async function read(what, asked) {
  return answered(await fetch(`/api/${what}?${new URLSearchParams(asked)}`));
}

export async function post(what, body) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(`/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export function onChange(heard, lost) {
  const changes = new EventSource("/api/changes");
  changes.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  changes.addEventListener("error", lost);
}
