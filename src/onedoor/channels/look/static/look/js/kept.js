// The page of what this telephone keeps: what waits to be sent, pages with their dates, and how to be rid of both.
const part = document.querySelector("[data-chest]");
const words = part.dataset;
const pages = part.querySelector("[data-pages]");
const queue = part.querySelector("[data-queue-rows]");

// A page in another language may have no name in it yet: what is Chinese is said to be Chinese.
function tongue(title, language) {
  return /[\u3400-\u9fff]/.test(title) && !language.startsWith("zh") ? "zh-Hans" : language;
}

function row(template, texts, acts) {
  const made = document.getElementById(template).content.firstElementChild.cloneNode(true);
  for (const [name, value] of Object.entries(texts)) {
    const spot = made.querySelector(`[data-${name}]`);
    if (name === "href") for (const link of made.querySelectorAll("a")) link.href = value;
    else if (name === "lang") made.querySelector("[data-title]").lang = value;
    else if (spot) spot.textContent = value;
  }
  const drop = made.querySelector("button");
  drop.addEventListener("click", async () => {
    await acts();
    made.remove();
    empty();
  });
  return made;
}

function moment(ms) {
  const zone = { timeZone: "Asia/Shanghai" };
  const known = Intl.DateTimeFormat.supportedLocalesOf([words.lang]).length ? words.lang : "en-CA";
  return new Intl.DateTimeFormat(known, { ...zone, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

function empty() {
  for (const list of [pages, queue]) {
    const bare = !list.children.length;
    list.hidden = bare;
    part.querySelector(`[data-none="${list === pages ? "pages" : "queue"}"]`).hidden = !bare;
  }
  part.querySelector("[data-all]").hidden = !pages.children.length && !queue.children.length;
}

async function kept() {
  const found = [];
  for (const name of ["own", "opened"]) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      const answer = await cache.match(asked);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const title = page.title.replace(/ - [^-]*$/, "");
      found.push({ name, url: asked.url, title, lang: tongue(title, page.documentElement.lang), at: Number(answer.headers.get("X-Kept-At")) });
    }
  }
  return found;
}

async function listed() {
  const all = await kept();
  pages.replaceChildren(
    ...all.map((each) =>
      row(
        "kept-page",
        {
          href: new URL(each.url).pathname + new URL(each.url).search,
          title: each.title,
          lang: each.lang,
          at: words.wordsAt.replace("{when}", moment(each.at)),
          mine: each.name === "own" ? words.wordsOwn : words.wordsPublic,
        },
        async () => (await caches.open(each.name)).delete(each.url),
      ),
    ),
  );
  const waiting = [];
  for (const each of await Chest.rows()) {
    const sent = await Chest.read(each);
    const state = each.said === "sign-in" ? words.wordsSignIn : words[`words${each.state[0].toUpperCase()}${each.state.slice(1)}`];
    waiting.push(
      row(
        "kept-row",
        {
          href: each.url || sent.back,
          title: sent.title,
          lang: tongue(sent.title, words.lang),
          at: words.wordsAt.replace("{when}", moment(Date.parse(each.at))),
          state: state.replace("{why}", (each.state === "wrong" && each.said ? each.said : "").replace(/[^。.]$/, "$&。")),
        },
        () => Chest.drop(each.id),
      ),
    );
  }
  queue.replaceChildren(...waiting);
  empty();
  // Until now nothing of it was seen, so nothing jumps.
  part.dataset.listed = "";
}

if (self.Chest && "caches" in window && "serviceWorker" in navigator) {
  part.hidden = false;
  listed();
  navigator.serviceWorker.addEventListener("message", listed);
  part.querySelector("[data-all]").addEventListener("click", async () => {
    if (queue.children.length && !window.confirm(words.wordsSure)) return;
    await Promise.all(["own", "opened"].map((name) => caches.delete(name)));
    await Chest.wipe();
    listed();
  });
}
