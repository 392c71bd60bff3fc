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
