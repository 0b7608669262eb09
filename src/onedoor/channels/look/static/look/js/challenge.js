// A sum instead of a picture puzzle: the browser computes for a moment when a form is sent, and the form
// goes on by itself. It is loaded before form.js, which counts a form as sent once. Without this script the same
// form goes through some seconds after the page was opened.

// SHA-256 (FIPS 180-4) written out: short sums go much faster than through the browser's own, one call each,
// and a page reached without https has none.
const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
const bits = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = primes.map((p) => bits(Math.cbrt(p)));
const START = primes.slice(0, 8).map((p) => bits(Math.sqrt(p)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));
const W = new Int32Array(64);

function digest(text) {
  const blocks = ((text.length + 8) >> 6) + 1;
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[blocks * 16 - 1] = text.length * 8;
  const hash = Int32Array.from(START);
  for (let at = 0; at < words.length; at += 16) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) W[i] = words[at + i];
      else {
        const [x, y] = [W[i - 15], W[i - 2]];
        W[i] = (W[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] += value));
  }
  return hash;
}

// A pause now and then, so that the page stays alive on a slow telephone.
async function solve(sum) {
  const wanted = sum.challenge.match(/.{8}/g).map((part) => parseInt(part, 16) | 0);
  for (let number = 0; number <= sum.maxNumber; number += 1) {
    if (digest(sum.salt + number).every((word, i) => word === wanted[i])) return number;
    if (number % 2000 === 1999) await new Promise((next) => setTimeout(next));
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
    // A sum solved at once would be sent while the first press is still being told of, and a browser
    // drops that without a word: the press must be over before the form goes on.
    await new Promise((next) => setTimeout(next));
    delete form.dataset.busy;
    line.textContent = "";
    if (proof.value) form.requestSubmit(button || undefined);
    else form.submit();
  });
}

for (const box of document.querySelectorAll("[data-challenge]")) attach(box);
