// Checks offline slips in a page that was saved: Base45, zlib, CBOR, COSE_Sign1 with ES256.
// The same steps as the package `slip`; whatever is not exactly as expected is refused.
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const PREFIX = "YM1:";
const ORDER = BigInt("0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
const FACTS = { title: -65537, number: -65538, holder: -65539, agency: -65540, begins: -65541, ends: -65542, identifier: -65543 };
// The root of GB/T 36904, the same for all, stays out of the code.
const ROOT = "1.2.156.3005.2.";
const given = JSON.parse(document.getElementById("bundle").textContent);
const words = JSON.parse(document.getElementById("words").textContent);

class Wrong extends Error {}

function base45(text) {
  if (text.length % 3 === 1) throw new Wrong("unreadable");
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((letter) => LETTERS.indexOf(letter));
    const value = group.reduce((sum, each, place) => sum + each * 45 ** place, 0);
    if (group.includes(-1) || value >= 256 ** (group.length - 1)) throw new Wrong("unreadable");
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return new Uint8Array(bytes);
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const found = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    found.push(...value);
    if (found.length > 4096) throw new Wrong("unreadable");
  }
  return new Uint8Array(found);
}

function cbor(bytes) {
  let at = 0;
  function take(count) {
    if (at + count > bytes.length) throw new Wrong("unreadable");
    at += count;
    return bytes.slice(at - count, at);
  }
  function head() {
    const first = take(1)[0];
    const small = first & 31;
    if (small < 24) return [first >> 5, small];
    if (small > 27) throw new Wrong("unreadable");
    return [first >> 5, take(2 ** (small - 24)).reduce((sum, each) => sum * 256 + each, 0)];
  }
  function item(depth) {
    if (depth > 8) throw new Wrong("unreadable");
    const [kind, value] = head();
    if (kind === 0) return value;
    if (kind === 1) return -1 - value;
    if (kind === 2) return take(value);
    if (kind === 3) return new TextDecoder("utf-8", { fatal: true }).decode(take(value));
    if (kind === 4) return Array.from({ length: Math.min(value, 64) }, () => item(depth + 1));
    if (kind === 5) {
      const pairs = Array.from({ length: Math.min(value, 64) }, () => [item(depth + 1), item(depth + 1)]);
      return new Map(pairs);
    }
    if (kind === 6) return { tag: value, value: item(depth + 1) };
    throw new Wrong("unreadable");
  }
  const found = item(0);
  if (at !== bytes.length) throw new Wrong("unreadable");
  return found;
}

function sized(kind, length) {
  if (length < 24) return [(kind << 5) | length];
  return length < 256 ? [(kind << 5) | 24, length] : [(kind << 5) | 25, length >> 8, length & 255];
}

function signed(shielded, payload) {
  const said = new TextEncoder().encode("Signature1");
  return new Uint8Array([
    0x84, ...sized(3, said.length), ...said, ...sized(2, shielded.length), ...shielded, 0x40,
    ...sized(2, payload.length), ...payload,
  ]);
}

const url64 = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function read(text) {
  const clean = text.trim();
  if (!clean.startsWith(PREFIX)) throw new Wrong("not-a-slip");
  if (clean.length > 1400) throw new Wrong("unreadable");
  const message = cbor(await unpacked(base45(clean.slice(PREFIX.length))));
  if (message.tag !== 18 || message.value.length !== 4) throw new Wrong("unreadable");
  const [shielded, open, payload, signature] = message.value;
  const header = cbor(shielded);
  if (open.size !== 0 || header.size !== 2 || header.get(1) !== -7 || signature.length !== 64) throw new Wrong("unreadable");
  return { shielded, payload, signature, kid: url64(header.get(4)), claims: cbor(payload) };
}

async function check(text, at) {
  const slip = await read(text);
  const key = given.keys.find((each) => each.kid === slip.kid);
  if (!key) throw new Wrong("unknown-key");
  const jwk = { kty: "EC", crv: "P-256", x: key.x, y: key.y };
  const point = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const s = [...slip.signature.slice(32)].reduce((sum, each) => sum * 256n + BigInt(each), 0n);
  const holds = s <= ORDER / 2n && await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" }, point, slip.signature, signed(slip.shielded, slip.payload));
  if (!holds) throw new Wrong("bad-signature");
  const issued = slip.claims.get(6);
  const problems = [];
  if (at >= given.until) problems.push("bundle-over");
  if (issued < key.since || issued > key.until) problems.push("before-key");
  if (issued > at + 300) problems.push("not-yet");
  if (at >= slip.claims.get(4)) problems.push("over");
  return { claims: slip.claims, problems };
}

function show(verdict, sentences, claims) {
  const result = document.getElementById("result");
  result.className = verdict;
  result.replaceChildren();
  const title = document.createElement("h2");
  title.textContent = words[verdict];
  result.append(title);
  for (const sentence of sentences) {
    const line = document.createElement("p");
    line.textContent = sentence;
    result.append(line);
  }
  if (claims) {
    const list = document.createElement("dl");
    for (const [name, key] of Object.entries(FACTS)) {
      if (!claims.get(key)) continue;
      const term = document.createElement("dt");
      const told = document.createElement("dd");
      term.textContent = words[name];
      told.textContent = (name === "identifier" ? ROOT : "") + claims.get(key);
      list.append(term, told);
    }
    result.append(list);
  }
  result.hidden = false;
  result.focus();
}

async function look(text) {
  try {
    const { claims, problems } = await check(text, Math.floor(Date.now() / 1000));
    if (problems.length) show("bad", problems.map((code) => words.problems[code]), claims);
    else show("good", [words.problems[""]], claims);
  } catch (error) {
    show("bad", [words.problems[error instanceof Wrong ? error.message : "unreadable"]]);
  }
}

// A browser that lacks what it takes cannot tell; that says nothing against the slip.
if (!window.DecompressionStream || !window.crypto?.subtle) {
  document.getElementById("ask").hidden = true;
  show("unable", [words.older]);
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  look(document.getElementById("text").value);
});

// Scanning, where the browser can; elsewhere the camera of the telephone gives the text.
const scan = document.getElementById("scan");
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", async () => {
    const video = document.getElementById("camera");
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    const timer = setInterval(async () => {
      const [code] = await detector.detect(video);
      if (!code) return;
      clearInterval(timer);
      stream.getTracks().forEach((track) => track.stop());
      video.hidden = true;
      document.getElementById("text").value = code.rawValue;
      look(code.rawValue);
    }, 400);
  });
}
