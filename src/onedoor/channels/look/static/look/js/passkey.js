// Passkeys: asks the device for its key and sends what it answers. The buttons stay hidden where there are none.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const keys = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function make(options) {
  const wanted = options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      user: { ...wanted.user, id: bytes(wanted.user.id) },
      excludeCredentials: keys(wanted.excludeCredentials),
    },
  });
  return {
    ...plain(made),
    response: {
      attestationObject: text(made.response.attestationObject),
      clientDataJSON: text(made.response.clientDataJSON),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    },
  };
}

async function use(options) {
  const wanted = options.publicKey;
  const used = await navigator.credentials.get({
    publicKey: { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: keys(wanted.allowCredentials) },
  });
  return {
    ...plain(used),
    response: {
      authenticatorData: text(used.response.authenticatorData),
      clientDataJSON: text(used.response.clientDataJSON),
      signature: text(used.response.signature),
      userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
    },
  };
}

function plain(key) {
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

function attach(form) {
  const line = form.querySelector("[data-says]");
  form.hidden = false;
  for (const each of document.querySelectorAll("[data-no-passkey]")) each.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    line.textContent = form.dataset.working;
    try {
      const wanted = await options(form);
      const answer = form.dataset.passkey === "make" ? await make(wanted) : await use(wanted);
      form.elements.credential.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      line.textContent = form.dataset.failed;
    }
  });
}

// A key is bound to a name: where the site is reached by a bare number there can be none.
const named = !/^(\d+\.){3}\d+$|^\[/.test(location.hostname);
if (window.PublicKeyCredential && isSecureContext && named)
  for (const form of document.querySelectorAll("form[data-passkey]")) attach(form);
