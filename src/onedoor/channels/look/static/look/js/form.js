// Makes forms kinder: the focus goes to the list of faults, what is typed is kept, nobody leaves by
// accident, and chosen files are named before they go. Without this script every form works as it is.

const form = document.querySelector("form[data-autosave], form[data-guard]");
const line = document.querySelector("[data-saved]");
let dirty = false;
let sending = false;

// ---- the list of faults
const faults = document.querySelector("[data-faults]");
if (faults) {
  faults.focus();
  faults.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.closest(".field")?.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

// ---- saving on leaving a field: data-autosave is the address; the answer is {"saved": "12:03"} or {"error": "…"}
function tell(words, bad) {
  if (!line) return;
  line.textContent = words;
  line.classList.toggle("bad", Boolean(bad));
}

async function save() {
  // What is typed while this is under way is not saved by it.
  dirty = false;
  const body = new FormData(form);
  for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Autosave": "1" },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json().catch(() => ({}));
    if (!dirty) tell(`${said.saved || clock()} ${form.dataset.savedWords || "已保存"}`);
  } catch {
    dirty = true;
    tell(form.dataset.notSavedWords || "还没有保存上，请不要关闭本页，我们会再试", true);
  }
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
}

if (form) {
  form.addEventListener("input", () => {
    dirty = true;
    if (form.dataset.autosave) tell("");
  });
  if (form.dataset.autosave) {
    form.addEventListener("change", () => dirty && save());
    form.addEventListener("focusout", () => dirty && save());
    addEventListener("online", () => dirty && save());
  }
  // Kept on this telephone until there is a network.
  form.addEventListener("queued", () => (dirty = false));
  addEventListener("beforeunload", (event) => {
    if (dirty && !sending) event.preventDefault();
  });
}

// ---- one press, one send
for (const one of document.forms) {
  one.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (one.dataset.sent) return event.preventDefault();
    sending = true;
    if (one.method === "post") {
      one.dataset.sent = "1";
      setTimeout(() => delete one.dataset.sent, 8000);
    }
  });
}
addEventListener("pageshow", () => {
  sending = false;
  for (const one of document.forms) delete one.dataset.sent;
});

// ---- another language or size: what is typed and not saved yet comes along, in this window, once
const TYPED = "typed:";
const typable = (one) => one.name && !["hidden", "file", "password", "submit", "button"].includes(one.type);
const ticked = (one) => ["radio", "checkbox"].includes(one.type);
const posted = () => [...document.forms].filter((one) => one.method === "post").map((one) => [...one.elements].filter(typable));
let typed = false;
addEventListener("input", () => (typed = true));
for (const link of document.querySelectorAll("a[data-look]")) {
  link.addEventListener("click", () => {
    if (!typed) return;
    sending = true;
    const said = posted().map((fields) => fields.map((one) => (ticked(one) ? one.checked : one.value)));
    sessionStorage.setItem(TYPED + location.pathname, JSON.stringify(said));
  });
}
try {
  const said = JSON.parse(sessionStorage.getItem(TYPED + location.pathname) || "[]");
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(TYPED)) sessionStorage.removeItem(key);
  posted().forEach((fields, form) => {
    // Another number of fields is another page.
    if (said[form]?.length !== fields.length) return;
    fields.forEach((one, at) => {
      const was = ticked(one) ? one.checked : one.value;
      if (was === said[form][at]) return;
      if (ticked(one)) one.checked = said[form][at];
      else one.value = said[form][at];
      one.dispatchEvent(new Event("input", { bubbles: true }));
      one.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
} catch {
  // Without a memory of its own the window comes back as it was saved.
}

// ---- chosen files: names, sizes, a look at pictures, and the limit said before anything is sent
const LIMIT = 20 * 1024 * 1024;
const PREVIEW = 8 * 1024 * 1024;
for (const slot of document.querySelectorAll("[data-upload]")) {
  const pick = slot.querySelector("input[type=file]");
  const said = slot.querySelector("[data-picked]");
  if (!pick || !said) continue;
  const limit = Number(slot.dataset.limit) || LIMIT;
  pick.addEventListener("change", () => {
    const files = [...pick.files];
    const large = files.find((file) => file.size > limit);
    if (large) {
      const facts = { name: large.name, size: size(large.size), limit: size(limit) };
      said.textContent = slot.dataset.tooLarge.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
      pick.value = "";
      return;
    }
    said.textContent = files.map((file) => `${file.name}（${size(file.size)}）`).join("，");
    if (files.length) said.append(document.createElement("br"));
    for (const file of files) preview(file, said);
  });
  pick.form?.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !pick.files.length) return;
    said.textContent = slot.dataset.sending;
    said.append(document.createElement("progress"));
  });
}

function preview(file, beside) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size > PREVIEW) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const picture = new Image();
    picture.className = "thumb";
    picture.alt = file.name;
    picture.src = reader.result;
    beside.append(picture);
  });
  reader.readAsDataURL(file);
}

function size(bytes) {
  return bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
