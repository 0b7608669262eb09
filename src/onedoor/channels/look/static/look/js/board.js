// Keeps a board fresh: fetches the same page and puts its numbers in place of the old ones. Never while
// somebody reads in it by keyboard, and not when the switch is off. What is over two minutes old says so.
// A wall asks besides, every three seconds, whether anything has happened: the mark of its numbers is then another.
const board = document.querySelector("[data-refresh]");
const OLD = 120_000;
const EVERY = Number(board.dataset.refresh) * 1000;
const SOON = 3000;
let fresh = performance.now();
let wanted = true;
let busy = false;
// Where a mouse has clicked stays in focus too, and nobody reads there for ever.
const reads = () => board.querySelector(":focus-visible")?.closest("[data-refresh-switch]") === null;

function ready() {
  const wish = board.querySelector("[data-refresh-switch]");
  wish.hidden = false;
  const box = wish.querySelector("input");
  box.checked = wanted;
  box.addEventListener("change", () => { wanted = box.checked; });
}

function age() {
  const old = performance.now() - fresh > OLD;
  if (old === board.classList.contains("stale")) return;
  board.classList.toggle("stale", old);
  const words = board.querySelector("[data-stale-words]");
  words.textContent = old ? words.dataset.staleWords : "";
}

function asked(where) {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), 20_000);
  return fetch(where, { cache: "no-store", signal: patience.signal });
}

async function happened() {
  const answer = await asked(board.dataset.markAt);
  // Whoever is signed out is sent to another page, which is no mark.
  return answer.ok && !answer.redirected && (await answer.text()) !== board.dataset.mark;
}

async function fetched() {
  const answer = await asked(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = answer.ok && page.querySelector("[data-refresh]");
  if (!next || reads()) return;
  board.replaceChildren(...next.childNodes);
  if (next.dataset.mark) board.dataset.mark = next.dataset.mark;
  fresh = performance.now();
  board.classList.remove("stale");
  ready();
}

async function again() {
  if (busy || !wanted || document.hidden || reads()) return;
  busy = true;
  try {
    if (!board.dataset.markAt || performance.now() - fresh > EVERY || await happened()) await fetched();
  } catch { /* out of reach: the age says so */ } finally { busy = false; }
}

board.classList.add("kept-fresh");
ready();
setInterval(again, board.dataset.markAt ? SOON : EVERY);
setInterval(age, 5000);
document.addEventListener("visibilitychange", again);
