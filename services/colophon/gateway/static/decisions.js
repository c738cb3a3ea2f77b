// Decisions about one paper: each is one call with the version that was seen, and the page shown anew.
import { $, call, make, say, told } from "./common.js";

const panel = $("#decisions"), api = panel.dataset.api, said = $("#decided");
const seen = { "If-Match": `"${panel.dataset.seen}"` };

async function decide(path, body) {
  try {
    await call("POST", `${api}/${path}`, body, seen);
    location.reload();
  } catch (problem) { say(said, "bad", ...told(problem)); }
}

$("#what").addEventListener("change", (event) => {
  $("#until").hidden = event.target.value !== "until";
  $("#until").required = event.target.value === "until";
});

$("#decide").addEventListener("submit", (event) => {
  event.preventDefault();
  const what = $("#what").value, reason = $("#why").value;
  if (what === "until") return decide("decisions", { until: new Date($("#until").value).toISOString(), reason });
  if (what.startsWith("revision:")) return decide("decisions", { revision: Number(what.slice(9)), reason });
  return decide("decisions", { disposition: what, reason });
});

for (const form of panel.querySelectorAll("[data-change]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(`changes/${form.dataset.change}:${event.submitter.value}`, { reason: form.elements.reason.value });
  });
}

for (const button of panel.querySelectorAll("[data-lift]")) {
  button.addEventListener("click", () => {
    const field = make("input", { placeholder: "Why it is lifted", maxlength: "5000", "aria-label": "Why it is lifted" });
    const go = make("button", { type: "button", class: "small" }, "Lift");
    go.addEventListener("click", () => decide(`decisions/${button.dataset.lift}:lift`, { reason: field.value }));
    button.replaceWith(field, go);
    field.focus();
  });
}
