// Keys of the desk. They never act while someone types, and are off when the clerk says so
// (localStorage "onedoor-keys" = "off"; the switch is the ? list).
// Rows: [data-row] with a link. Points: [data-point] with marks. Keys: J K O / 1 2 3 4 N ?

const rows = [...document.querySelectorAll("[data-row]")];
const points = [...document.querySelectorAll("[data-point]")];
const on = () => localStorage.getItem("onedoor-keys") !== "off";
const list = document.querySelector("[data-keys]");
const wish = document.querySelector("[data-keys-switch]");
if (list) list.hidden = false;
if (wish) wish.checked = on();
let at = rows.findIndex((row) => row.classList.contains("here"));
document.querySelector("[data-faults]")?.focus();

function go(step) {
  if (!rows.length) return follow(step > 0 ? "next" : "prev");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows.forEach((row, n) => row.classList.toggle("here", n === at));
  const link = rows[at].querySelector("a[href]");
  link?.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

function follow(rel) {
  document.querySelector(`a[rel~=${rel}]`)?.click();
}

function openRow() {
  const link = rows[at]?.querySelector("a[href]") || document.querySelector("[data-open]");
  link?.click();
}

function current() {
  return points.find((point) => point.contains(document.activeElement)) || points.find((point) => !point.querySelector("input:checked")) || points[0];
}

function judge(digit) {
  const mark = current()?.querySelector(`input[data-key="${digit}"]`);
  if (!mark) return;
  mark.checked = true;
  mark.dispatchEvent(new Event("change", { bubbles: true }));
  mark.focus({ preventScroll: true });
}

function nextPoint() {
  const here = points.indexOf(current());
  const later = [...points.slice(here + 1), ...points.slice(0, here)];
  const next = later.find((point) => !point.querySelector("input:checked")) || later[0];
  next?.querySelector("input")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

const acts = {
  j: () => go(1),
  k: () => go(-1),
  o: openRow,
  n: nextPoint,
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => list?.toggleAttribute("open"),
  1: () => judge(1),
  2: () => judge(2),
  3: () => judge(3),
  4: () => judge(4),
};

function typing(element) {
  if (element.isContentEditable || element.matches("select, textarea")) return true;
  return element.matches("input") && !["radio", "checkbox", "button", "submit"].includes(element.type);
}

addEventListener("keydown", (event) => {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("change", (event) => {
  const card = event.target.closest("[data-point]");
  if (card) card.classList.toggle("unmet", event.target.value === "unmet");
  if (event.target.matches("[data-keys-switch]")) localStorage.setItem("onedoor-keys", event.target.checked ? "on" : "off");
});
