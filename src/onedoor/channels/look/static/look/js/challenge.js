// A sum instead of a picture puzzle: the browser computes for a moment when a form is sent, and the form
// goes on by itself. Without this script the same form goes through some seconds after the page was opened.

const encoder = new TextEncoder();

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

async function solve(sum) {
  for (let from = 0; from <= sum.maxNumber; from += 500) {
    const numbers = Array.from({ length: Math.min(500, sum.maxNumber - from + 1) }, (_, i) => from + i);
    const digests = await Promise.all(numbers.map((n) => digest(sum.salt + n)));
    const found = digests.indexOf(sum.challenge);
    if (found >= 0) return from + found;
  }
  return -1;
}

function attach(box) {
  const form = box.closest("form");
  const proof = box.querySelector("[name=proof]");
  const line = box.querySelector("[data-says]");
  const sum = JSON.parse(box.dataset.challenge);
  form.addEventListener("submit", async (event) => {
    // Only the button that needs it: with data-challenge-for, others go at once.
    const wants = box.dataset.for;
    const button = event.submitter;
    if (proof.value || (wants && !(button && button.value === wants))) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    line.textContent = box.dataset.working;
    const number = await solve(sum);
    if (number >= 0) {
      const answer = { algorithm: sum.algorithm, challenge: sum.challenge, number, salt: sum.salt, signature: sum.signature };
      proof.value = btoa(JSON.stringify(answer));
    }
    delete form.dataset.busy;
    line.textContent = "";
    if (proof.value) form.requestSubmit(button || undefined);
    else form.submit();
  });
}

// Digests need a page reached by https, or on this very machine.
if (globalThis.crypto && crypto.subtle) for (const box of document.querySelectorAll("[data-challenge]")) attach(box);
