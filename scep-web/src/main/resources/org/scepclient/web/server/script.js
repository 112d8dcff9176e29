// The live parts: preview and test without leaving the form, and a status that follows a run. All of it works
// without this file too. What the server sends is a page, of which one element's content is taken over.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);

  const takeOver = (id, page) => {
    const shown = element(id);
    const sent = page.getElementById(id);
    if (!shown || !sent || shown.innerHTML === sent.innerHTML) {
      return;
    }
    const focused = shown.contains(document.activeElement) ? document.activeElement.id : "";
    const folds = new Map([...shown.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
    shown.replaceChildren(...sent.childNodes);
    folds.forEach((open, name) => { if (element(name)) { element(name).open = open; } });
    if (focused && element(focused)) {
      element(focused).focus();
    }
  };

  const load = async (address, options) => {
    const answer = await fetch(address, options);
    if (answer.redirected) {
      location.reload();
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const form = element("settings");
  const sent = (button) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("CHALLENGE");
    fields.append("do", button);
    return load("global", { method: "POST", body: fields });
  };

  const preview = () => sent("preview").then((page) => takeOver("preview", page)).catch(() => {});

  const test = (button) => {
    const result = element("connection");
    button.disabled = true;
    result.setAttribute("aria-busy", "true");
    result.textContent = "Asking the server …";
    sent("test")
      .then((page) => takeOver("connection", page))
      .catch(() => { result.textContent = "This page's server does not answer. Log in again."; })
      .finally(() => {
        button.disabled = false;
        button.focus();
        result.removeAttribute("aria-busy");
      });
  };

  const pin = (button) => {
    const field = element("CA_FINGERPRINT");
    field.value = button.value;
    field.focus();
    const said = document.createElement("p");
    said.className = "done";
    said.textContent = "Filled in as the CA Fingerprint; Apply saves it.";
    element("connection").prepend(said);
  };

  if (form) {
    let waiting = 0;
    form.addEventListener("input", (event) => {
      if (["SUBJECT", "ALT_NAME", "SERIAL"].includes(event.target.id)) {
        clearTimeout(waiting);
        waiting = setTimeout(preview, 400);
      }
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button && button.name === "do" && button.value === "test") {
        event.preventDefault();
        test(button);
      } else if (button && button.name === "pin") {
        event.preventDefault();
        pin(button);
      }
    });
  }

  // A link of the list of errors may lead into a part that is folded.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && element(link.getAttribute("href").slice(1));
    const fold = target && target.closest("details");
    if (fold) {
      fold.open = true;
    }
    if (target && link.closest(".summary, .result")) {
      event.preventDefault();
      target.focus();
    }
  });

  const live = element("live");
  const follow = async () => {
    try {
      const page = await load("status");
      takeOver("lines", page);
      takeOver("live", page);
      live.dataset.running = page.getElementById("live").dataset.running;
    } catch (nobody) {
      // The next try may find it again.
    }
    if (live.dataset.running === "yes") {
      setTimeout(follow, 2000);
    }
  };
  if (live && live.dataset.running === "yes") {
    setTimeout(follow, 1000);
  }
})();
