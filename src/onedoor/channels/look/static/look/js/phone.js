// On every public page: wakes the worker that keeps pages, offers to keep one's own, and says what waits to be sent.
const here = document.querySelector("script[data-words-kept]").dataset;
const offer = document.querySelector("[data-keep-here]");
const line = document.querySelector("[data-queue-line]");
let unsent = 0;
let keeping = false;

async function ask(what, more = {}) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ ask: what, who: here.who || "", lang: here.lang, ...more });
}

function shown(part, name) {
  for (const each of part.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== name;
}

function heard({ data }) {
  if (data.kept === "keep") keeping = false;
  if (offer && !keeping && "keptFor" in data) shown(offer, data.keptFor && data.keptFor === here.who ? "kept" : "ask");
  if (!line || !data.queue) return;
  const { waiting, wrong, filed } = data.queue;
  unsent = waiting + wrong;
  const words = wrong ? here.wordsWrong : waiting ? here.wordsWaiting : filed ? here.wordsFiled : "";
  line.hidden = !words;
  line.querySelector("a").textContent = words.replace("{n}", wrong || waiting || filed);
}

// A page from the chest is not spoken of as today's: once there is a network, it is asked for anew.
function backAgain() {
  if (document.documentElement.dataset.keptAt && !document.querySelector("form[data-queue], form[data-autosave]")) location.reload();
  else ask("");
}

async function begin() {
  const known = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(here.worker, { scope: "/", updateViaCache: "none" });
  navigator.serviceWorker.addEventListener("message", heard);
  if (offer) {
    offer.hidden = false;
    shown(offer, "ask");
    offer.querySelector("[data-yes]").addEventListener("click", () => {
      keeping = true;
      shown(offer, "working");
      ask("keep", { pages: [location.pathname + location.search, ...(offer.dataset.also || "").split(" ").filter(Boolean)] });
    });
    offer.querySelector("[data-no]").addEventListener("click", () => ask("forget"));
  }
  // The first page came before there was a worker: it is kept by its address.
  await ask("", known || !here.keep ? {} : { url: location.pathname + location.search });
  addEventListener("online", backAgain);
}

if ("serviceWorker" in navigator && "caches" in window && window.isSecureContext) begin().catch(() => undefined);

// Signing out empties the chest. What was never sent would be lost with it: that is said first.
for (const form of document.querySelectorAll(`form[action="${here.signOut}"]`)) {
  form.addEventListener("submit", (event) => {
    if (unsent && !window.confirm(here.wordsLeave)) event.preventDefault();
  });
}
