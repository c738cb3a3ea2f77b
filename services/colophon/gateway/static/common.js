// What all pages share: local times, calls to the API, messages. No library.
document.documentElement.classList.add("js");

export const $ = (selector, within = document) => within.querySelector(selector);

/** An element with text and attributes; text is never parsed as HTML. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A new Idempotency-Key. */
export function once() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** Show moments in the reader's own time, and how long is left. */
export function localTimes(within = document) {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of within.querySelectorAll("time[data-local]")) {
    time.textContent = `${format.format(new Date(time.dateTime))} your time`;
  }
  for (const each of within.querySelectorAll("[data-countdown]")) {
    const hours = (new Date(each.dataset.countdown) - Date.now()) / 3600e3;
    const words = Math.abs(hours) >= 48 ? `${Math.floor(Math.abs(hours) / 24)} days`
      : Math.abs(hours) >= 1 ? `${Math.floor(Math.abs(hours))} h`
      : `${Math.floor(Math.abs(hours) * 60)} min`;
    each.textContent = hours > 0 ? `, in ${words}` : `, ${words} ago`;
  }
}

/** A notice in place of what was said before: kind is "bad", "well" or "". */
export function say(where, kind, ...children) {
  where.replaceChildren(...(children.length ? [make("div", { class: `notice ${kind}` }, ...children)] : []));
}

/** A problem+json as paragraphs. */
export function told(problem) {
  return [problem.detail, problem.remedy].filter(Boolean)
    .map((text) => make("p", {}, text[0].toUpperCase() + text.slice(1)));
}

/** A call to the API as JSON; rejects with the problem. Repeated while a server is away, under one key. */
export async function call(method, path, body, more = {}) {
  const headers = { "Idempotency-Key": once(), ...more };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  for (let attempt = 1; ; attempt += 1) {
    let answer;
    try {
      answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch {
      if (attempt < 5) { await pause(1500); continue; }
      throw { detail: "The server cannot be reached.", remedy: "Look at your connection and try again." };
    }
    if (answer.status === 503 && attempt < 5) { await pause(2000); continue; }
    const json = await answer.json().catch(() => ({ detail: `The server answered ${answer.status}.` }));
    if (!answer.ok) throw json;
    return json;
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Fetch a part of this page and put it in place; false when nothing could be had or nothing changed. */
export async function refresh(element, address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return false;
    const text = await answer.text();
    if (element.dataset.shown === text) return false;
    element.dataset.shown = text;
    element.innerHTML = text;  // Our own server's template, everything in it escaped there.
    localTimes(element);
    return true;
  } catch {
    return false;
  }
}

localTimes();
setInterval(() => localTimes(), 60e3);
