// Preview and connection test without leaving the form, and a status that follows a run. The web interface works
// without this script too: each response is a complete page, from which one element's content is copied.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);

  const replace = (id, page) => {
    const current = element(id);
    const received = page.getElementById(id);
    if (!current || !received || current.innerHTML === received.innerHTML) {
      return;
    }
    const focused = current.contains(document.activeElement) ? document.activeElement.id : "";
    const folds = new Map([...current.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
    current.replaceChildren(...received.childNodes);
    folds.forEach((open, name) => { if (element(name)) { element(name).open = open; } });
    if (focused && element(focused)) {
      element(focused).focus();
    }
  };

  const load = async (address, options) => {
    const response = await fetch(address, options);
    if (response.redirected) {
      location.reload();
    }
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  const form = element("settings");
  const submit = (button) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("CHALLENGE");
    fields.append("do", button);
    return load("global", { method: "POST", body: fields });
  };

  const preview = () => submit("preview").then((page) => replace("preview", page)).catch(() => {});

  const test = (button) => {
    const result = element("connection");
    button.disabled = true;
    result.setAttribute("aria-busy", "true");
    result.textContent = "Contacting the server …";
    submit("test")
      .then((page) => replace("connection", page))
      .catch(() => { result.textContent = "The web interface does not respond. Log in again."; })
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
    const notice = document.createElement("p");
    notice.className = "done";
    notice.textContent = "CA Fingerprint filled in. Click Apply to save it.";
    element("connection").prepend(notice);
  };

  if (form) {
    let timer = 0;
    form.addEventListener("input", (event) => {
      if (["SUBJECT", "ALT_NAME", "SERIAL"].includes(event.target.id)) {
        clearTimeout(timer);
        timer = setTimeout(preview, 400);
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

  // A link may point into a collapsed part.
  const unfold = (target) => {
    const fold = target && target.closest("details");
    if (fold) {
      fold.open = true;
    }
  };
  const linked = location.hash && element(location.hash.slice(1));
  if (linked) {
    unfold(linked);
    linked.scrollIntoView();
    linked.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && element(link.getAttribute("href").slice(1));
    unfold(target);
    if (target && link.closest(".summary, .result, .notice, .error, .panel")) {
      event.preventDefault();
      target.focus();
    }
  });

  const live = element("live");
  const follow = async () => {
    try {
      const page = await load("status");
      replace("lines", page);
      replace("live", page);
      live.dataset.running = page.getElementById("live").dataset.running;
    } catch (unreachable) {
      // The next attempt may succeed.
    }
    if (live.dataset.running === "yes") {
      setTimeout(follow, 2000);
    }
  };
  if (live && live.dataset.running === "yes") {
    setTimeout(follow, 1000);
  }
})();
