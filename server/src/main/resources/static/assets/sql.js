// The SQL page: suggestions while a statement is typed, and a way to end one that runs.
"use strict";

const statement = document.getElementById("statement");
if (statement) {
  const field = document.getElementById("sql");
  const list = document.getElementById("words");
  const count = document.getElementById("words-count");
  const cancel = document.getElementById("cancel");
  let asked = 0;
  let timer;

  // Behind these words a name comes next: it is suggested before its first letter.
  const awaited = /\b(select|from|join)\s$/i;

  const before = () => field.value.slice(0, field.selectionStart);
  const prefix = () => /[A-Za-z][A-Za-z0-9_]*$/.exec(before())?.[0] || "";

  function close() {
    asked++;
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    list.querySelectorAll("[aria-selected=true]").forEach((other) => other.setAttribute("aria-selected", "false"));
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    const start = field.selectionStart - prefix().length;
    field.setRangeText(option.textContent, start, field.selectionStart, "end");
    close();
    field.focus();
  }

  async function suggest(wanted) {
    const begun = prefix();
    if (!wanted && begun.length < 2 && !awaited.test(before())) {
      close();
      return;
    }
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(statement));
    body.set("before", before().slice(0, before().length - begun.length));
    body.set("prefix", begun);
    const answer = await fetch(field.dataset.words, { method: "POST", body, headers: { "HX-Request": "true" } });
    const words = answer.ok ? await answer.json() : [];
    if (mine !== asked) {
      return;
    }
    list.replaceChildren(...words.filter((word) => word !== begun).map((word, number) => {
      const option = document.createElement("li");
      option.id = "word-" + number;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = word;
      return option;
    }));
    list.hidden = !list.children.length;
    count.textContent = list.hidden ? "" : list.children.length + " suggestions";
  }

  field.setAttribute("aria-controls", "words");
  field.setAttribute("aria-autocomplete", "list");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(false), 150);
  });
  field.addEventListener("blur", () => setTimeout(close, 200));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(event.target);
  });
  field.addEventListener("keydown", (event) => {
    const chosen = list.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      statement.requestSubmit(statement.querySelector("[data-runs]"));
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      clearTimeout(timer);
      suggest(true);
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const options = [...list.children];
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(options[(options.indexOf(chosen) + step + options.length) % options.length] || options[0]);
    } else if (!list.hidden && event.key === "Escape") {
      close();
    } else if (chosen && (event.key === "Tab" || event.key === "Enter")) {
      event.preventDefault();
      take(chosen);
    }
  });

  statement.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-runs")) {
      cancel.hidden = false;
    }
  });
  cancel.addEventListener("click", () => {
    const form = new FormData(statement);
    const body = new URLSearchParams({ id: form.get("id"), _csrf: form.get("_csrf") });
    fetch("/sql/cancel", { method: "POST", body, headers: { "HX-Request": "true" } });
  });
  window.addEventListener("pageshow", () => { cancel.hidden = true; });
}
