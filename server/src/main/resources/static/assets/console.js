// What htmx leaves to do. No inline script anywhere: the content security policy forbids it.
"use strict";

// An answer that refuses is shown in its place too: it says what to do.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 500 && status !== 401) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Parts of a form that are about what is chosen in it: data-when="grant=JWT Bearer|SAML 2.0 Bearer;type=OAuth".
function showParts(form) {
  form.querySelectorAll("[data-when]").forEach((part) => {
    part.hidden = !part.dataset.when.split(";").every((condition) => {
      const [field, texts] = condition.split("=");
      return texts.split("|").includes(form.elements.namedItem(field)?.value);
    });
  });
}
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.querySelector("[data-when]")) {
    showParts(form);
  }
});
document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("form.parts").forEach(showParts));
// Also of a form that nobody has touched yet: what goes only with the first change takes Save away from under the pointer.
document.querySelectorAll("form").forEach(showParts);

// All that a table shows is ticked at once, or nothing of it.
document.querySelectorAll("[data-ticks]").forEach((all) => {
  all.hidden = false;
  all.addEventListener("change", () => {
    all.closest("table").querySelectorAll("tbody input[type=checkbox]").forEach((one) => { one.checked = all.checked; });
  });
});

// A row of a form goes without asking the server, so that secrets in other rows stay typed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (button) {
    event.preventDefault();
    const row = button.closest("fieldset.row");
    const next = row.parentElement.parentElement.querySelector("[data-adds]");
    row.remove();
    if (next) {
      next.focus();
    }
  }
});

// A document is read from a file into the field that it belongs to.
document.querySelectorAll("input[type=file][data-into]").forEach((input) => {
  input.closest("[hidden]").hidden = false;
  input.addEventListener("change", async () => {
    if (input.files.length) {
      document.getElementById(input.dataset.into).value = await input.files[0].text();
    }
  });
});

// Long work shows each step as it comes: server-sent events whose data are parts of the page.
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || !button.dataset.stream) {
    return;
  }
  event.preventDefault();
  const place = document.getElementById(button.dataset.stream);
  const body = new URLSearchParams(new FormData(event.target));
  body.set("stream", "true");
  place.hidden = false;
  place.querySelector("[data-rows]").replaceChildren();
  place.querySelector("[data-end]").replaceChildren();
  place.querySelector("[role=status]").textContent = "Running …";
  place.setAttribute("aria-busy", "true");
  button.disabled = true;
  try {
    await follow(await fetch(button.getAttribute("formaction") || event.target.action, { method: "POST", body, headers: { "HX-Request": "true" } }), place);
  } catch (failure) {
    place.querySelector("[role=status]").textContent = "The connection to the server broke. Load the page again.";
  } finally {
    place.removeAttribute("aria-busy");
    button.disabled = false;
  }
});

async function follow(answer, place) {
  if (answer.status === 401) {
    // The session is over: the server hears which page it was, so that whoever logs in comes back to it.
    await fetch(location.pathname + location.search);
    location.assign(answer.headers.get("HX-Redirect") || "/login");
    return;
  }
  if (!(answer.headers.get("Content-Type") || "").startsWith("text/event-stream")) {
    // Refused before it began: the answer is a page that says why.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const alert = document.createElement("div");
    alert.className = "alert bad";
    alert.setAttribute("role", "alert");
    alert.append(...page.querySelectorAll("[data-problem] > p"));
    place.querySelector("[role=status]").textContent = "Ended with a problem.";
    place.querySelector("[data-end]").append(alert);
    return;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const events = text.split("\n\n");
    text = events.pop();
    events.forEach((event) => show(event, place));
  }
}

function show(event, place) {
  const lines = event.split("\n");
  const named = lines.find((line) => line.startsWith("event:"));
  if (!named) {
    // A comment, by which the server finds out whether somebody listens.
    return;
  }
  const name = named.slice(6).trim();
  const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
  if (name === "status") {
    place.querySelector("[role=status]").textContent = data;
    return;
  }
  const part = document.createElement("template");
  part.innerHTML = data;
  if (name === "row") {
    place.querySelector("[data-rows]").append(part.content);
    return;
  }
  const well = name === "done" && !part.content.querySelector(".alert.bad");
  place.querySelector("[role=status]").textContent = well ? "Done." : "Ended with a problem.";
  place.querySelector("[data-end]").append(part.content);
}

// Work that was under way when the page came, here or at another server. A browser opens six connections to a server: those that
// follow leave some for the page's buttons, and for other tabs; who is not followed yet stands as it did.
const FOLLOWED_AT_ONCE = 2;
const underWay = [...document.querySelectorAll("[data-follow]")];
for (let i = 0; i < FOLLOWED_AT_ONCE; i++) {
  followInTurn();
}

async function followInTurn() {
  for (let place = underWay.shift(); place; place = underWay.shift()) {
    place.setAttribute("aria-busy", "true");
    try {
      await follow(await fetch(place.dataset.follow, { headers: { "HX-Request": "true" } }), place);
    } catch (failure) {
      place.querySelector("[role=status]").textContent = "The connection to the server broke. Load the page again.";
    } finally {
      place.removeAttribute("aria-busy");
      place.querySelectorAll("form").forEach((form) => form.remove());
    }
  }
}

// After logging in again, back to the form that came too late.
document.querySelector("form[data-at-once]")?.requestSubmit();
