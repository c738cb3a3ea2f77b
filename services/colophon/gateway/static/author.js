// The author's page: upload with progress, then the answer as soon as it is there.
import { $, localTimes, make, once, pause, refresh, say, told } from "./common.js";

const form = $("#upload"), input = $("#pdf"), drop = $(".drop"), said = $("#said"), state = $("#state");
const bar = $("#bar"), barLabel = $("#bar-label"), progress = $("#progress"), stop = $("#stop");
const TRIES = 4;
let under_way = null;

async function refusal(file) {
  if (file.size === 0) return ["This file is empty.", "Choose the PDF of your paper."];
  if (file.size > 50 * 1024 * 1024) return ["This file is larger than 50 MB.", "Reduce the resolution of its images."];
  const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  if (!new TextDecoder("latin1").decode(head).includes("%PDF-")) {
    return ["This is not a PDF.", "Choose the PDF itself: no source, archive or Word file."];
  }
  return null;
}

async function digest(file) {
  if (!crypto.subtle) return null;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return `sha-256=:${btoa(String.fromCharCode(...hash))}:`;
}

/** One attempt; resolves to {status, json}, rejects when the connection failed or it was stopped. */
function send(file, headers) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    under_way = xhr;
    xhr.open("POST", form.dataset.target);
    xhr.setRequestHeader("Authorization", `Bearer ${form.dataset.token}`);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => {
      const share = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
      bar.value = share;
      barLabel.textContent = share < 100 ? `Uploading ${file.name}: ${share} %` : "Uploaded; waiting for the receipt";
    };
    xhr.onload = () => {
      let json = {};
      try { json = JSON.parse(xhr.responseText); } catch { /* told by its status */ }
      resolve({ status: xhr.status, json });
    };
    xhr.onerror = () => reject(new Error("connection"));
    xhr.onabort = () => reject(new Error("stopped"));
    xhr.send(file);
  });
}

async function upload(file) {
  if (under_way) return;
  const no = await refusal(file);
  if (no) return say(said, "bad", ...no.map((text) => make("p", {}, text)));
  say(said, "");
  progress.hidden = false;
  bar.value = 0;
  barLabel.textContent = `Uploading ${file.name}`;
  const headers = {
    "Content-Type": "application/pdf", "X-Filename": encodeURIComponent(file.name), "Idempotency-Key": once(),
  };
  if (form.dataset.seen) headers["X-Based-On"] = form.dataset.seen;
  const sum = await digest(file);
  if (sum) headers["Content-Digest"] = sum;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { status, json } = await send(file, headers);
      if (status === 503 && attempt < TRIES) {
        barLabel.textContent = "The server is busy; trying again";
        await pause(2000);
        continue;
      }
      if (status >= 400) say(said, "bad", ...told(json.detail ? json : { detail: `The server answered ${status}.` }));
      else received(status, json);
    } catch (error) {
      if (error.message === "connection" && attempt < TRIES) {
        barLabel.textContent = "The connection broke; trying again";
        await pause(1500 * attempt);
        continue;
      }
      const words = error.message === "stopped" ? "Stopped. Nothing was kept." : "The connection broke. Please upload again.";
      say(said, error.message === "stopped" ? "" : "bad", make("p", {}, words));
    }
    break;
  }
  under_way = null;
  progress.hidden = true;
  form.reset();
}

function received(status, { receipt, revision, meanwhile = [] }) {
  const late = receipt.on_time ? "" : " It came after the deadline, and is taken and marked late.";
  say(said, "well", make("p", {}, status === 200
    ? "This is the file you uploaded before; its receipt stands."
    : `Received ${receipt.received_aoe}.${late} The receipt is below.`),
  ...meanwhile.map((each) => make("p", {}, `A co-author uploaded meanwhile; both are kept. ${each.words}`)));
  form.dataset.seen = revision.number;
  follow();
}

/** Show the state again until it is judged. */
async function follow() {
  for (let tries = 0; tries < 90; tries += 1) {
    await refresh(state, `${location.pathname}?part=state`);
    if ($("[data-state]", state)?.dataset.state !== "checking" && !$("[data-pending]", state)) return;
    await pause(tries < 20 ? 700 : 2000);
  }
}

input.addEventListener("change", () => { if (input.files[0]) upload(input.files[0]); });
form.addEventListener("submit", (event) => { event.preventDefault(); if (input.files[0]) upload(input.files[0]); });
stop.addEventListener("click", () => under_way?.abort());
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  const files = event.dataTransfer.files;
  if (files.length > 1) return say(said, "bad", make("p", {}, "Please drop one file only."));
  if (files[0]) upload(files[0]);
});
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => { if (under_way) event.preventDefault(); });
if (state.dataset.checking || $("[data-pending]", state)) follow();
localTimes();
