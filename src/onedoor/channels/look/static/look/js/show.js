// The code of a show: counts its seconds, renews it while the page is looked at, and goes on once somebody
// has opened it. Without this script the button renews it.
const told = document.currentScript || document.querySelector("script[data-left]");
const words = told.dataset;
const renew = document.querySelector("form[data-renew]");
// A page left open does not go on for ever.
let renewals = 10;
let ends = 0;

function begin() {
  ends = Date.now() + Number(document.getElementById("code").dataset.seconds) * 1000;
}

async function fresh() {
  renewals -= 1;
  const answer = await fetch(renew.action, { method: "POST", body: new FormData(renew), credentials: "same-origin" });
  if (answer.redirected) return location.assign(answer.url);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("code").replaceWith(page.getElementById("code"));
  document.querySelector("[data-said]").textContent = words.new;
  begin();
}

async function look() {
  const answer = await fetch(document.getElementById("code").dataset.state, { headers: { Accept: "application/json" } });
  if (answer.ok && (await answer.json()).state === "opened") location.assign(document.getElementById("code").dataset.state);
}

async function tick() {
  const left = Math.ceil((ends - Date.now()) / 1000);
  const line = document.querySelector("[data-left]:not(script)");
  line.textContent = left > 0 ? words.left.replace("{n}", left) : words.over;
  try {
    if (left <= 1 && renewals > 0 && !document.hidden) await fresh();
    else if (left > 0 && left % 4 === 0) await look();
  } catch {
    // No network for a moment: the next second tries again.
  }
  setTimeout(tick, 1000);
}

begin();
tick();
