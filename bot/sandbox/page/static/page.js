// The frame of the page: tabs, toasts, jumps, copying, and asking at once for what is new after every act.
"use strict";

const app = document.getElementById("app");
const person = document.body.dataset.person;

function show(tab) {
  app.dataset.tab = tab;
  sessionStorage.setItem("tab", tab);
  for (const button of document.querySelectorAll("[data-show]")) {
    const chosen = button.dataset.show === tab;
    button.setAttribute("aria-pressed", String(chosen));
    if (chosen) button.classList.remove("news");
  }
}

function toast(text) {
  const note = document.createElement("output");
  note.className = "toast";
  note.setAttribute("role", "status");
  note.textContent = text;
  document.getElementById("toasts").append(note);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea"); // where the clipboard is closed to pages
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(document.body.dataset.copied.replace("%", () => text));
}

function jump(id) {
  const message = document.getElementById(id);
  if (!message) return;
  show(id.startsWith("g") ? "group" : "private");
  message.scrollIntoView({ block: "center", behavior: "smooth" });
  message.classList.remove("lit");
  void message.offsetWidth; // so that the light starts anew
  message.classList.add("lit");
}

const askAnew = () => htmx.trigger("#live", "now");

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[data-${name}]`);
  let found;
  if ((found = on("show"))) show(found.dataset.show);
  else if ((found = on("copy"))) copy(found.dataset.copy);
  else if ((found = on("jump"))) {
    event.preventDefault();
    jump(found.dataset.jump);
  } else if ((found = on("open"))) {
    event.preventDefault();
    htmx.ajax("POST", "/page/open", { source: document.body, target: "#toasts", swap: "beforeend", values: { payload: found.dataset.open } });
  } else if ((found = on("newest"))) {
    found.closest(".chat").querySelector(".scroll").scrollTo({ top: 0, behavior: "smooth" });
  } else if ((found = on("close"))) {
    document.getElementById(found.dataset.close).hidden = true;
    localStorage.setItem(`closed-${found.dataset.close}`, "yes");
  }
});

document.addEventListener("animationend", (event) => {
  if (event.target.matches(".toast")) event.target.remove();
});

for (const scroll of document.querySelectorAll(".scroll")) {
  // The list hangs from its end: 0 is the newest message, and older ones are at negative offsets.
  scroll.addEventListener("scroll", () => {
    const away = scroll.scrollTop < -120;
    const chat = scroll.closest(".chat");
    chat.classList.toggle("away", away);
    if (!away) chat.classList.remove("unseen");
  });
}

for (const list of document.querySelectorAll(".messages")) {
  new MutationObserver((changes) => {
    const added = changes.some((change) => [...change.addedNodes].some((node) => node.matches?.(".message")));
    if (!added) return;
    const chat = list.closest(".chat");
    if (chat.classList.contains("away")) chat.classList.add("unseen");
    if (app.dataset.tab !== chat.id) document.querySelector(`[data-show="${chat.id}"]`).classList.add("news");
  }).observe(list, { childList: true });
}

htmx.onLoad((element) => {
  const each = (selector) => [...(element.matches?.(selector) ? [element] : []), ...element.querySelectorAll(selector)];
  for (const mark of each("[data-go]")) {
    show(mark.dataset.go);
    mark.remove();
  }
  if (element.matches?.(".race")) element.scrollIntoView({ block: "nearest" });
  for (const alert of each("[data-alert]")) {
    alert.addEventListener("close", () => alert.remove());
    alert.showModal();
  }
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.requestConfig?.verb === "post") askAnew();
});
document.body.addEventListener("htmx:sendError", () => document.body.classList.add("lost"));
document.body.addEventListener("htmx:afterOnLoad", () => document.body.classList.remove("lost"));

show(sessionStorage.getItem("tab") ?? "group");
for (const part of document.querySelectorAll("[data-close]")) {
  const id = part.dataset.close;
  if (localStorage.getItem(`closed-${id}`)) document.getElementById(id).hidden = true;
}
document.querySelector(".actor.chosen")?.scrollIntoView({ block: "nearest", inline: "center" });
