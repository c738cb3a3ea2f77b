// The editor's page: live papers, links, builds, releases, keys.
import { $, call, localTimes, make, pause, refresh, say, told } from "./common.js";

const venue = $("#venue").dataset.venue, api = `/v1/${venue}`, here = location.pathname;
const papers = $("#papers"), making = $("#making"), said = $("#said"), dialog = $("#link-dialog");
const expanded = new Map();  // paper → version whose findings are shown
let filter = "", words = "", watched = "", linked = null;

// ---- Papers: filter, search, findings ----

function show() {
  let any = false;
  for (const body of papers.querySelectorAll("tbody[data-paper]")) {
    const fits = (!filter || body.dataset.state === filter) && body.dataset.words.includes(words);
    body.hidden = !fits;
    any ||= fits;
  }
  const none = $("#none-found");
  if (none) none.hidden = any;
  for (const tile of papers.querySelectorAll("[data-filter]")) {
    tile.setAttribute("aria-pressed", String(tile.dataset.filter === filter));
  }
}

async function expand(body, open) {
  const button = $("[data-expand]", body), row = $(".expansion", body);
  if (!button) return;
  button.setAttribute("aria-expanded", String(open));
  row.hidden = !open;
  if (!open) return expanded.delete(body.dataset.paper);
  expanded.set(body.dataset.paper, body.dataset.version);
  const cell = $("td", row), id = body.dataset.paper.split("/").pop();
  if (!(await refresh(cell, `${here}/papers/${id}?part=findings`)) && !cell.childElementCount) {
    say(cell, "bad", make("p", {}, "The findings cannot be shown just now."));
  }
}

async function refreshPapers() {
  const inside = papers.contains(document.activeElement) && document.activeElement.id === "find";
  const kept = new Map([...papers.querySelectorAll("tbody[data-paper]")]
    .filter((body) => expanded.has(body.dataset.paper)).map((body) => [body.dataset.paper, $(".expansion", body)]));
  if (inside || !(await refresh(papers, `${here}?part=papers`))) return;
  $("#find")?.setAttribute("value", words);
  show();
  for (const body of papers.querySelectorAll("tbody[data-paper]")) {
    const paper = body.dataset.paper;
    if (!kept.has(paper)) continue;
    $(".expansion", body).replaceWith(kept.get(paper));
    $("[data-expand]", body)?.setAttribute("aria-expanded", "true");
    if (expanded.get(paper) !== body.dataset.version) expand(body, true);
  }
}

papers.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("filter" in button.dataset) { filter = filter === button.dataset.filter ? "" : button.dataset.filter; show(); }
  if ("expand" in button.dataset) expand(button.closest("tbody"), button.getAttribute("aria-expanded") !== "true");
  if ("link" in button.dataset) openLink(button);
});
papers.addEventListener("input", (event) => {
  if (event.target.id === "find") { words = event.target.value.trim().toLowerCase(); show(); }
});

// ---- Links ----

function openLink(button) {
  linked = button.closest("tbody").dataset.paper;
  $("#link-paper").textContent = button.dataset.title;
  $("#link-place").replaceChildren(...JSON.parse(button.dataset.authors)
    .map((name, index) => make("option", { value: String(index + 1) }, name)));
  $("#link-made").replaceChildren();
  dialog.showModal();
}

$("#link-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = $("#link-made");
  try {
    const link = await call("POST", `/v1/${linked}/links`, {
      place: Number($("#link-place").value), expires_in_hours: Number($("#link-hours").value),
    });
    made.replaceChildren(secret("The author's link", link.url),
      make("p", { class: "hint" }, "Whoever has this link may upload for this paper until ", time(link.expires), "."));
    localTimes(made);
  } catch (problem) { say(made, "bad", ...told(problem)); }
});

$("#link-revoke").addEventListener("click", async () => {
  const made = $("#link-made");
  try {
    await call("DELETE", `/v1/${linked}/links/${$("#link-place").value}`);
    say(made, "well", make("p", {}, "Every link given to this author so far has stopped working."));
  } catch (problem) { say(made, "bad", ...told(problem)); }
});

const time = (moment) => make("time", { datetime: moment, "data-local": "" }, moment);

/** A secret to copy, in a field of its own. */
function secret(label, text) {
  const field = make("input", { readonly: "", value: text, "aria-label": label });
  const button = make("button", { type: "button", class: "small" }, "Copy");
  button.addEventListener("click", async () => {
    field.select();
    try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; } catch { button.textContent = "Press Ctrl+C"; }
  });
  return make("div", { class: "secret" }, field, button);
}

// ---- Builds, releases, keys ----

async function refreshMaking() {
  const open = new Set([...making.querySelectorAll("details[open][id]")].map((each) => each.id));
  const label = $("#key-label")?.value, kept = $("#key-made")?.firstChild, refused = $("#build-said")?.firstChild;
  if (label || making.contains(document.activeElement) && document.activeElement.matches("input")) return;
  if (await refresh(making, `${here}?part=making`)) {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (kept) $("#key-made").append(kept);
    if (refused) $("#build-said").append(refused);
  }
  watch($("[data-running]", making)?.dataset.running);
}

/** Follow a build by its events until it ends. */
function watch(build) {
  if (!build || build === watched) return;
  watched = build;
  const events = new EventSource(`/v1/${build}/events`);
  let busy = false, again = false;
  const draw = async () => {
    if (busy) { again = true; return; }
    busy = true;
    do { again = false; await refreshMaking(); await pause(250); } while (again);
    busy = false;
  };
  events.onmessage = (event) => {
    const { state, kind, number } = JSON.parse(event.data);
    if (!["queued", "running"].includes(state)) {
      events.close();
      watched = "";
      say(said, state === "done" ? "well" : "bad", make("p", {}, `Build ${number} (${kind}): ${state}.`));
    }
    draw();
  };
}

making.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button || button.type === "submit") return;
  const { build, cancel, release, revoke } = button.dataset;
  const where = $("#build-said") ?? said;
  button.disabled = true;
  try {
    say(where, "");
    if (build) {
      const seen = [...papers.querySelectorAll("tbody[data-paper]")]
        .map((body) => ({ name: body.dataset.paper, status_version: Number(body.dataset.version) }));
      watch((await call("POST", `${api}/builds`, { kind: build, papers: seen })).name);
    }
    if (cancel) await call("POST", `${api}/builds/${cancel}:cancel`);
    if (release) await call("POST", `${api}/releases`, { build: release });
    if (revoke) await call("DELETE", `${api}/keys/${revoke}`);
  } catch (problem) { say(where, "bad", ...told(problem)); }
  button.disabled = false;
  refreshMaking();
});

making.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = $("#key-label"), made = $("#key-made");
  try {
    const key = await call("POST", `${api}/keys`, { label: field.value });
    field.value = "";
    field.blur();
    made.replaceChildren(make("div", {}, make("p", {}, `Key ${key.name.split("/").pop()}: copy its secret now, it is not shown again.`), secret("The key's secret", key.secret)));
    await refreshMaking();
  } catch (problem) { say(made, "bad", ...told(problem)); }
});

/** Once and again while the page is looked at. */
async function live() {
  for (;;) {
    await pause(4000);
    if (document.hidden) continue;
    await refreshPapers();
    if (!watched) await refreshMaking();
  }
}
watch($("[data-running]", making)?.dataset.running);
live();
