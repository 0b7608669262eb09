// At the moment of sending without a network: asks whether to send later, and only then keeps what was filled in, sealed.
const form = document.querySelector("form[data-queue]");
const panel = document.querySelector("[data-queue-ask]");
const mine = document.querySelector("script[data-words-kept]").dataset;
const PATIENCE = 6000;
let agreed = false;

async function reached() {
  if (!navigator.onLine) return false;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), PATIENCE);
  try {
    await fetch("/alive", { cache: "no-store", signal: over.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function show(name) {
  panel.hidden = false;
  for (const each of panel.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== name;
  panel.scrollIntoView({ block: "center" });
  panel.focus({ preventScroll: true });
}

async function later() {
  const fields = [...new FormData(form).entries()].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const sent = { kind: form.dataset.queue, url: form.dataset.queueUrl, back: location.pathname, title: document.title.replace(/ - [^-]*$/, ""), fields };
  // One draft is sent once: asked again, the newer takes the place of the older.
  for (const row of await Chest.rows()) {
    const known = await Chest.read(row);
    if (row.state !== "filed" && known.url === sent.url) await Chest.drop(row.id);
  }
  await Chest.add(mine.who, sent);
  form.dispatchEvent(new CustomEvent("queued"));
  const here = await navigator.serviceWorker.ready;
  await here.sync?.register("onedoor-queue").catch(() => undefined);
  here.active.postMessage({ ask: "", who: mine.who, lang: mine.lang });
  show("done");
}

const able = form && panel && mine.who && self.Chest && navigator.serviceWorker && window.isSecureContext && crypto.subtle;
if (able) {
  // Before anything else hears of it, while the form is still whole.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || agreed) return;
      const saving = form.dataset.queue === "save";
      if (saving && navigator.onLine && !document.documentElement.dataset.keptAt) return;
      event.preventDefault();
      reached().then((there) => {
        if (!there) return show("ask");
        agreed = true;
        form.requestSubmit(event.submitter);
      });
    },
    true,
  );
  panel.querySelector("[data-yes]").addEventListener("click", () => later().catch(() => show("failed")));
  panel.querySelector("[data-no]").addEventListener("click", () => {
    panel.hidden = true;
    form.querySelector("[type=submit]").focus();
  });
}
