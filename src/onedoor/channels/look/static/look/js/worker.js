// Works without a network: keeps the pages that say they may be kept, and hands them out, dated, only while there is none.
// `Site` and `Chest` stand above this in /sw.js.
const OPENED = "opened";
const OWN = "own";
const FILES = "files";
const MOST_PAGES = 40;
const MOST_BYTES = 8 * 1024 * 1024;
const OWN_DAYS = 30;
const MOST_FILES = 80;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(shell(""));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => {
  if (event.tag === "onedoor-queue") event.waitUntil(send());
});
self.addEventListener("message", (event) => event.waitUntil(told(event)));

self.addEventListener("fetch", (event) => {
  const asked = event.request;
  const url = new URL(asked.url);
  if (url.origin !== self.location.origin) return;
  if (asked.mode === "navigate") event.respondWith(visit(event, url));
  else if (asked.method === "GET" && url.pathname.startsWith(Site.files)) event.respondWith(file(asked, url));
});

async function visit(event, url) {
  const leaving = event.request.method === "POST" && url.pathname === Site.signOut;
  try {
    const answer = await fetch(event.request);
    if (leaving) await forget();
    else if (event.request.method === "GET") event.waitUntil(keep(url, answer.clone()));
    return answer;
  } catch {
    // Not signed out, but whoever has the telephone next has no network either.
    if (leaving) await forget();
    return (event.request.method === "GET" && (await kept(url))) || nothing();
  }
}

async function file(asked, url) {
  const known = await (await caches.open(FILES)).match(url.pathname);
  return known || fetch(asked);
}

// ---- keeping
const said = (page, name) => (page.match(new RegExp(`\\sdata-${name}="([^"]*)"`)) || [])[1] || "";

async function keep(url, answer) {
  const name = url.pathname + url.search;
  if ([403, 404, 410].includes(answer.status)) return lose(name);
  if (!answer.ok || !(answer.headers.get("Content-Type") || "").startsWith("text/html")) return;
  const page = await answer.text();
  const kind = said(page, "keep");
  const who = said(page, "who");
  if (kind === OWN && who && (await Chest.plain("for")) === who) return put(OWN, name, page, answer);
  if (kind !== OPENED) return;
  if (!who) return put(OPENED, name, page, answer);
  // A page for everybody, but with the reader's name on it: what is kept is the page without a reader.
  const plain = await fetch(name, { credentials: "omit", headers: { "Accept-Language": said(page, "lang") } });
  const text = await plain.text();
  if (plain.ok && said(text, "keep") === OPENED && !said(text, "who")) await put(OPENED, name, text, plain);
}

async function put(where, name, page, answer) {
  const headers = new Headers();
  for (const each of ["Content-Type", "Content-Security-Policy", "Permissions-Policy", "Referrer-Policy"]) {
    if (answer.headers.has(each)) headers.set(each, answer.headers.get(each));
  }
  headers.set("X-Kept-At", String(Date.now()));
  headers.set("X-Kept-Size", String(new Blob([page]).size));
  const cache = await caches.open(where);
  // Put anew, it stands last: the oldest come first.
  await cache.delete(name);
  await cache.put(name, new Response(page, { headers }));
  await files(page);
  await trim(cache, where === OWN ? OWN_DAYS : 0);
}

async function files(page) {
  const cache = await caches.open(FILES);
  const named = new Set(page.match(new RegExp(`${Site.files}[^"'#)\\s]+`, "g")) || []);
  for (const each of named) if (!(await cache.match(each))) await cache.add(each).catch(() => undefined);
  const all = await cache.keys();
  for (const each of all.slice(0, Math.max(0, all.length - MOST_FILES))) {
    if (!named.has(new URL(each.url).pathname)) await cache.delete(each);
  }
}

async function trim(cache, days) {
  let bytes = 0;
  let count = 0;
  for (const each of (await cache.keys()).reverse()) {
    // The home page is always there, whatever else falls out.
    if (each.url === `${self.location.origin}/`) continue;
    const { headers } = await cache.match(each);
    bytes += Number(headers.get("X-Kept-Size"));
    count += 1;
    const old = days && Date.now() - Number(headers.get("X-Kept-At")) > days * 86400000;
    if (old || count > MOST_PAGES || bytes > MOST_BYTES) await cache.delete(each);
  }
}

async function lose(name) {
  for (const where of [OWN, OPENED]) await (await caches.open(where)).delete(name);
}

async function forget() {
  await caches.delete(OWN);
  await Chest.wipe();
}

// ---- handing out
async function kept(url) {
  for (const where of [OWN, OPENED]) {
    const cache = await caches.open(where);
    if (where === OWN) await trim(cache, OWN_DAYS);
    const found = await cache.match(url.pathname + url.search);
    if (found) return dated(found);
  }
  return null;
}

async function dated(found) {
  const page = await found.text();
  const when = new Date(Number(found.headers.get("X-Kept-At")));
  const strip = `<div class="wrap kept-at" role="status"><p>${words(said(page, "words-kept"), when, said(page, "lang"))}</p></div>`;
  const shown = page
    .replace("<html ", `<html data-kept-at="${when.toISOString()}" `)
    .replace(/<main id="main"[^>]*>/, (main) => main + strip);
  return new Response(shown, { headers: found.headers });
}

function words(template, when, lang) {
  // A language that this browser has no names of months for reads 2026-11-26.
  const known = Intl.DateTimeFormat.supportedLocalesOf([lang]).length;
  const part = (options, by) => new Intl.DateTimeFormat(by, { timeZone: "Asia/Shanghai", ...options }).format(when);
  const date = known ? part({ month: "long", day: "numeric" }, lang) : part({}, "en-CA");
  const time = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en");
  return template.replace("{date}", date).replace("{time}", time);
}

async function nothing() {
  return (await (await caches.open(FILES)).match(Site.offline)) || Response.error();
}

// The page for when there is nothing: never anybody's, in the language last read.
async function shell(lang) {
  const answer = await fetch(Site.offline, { credentials: "omit", headers: lang ? { "Accept-Language": lang } : {} });
  if (!answer.ok) return;
  const page = await answer.text();
  await files(page);
  // Without `Vary` one page takes the place of another at once: at no moment is there none.
  const headers = new Headers(answer.headers);
  headers.delete("Vary");
  await (await caches.open(FILES)).put(Site.offline, new Response(page, { headers }));
}

// ---- what pages say
async function told(event) {
  const { ask, who, lang, url, pages } = event.data;
  const before = await Chest.plain("for");
  // Somebody else has signed in here: what was kept for whoever was before is nobody's business now.
  if (who && before && before !== who) {
    await caches.delete(OWN);
    await Chest.setPlain("for", "");
  }
  if (ask === "keep") await Chest.setPlain("for", who);
  if (ask === "forget") await caches.delete(OWN).then(() => Chest.setPlain("for", ""));
  if (lang && lang !== (await Chest.plain("lang"))) await Promise.all([shell(lang), Chest.setPlain("lang", lang)]).catch(() => undefined);
  for (const each of [...(url ? [url] : []), ...(pages || [])]) {
    const here = new URL(each, self.location.origin);
    await fetch(here).then((answer) => !answer.redirected && keep(here, answer)).catch(() => undefined);
  }
  if (!(await (await caches.open(OPENED)).match("/"))) {
    const home = new URL("/", self.location.origin);
    await fetch(home, { credentials: "omit", headers: { "Accept-Language": lang || "zh" } }).then((answer) => keep(home, answer)).catch(() => undefined);
  }
  await send();
  event.source?.postMessage({ kept: ask || "", keptFor: await Chest.plain("for"), queue: await Chest.counted() });
}

async function send() {
  await Chest.send(Site.token).catch(() => undefined);
  const queue = await Chest.counted();
  for (const each of await self.clients.matchAll()) each.postMessage({ queue });
}
