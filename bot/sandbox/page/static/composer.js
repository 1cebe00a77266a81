// The field one writes in: replies, photos, things to try, the command menu, drafts.
"use strict";

class Composer {
  constructor(form) {
    this.form = form;
    this.field = form.elements.namedItem("text");
    this.side = form.dataset.side;
    this.menu = form.querySelector("[data-menu]");
    this.draft = `draft-${this.side}-${document.body.dataset.person}`;
    this.field.value = sessionStorage.getItem(this.draft) ?? "";
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("change", (event) => this.chosen(event));
    form.addEventListener("htmx:afterRequest", (event) => this.answered(event));
    this.menu.addEventListener("htmx:afterSwap", () => this.filter());
    this.grow();
  }

  grow() {
    this.field.style.height = "";
    if (!this.field.offsetParent) return; // a field on a hidden tab has no height to measure
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }

  changed() {
    sessionStorage.setItem(this.draft, this.field.value);
    this.grow();
    const wanted = /^\/\w*$/.test(this.field.value);
    if (wanted && this.menu.hidden) htmx.trigger(this.menu, "wanted");
    this.menu.hidden = !wanted;
    this.filter();
  }

  filter() {
    for (const entry of this.menu.querySelectorAll("[data-command]"))
      entry.hidden = !entry.dataset.command.startsWith(this.field.value);
  }

  key(event) {
    if (event.key === "Escape") this.menu.hidden = true;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  write(text) {
    this.field.value = text;
    this.changed();
    this.menu.hidden = true;
    this.field.focus();
  }

  send(text) {
    this.write(text);
    this.form.requestSubmit();
  }

  reply(message) {
    const bubble = message.querySelector(".bubble");
    const bar = this.form.querySelector("[data-reply-bar]");
    bar.querySelector("b").textContent = bubble.dataset.name;
    bar.querySelector("span").textContent = bubble.dataset.line;
    bar.hidden = false;
    this.form.elements.namedItem("reply").value = message.dataset.number;
    this.field.focus({ preventScroll: true });
  }

  picture(name, url) {
    const bar = this.form.querySelector("[data-photo-bar]");
    bar.querySelector("img").src = url;
    bar.querySelector("span").textContent = name;
    bar.hidden = false;
    this.form.querySelector(".attach").open = false;
    this.field.focus();
  }

  sample(button) {
    this.form.elements.namedItem("photo").value = "";
    this.form.elements.namedItem("sample").value = button.dataset.sample;
    this.picture(button.textContent, `/static/samples/${button.dataset.sample}.png`);
  }

  chosen(event) {
    if (event.target.name !== "photo" || !event.target.files.length) return;
    this.form.elements.namedItem("sample").value = "";
    this.picture(event.target.files[0].name, URL.createObjectURL(event.target.files[0]));
  }

  drop(what) {
    this.form.querySelector(`[data-${what}-bar]`).hidden = true;
    for (const name of what === "reply" ? ["reply"] : ["photo", "sample"]) this.form.elements.namedItem(name).value = "";
  }

  answered(event) {
    if (event.target !== this.form || !event.detail.successful) return;
    this.field.value = "";
    this.changed();
    this.drop("reply");
    this.drop("photo");
    this.form.closest(".chat").querySelector(".scroll").scrollTo({ top: 0 });
  }
}

const composers = new Map([...document.querySelectorAll(".composer")].map((form) => [form, new Composer(form)]));
const composerOf = (element) => composers.get(element.closest(".chat")?.querySelector(".composer"));

function act(event) {
  const composer = composerOf(event.target);
  if (!composer) return;
  const on = (selector) => event.target.closest(selector);
  let found;
  if ((found = on("[data-say]"))) composer.send(found.dataset.say);
  else if ((found = on("[data-command]"))) composer.send(found.dataset.command);
  else if ((found = on("[data-try]"))) {
    if ("toCard" in found.dataset) {
      const card = [...document.querySelectorAll("#group-list .message")].filter((one) => one.querySelector(".key")).pop();
      if (card) composer.reply(card);
    }
    composer.write(found.dataset.try);
  } else if ((found = on("[data-sample]"))) composer.sample(found);
  else if ((found = on("[data-drop]"))) composer.drop(found.dataset.drop);
  else if ((found = on("[data-reply]"))) composer.reply(found.closest(".message"));
  else if ((found = on(".bubble")) && !on("a, button, .spoiler") && !String(getSelection())) composer.reply(found.closest(".message"));
}

document.addEventListener("click", act);
