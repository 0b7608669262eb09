// Keeps a board fresh: fetches the same page and puts its numbers in place of the old ones. Never while
// somebody reads in it by keyboard, and not when the switch is off. What is over two minutes old says so.
const board = document.querySelector("[data-refresh]");
const OLD = 120_000;
let fresh = performance.now();
let wanted = true;
const reads = () => board.contains(document.activeElement) && !document.activeElement.closest("[data-refresh-switch]");

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

async function again() {
  if (!wanted || document.hidden || reads()) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = answer.ok && page.querySelector("[data-refresh]");
    if (!next || reads()) return;
    board.replaceChildren(...next.childNodes);
    fresh = performance.now();
    board.classList.remove("stale");
    ready();
  } catch { /* out of reach: the age says so */ }
}

ready();
setInterval(again, Number(board.dataset.refresh) * 1000);
setInterval(age, 5000);
