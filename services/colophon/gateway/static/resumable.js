// A file on its way by tus 1.0.0: piece by piece, each with its checksum; after a cut it goes on where it stopped,
// also in another sitting of the same browser.
import { once, pause } from "./common.js";

const PIECE = 1024 * 1024, WHOLE = 64 * 1024 * 1024, BYTES = "application/offset+octet-stream";
const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const utf8 = (text) => base64(new TextEncoder().encode(text));

/** Says why an upload ended: a problem of the API, or {stopped: true}. */
export class Ended extends Error {
  constructor(problem) { super(problem.detail ?? "stopped"); this.problem = problem; }
}

export class Resumable {
  /** target: /v1/…/uploads?kind=…; onState({share, waiting}) is told of each change. */
  constructor(file, { target, token, basedOn, onState }) {
    Object.assign(this, { file, target, token, basedOn, onState, stopped: false, xhr: null, url: null });
    this.key = `colophon-upload ${target} ${file.name} ${file.size} ${file.lastModified}`;
  }

  /** Forget it, here and there. */
  stop() {
    this.stopped = true;
    this.xhr?.abort();
    this.wake?.();
    if (this.url) this.#ask("DELETE", this.url).catch(() => {});
    remember(this.key, null);
  }

  /** The upload as the API tells it when its last byte is there; rejects with Ended. */
  async send() {
    this.url = recall(this.key);
    let offset = this.url ? await this.#until(() => this.#offset()) : null;
    if (offset === null) {
      this.url = await this.#until(this.#opening());
      remember(this.key, this.url);
      offset = 0;
    }
    while (offset < this.file.size) {
      this.onState({ share: offset / this.file.size, waiting: "" });
      offset = await this.#until(() => this.#piece(offset), () => this.#offset());
      if (offset === null) throw new Ended(await this.#until(() => this.#why()));
    }
    this.onState({ share: 1, waiting: "" });
    const done = await this.#until(() => this.#ask("GET", this.url));
    remember(this.key, null);
    return JSON.parse(done.responseText);
  }

  /** The same again until it answers; `instead` is asked first after a failure, and its answer will do. */
  async #until(act, instead = null) {
    for (let tries = 0; ; tries += 1) {
      if (this.stopped) throw new Ended({ stopped: true });
      try {
        return await (tries && instead ? instead() : act());
      } catch (error) {
        if (this.stopped) throw new Ended({ stopped: true });
        if (!(error instanceof Again)) { remember(this.key, null); throw error; }
        this.onState({ waiting: error.message });
        await this.#rest(Math.min(500 * 2 ** tries, 8000));
      }
    }
  }

  /** Wait, but no longer than until the network is back. */
  #rest(ms) {
    return new Promise((resolve) => {
      this.wake = resolve;
      addEventListener("online", resolve, { once: true });
      setTimeout(resolve, ms);
    });
  }

  #opening() {
    const key = once();  // A lost answer is asked again under the same key.
    return async () => {
      const words = { filename: this.file.name, based_on: this.basedOn || "" };
      const headers = {
        "Idempotency-Key": key, "Upload-Length": this.file.size,
        "Upload-Metadata": Object.entries(words).filter(([, word]) => word)
          .map(([name, word]) => `${name} ${utf8(word)}`).join(","),
      };
      if (crypto.subtle && this.file.size <= WHOLE) {
        headers["Repr-Digest"] = `sha-256=:${base64(await crypto.subtle.digest("SHA-256", await this.file.arrayBuffer()))}:`;
      }
      return (await this.#ask("POST", this.target, headers)).getResponseHeader("Location");
    };
  }

  /** Bytes that are there; null where the upload is over. */
  async #offset() {
    const answer = await this.#ask("HEAD", this.url, {}, null, [404, 410]);
    const told = answer.getResponseHeader("Upload-Offset");
    return answer.status < 300 && told !== null ? Number(told) : null;
  }

  /** What became of an upload that is over, where its own answer was lost. */
  async #why() {
    const answer = await this.#ask("GET", this.url, {}, null, [404, 410]);
    const told = JSON.parse(answer.responseText);
    return { detail: told.message || "The upload is over.", remedy: told.remedy || "Please upload the file again." };
  }

  async #piece(offset) {
    const piece = await this.file.slice(offset, offset + PIECE).arrayBuffer();
    const headers = { "Content-Type": BYTES, "Upload-Offset": offset };
    if (crypto.subtle) headers["Upload-Checksum"] = `sha256 ${base64(await crypto.subtle.digest("SHA-256", piece))}`;
    const answer = await this.#ask("PATCH", this.url, headers, piece);
    return Number(answer.getResponseHeader("Upload-Offset"));
  }

  #ask(method, address, headers = {}, body = null, fine = []) {
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      this.xhr = xhr;
      xhr.open(method, address);
      xhr.setRequestHeader("Authorization", `Bearer ${this.token}`);
      xhr.setRequestHeader("Tus-Resumable", "1.0.0");
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
      if (body) {
        xhr.upload.onprogress = (event) => this.onState({
          share: (headers["Upload-Offset"] + event.loaded) / this.file.size, waiting: "",
        });
      }
      xhr.onload = () => {
        if (xhr.status < 300 || fine.includes(xhr.status)) return resolve(xhr);
        let problem = {};
        try { problem = JSON.parse(xhr.responseText); } catch { /* told by its status */ }
        if (xhr.status === 503 || xhr.status === 460 || problem.reason === "OFFSET_MISMATCH" || problem.reason === "REQUEST_IN_PROGRESS") {
          return reject(new Again("The server is busy"));
        }
        return reject(new Ended(problem.detail ? problem : { detail: `The server answered ${xhr.status}.` }));
      };
      xhr.onerror = () => reject(new Again("The connection broke"));
      xhr.ontimeout = xhr.onerror;
      xhr.onabort = xhr.onerror;
      xhr.timeout = 120000;
      xhr.send(body);
    });
  }
}

class Again extends Error {}

/** A browser may refuse to remember anything; then an upload lasts as long as its page. */
function remember(key, url) {
  try { if (url) localStorage.setItem(key, url); else localStorage.removeItem(key); } catch { /* not kept */ }
}
function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** Names of files that this browser began to send to a target and did not end. */
export function unfinished(target) {
  const start = `colophon-upload ${target} `;
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start))
      .map((key) => ({ key, name: key.slice(start.length).split(" ").slice(0, -2).join(" ") }));
  } catch { return []; }
}
export const forget = (key) => remember(key, null);
