// What a telephone keeps by itself: for whom it keeps pages, and what waits to be sent. Runs in pages and in the worker.
// What waits is sealed (AES-GCM) under a key that this browser made and gives to nobody, not even to us.
self.Chest = (() => {
  let opened;

  function room() {
    opened ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open("onedoor", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("plain");
        asked.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  }

  async function act(store, mode, what) {
    const done = what((await room()).transaction(store, mode).objectStore(store));
    return new Promise((resolve, reject) => {
      done.transaction.oncomplete = () => resolve(done.result);
      done.transaction.onabort = () => reject(done.transaction.error);
    });
  }

  const plain = (name) => act("plain", "readonly", (store) => store.get(name));
  const setPlain = (name, value) => act("plain", "readwrite", (store) => store.put(value, name));
  const rows = () => act("queue", "readonly", (store) => store.getAll());
  const put = (row) => act("queue", "readwrite", (store) => store.put(row));
  const drop = (id) => act("queue", "readwrite", (store) => store.delete(id));

  async function key() {
    const known = await plain("key");
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await setPlain("key", made);
    return made;
  }

  // `sent` is {kind, url, title, fields, back}; what anybody may read of a row is whose it is, when, and how it stands.
  async function add(who, sent) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(sent));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), text);
    return put({ who, at: new Date().toISOString(), state: "waiting", iv, data });
  }

  async function read(row) {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await key(), row.data);
    return JSON.parse(new TextDecoder().decode(text));
  }

  async function counted() {
    const all = await rows();
    const of = (state) => all.filter((row) => row.state === state).length;
    return { waiting: of("waiting"), wrong: of("wrong"), filed: of("filed") };
  }

  async function post(sent, at, token) {
    const answer = await fetch(sent.url, {
      method: "POST",
      body: new URLSearchParams(sent.fields),
      headers: { Accept: "application/json", "X-CSRFToken": token, "X-Queued": at },
      credentials: "same-origin",
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "waiting", said: "sign-in" };
    if (answer.status >= 500 || answer.status === 429) return { state: "waiting", said: "" };
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && told.saved) return { state: "saved" };
    if (answer.ok && told.state) return told;
    return { state: "wrong", said: told.detail || "", url: sent.back };
  }

  // The server takes each at most once, whoever sends it how often: its key is the draft.
  async function sendAll(address) {
    const waiting = (await rows()).filter((row) => row.state === "waiting");
    if (!waiting.length) return;
    const told = await (await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" })).json();
    for (const row of waiting) {
      if (row.who !== told.who) {
        await put({ ...row, said: "sign-in" });
        continue;
      }
      const said = await post(await read(row), row.at, told.token);
      if (said.state === "saved") await drop(row.id);
      else await put({ ...row, ...said, id: row.id, at: row.at });
      if (said.state === "waiting") return;
    }
  }

  const send = (address) =>
    navigator.locks ? navigator.locks.request("onedoor-queue", () => sendAll(address)) : sendAll(address);

  async function wipe() {
    await act("queue", "readwrite", (store) => store.clear());
    await act("plain", "readwrite", (store) => store.clear());
  }

  return { add, counted, drop, plain, read, rows, send, setPlain, wipe };
})();
