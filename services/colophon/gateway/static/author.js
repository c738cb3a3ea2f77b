// The author's page: uploads that outlast a bad line, then the answer as soon as it is there.
import { $, localTimes, make, pause, refresh, say, told } from "./common.js";
import { Ended, Resumable, forget, unfinished } from "./resumable.js";

const MB = 1024 * 1024, state = $("#state"), forms = [...document.querySelectorAll("form[data-kind]")];
let under_way = 0;

async function refusal(file, kind, limit) {
  if (file.size === 0) return ["This file is empty.", "Choose the file again."];
  if (file.size > limit * MB) {
    return [`This file is larger than ${limit} MB.`, kind === "paper" ? "Reduce the resolution of its images." : "Leave out what can be had elsewhere, and name it in the readme."];
  }
  const head = new TextDecoder("latin1").decode(await file.slice(0, 1024).arrayBuffer());
  if (kind === "paper" || kind === "appendix") {
    if (!head.includes("%PDF-")) return ["This is not a PDF.", "Choose the PDF itself: no source, archive or Word file."];
  } else if (head.startsWith("%PDF-")) return ["This is a PDF, not an archive.", "Pack the files as a zip."];
  return null;
}

/** One form: the paper's, or one for what lies beside it. */
function wire(form) {
  const { kind, token } = form.dataset, limit = Number(form.dataset.limit);
  const target = `${form.dataset.target}?kind=${kind}`;
  const input = $("input[type=file]", form), drop = $(".drop", form), said = $("[data-said]", form);
  const progress = $("[data-progress]", form), bar = $("progress", form), label = $("label", progress), stop = $("[data-stop]", form);
  let sending = null;

  async function upload(file) {
    if (sending) return;
    const no = await refusal(file, kind, limit);
    if (no) return say(said, "bad", ...no.map((text) => make("p", {}, text)));
    say(said, "");
    progress.hidden = false;
    bar.value = 0;
    label.textContent = `Uploading ${file.name}`;
    let share = 0;
    sending = new Resumable(file, {
      target, token, basedOn: form.dataset.seen,
      onState: (now) => {
        share = now.share ?? share;
        bar.value = share * 100;
        const percent = `${Math.floor(share * 100)} %`;
        label.textContent = now.waiting ? `${now.waiting} at ${percent}; it goes on from there by itself`
          : share < 1 ? `Uploading ${file.name}: ${percent}` : "Uploaded; waiting for the receipt";
      },
    });
    under_way += 1;
    try {
      await received(await sending.send());
    } catch (error) {
      const problem = error instanceof Ended ? error.problem : { detail: String(error) };
      if (problem.stopped) say(said, "", make("p", {}, "Stopped. Nothing was kept."));
      else say(said, "bad", ...told(problem));
    }
    under_way -= 1;
    sending = null;
    progress.hidden = true;
    form.reset();
  }

  async function received({ opened, receipt }) {
    if (receipt.opened !== opened) {
      say(said, "well", make("p", {}, "This is the file you uploaded before; its receipt stands."));
      return follow();
    }
    const late = receipt.on_time ? "" : " It came after the deadline, and is taken and marked late.";
    say(said, "well", make("p", {}, `Received ${receipt.received_aoe}.${late} The receipt is on this page.`),
      ...(await meanwhile(receipt)));
    follow();
  }

  /** What co-authors sent between the version this page showed and this one. */
  async function meanwhile({ paper, revision }) {
    const seen = form.dataset.seen;
    form.dataset.seen = revision.split("/").pop();
    if (kind !== "paper" || !seen) return [];
    const answer = await fetch(`/v1/${paper}/revisions/${seen}/differences`, { headers: { Authorization: `Bearer ${token}` } })
      .catch(() => ({ ok: false }));
    const { differences } = answer.ok ? await answer.json() : { differences: [] };
    return differences.filter((each) => each.revision.name !== revision)
      .map((each) => make("p", {}, `A co-author uploaded meanwhile; both are kept. ${each.words}`));
  }

  input.addEventListener("change", () => { if (input.files[0]) upload(input.files[0]); });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (input.files[0]) upload(input.files[0]); });
  stop.addEventListener("click", () => sending?.stop());
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
  const [left] = unfinished(target);
  if (left) {
    const button = make("button", { type: "button", class: "plain small" }, "Forget it");
    button.addEventListener("click", () => { unfinished(target).forEach(({ key }) => forget(key)); say(said, ""); });
    say(said, "", make("p", {}, `The upload of ${left.name} was interrupted. Choose the same file again and it goes on where it stopped. `), button);
  }
}

/** Show the state again until it is judged. */
async function follow() {
  for (let tries = 0; tries < 90; tries += 1) {
    await refresh(state, `${location.pathname}?part=state`);
    if ($("[data-state]", state)?.dataset.state !== "checking" && !$("[data-pending]", state)) return;
    await pause(tries < 20 ? 700 : 2000);
  }
}

forms.forEach(wire);
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => { if (under_way) event.preventDefault(); });
if (state.dataset.checking || $("[data-pending]", state)) follow();
localTimes();
