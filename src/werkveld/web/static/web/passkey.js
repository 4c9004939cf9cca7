// Passkeys: hands what the server asks to the device and brings its answer back. It decides nothing.
// A form says which: data-passkey="create" or "get", with data-passkey-options (the id of the options on
// the page) or data-passkey-url (where to fetch them). Also: a button with data-print prints the page.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const textOf = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function asked(options) {
  const said = structuredClone(options.publicKey);
  said.challenge = bytesOf(said.challenge);
  if (said.user) said.user.id = bytesOf(said.user.id);
  for (const key of [...(said.allowCredentials ?? []), ...(said.excludeCredentials ?? [])]) key.id = bytesOf(key.id);
  return said;
}

async function create(options) {
  const publicKey = asked(options);
  // A key that signs in by itself: kept by the device, and only given to its owner.
  const wish = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...wish };
  const key = await navigator.credentials.create({ publicKey });
  return answer(key, {
    attestationObject: textOf(key.response.attestationObject),
    transports: key.response.getTransports?.() ?? [],
  });
}

async function get(options) {
  const key = await navigator.credentials.get({ publicKey: asked(options) });
  const owner = key.response.userHandle;
  return answer(key, {
    authenticatorData: textOf(key.response.authenticatorData),
    signature: textOf(key.response.signature),
    userHandle: owner ? textOf(owner) : null,
  });
}

function answer(key, response) {
  return {
    id: key.id,
    rawId: textOf(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: key.getClientExtensionResults(),
    response: { clientDataJSON: textOf(key.response.clientDataJSON), ...response },
  };
}

async function optionsFor(form) {
  const { passkeyOptions, passkeyUrl } = form.dataset;
  if (passkeyOptions) return JSON.parse(document.getElementById(passkeyOptions).textContent);
  const reply = await fetch(passkeyUrl, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`The server answered ${reply.status}.`);
  return (await reply.json()).request_options;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = document.querySelector("[data-passkey-refused]");
    if (refused) refused.hidden = true;
    try {
      const options = await optionsFor(form);
      const given = form.dataset.passkey === "create" ? await create(options) : await get(options);
      form.elements.credential.value = JSON.stringify(given);
      form.submit();
    } catch {
      if (refused) refused.hidden = false;
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
