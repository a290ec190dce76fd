// Passkeys (ACC-9): asks the browser for one, or to make one, and sends the form with its answer. Where there are none the button stays
// hidden. The conversions are by hand: browsers of before 2025 lack `parseRequestOptionsFromJSON` and `toJSON`.
type Options = PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions;
type Descriptor = { id: string };
type Question = { challenge: string; options: Record<string, unknown> };

/** A question is asked anew before its challenge is too old (five minutes). */
const RENEWED = 240_000;

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function read(json: Record<string, unknown>): Options {
  const ids = (list: unknown) => (list as Descriptor[] | undefined)?.map((one) => ({ ...one, id: bytes(one.id) }));
  const user = json.user as Descriptor | undefined;
  return {
    ...json,
    challenge: bytes(json.challenge as string),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(json.allowCredentials ? { allowCredentials: ids(json.allowCredentials) } : {}),
    ...(json.excludeCredentials ? { excludeCredentials: ids(json.excludeCredentials) } : {}),
  } as unknown as Options;
}

function written(credential: PublicKeyCredential): string {
  const said: Record<string, unknown> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = (credential.response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    if (value) said[name] = text(value);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said });
}

let waiting: AbortController | undefined;

async function question(box: HTMLElement): Promise<Question> {
  const sealed = box.querySelector<HTMLInputElement>("[name=passkey_challenge]")?.value ?? "";
  if (!box.dataset.from) return { challenge: sealed, options: JSON.parse(box.dataset.options ?? "{}") };
  const answer = await fetch(box.dataset.from, { method: "POST" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Asks, and fills the form; only the last question of the page is waited for. */
async function ask(box: HTMLElement, mediation?: CredentialMediationRequirement): Promise<void> {
  waiting?.abort();
  const signal = (waiting = new AbortController()).signal;
  const { challenge, options } = await question(box);
  const publicKey = read(options);
  const found =
    box.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey, signal })
      : await navigator.credentials.get({ publicKey, signal, ...(mediation && { mediation }) });
  if (signal.aborted || !found) throw new DOMException("", "AbortError");
  const fill = (name: string, value: string) => {
    const input = box.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (input) input.value = value;
  };
  fill("passkey_challenge", challenge);
  fill("passkey_answer", written(found as PublicKeyCredential));
  for (const twin of box.querySelectorAll<HTMLInputElement>("[data-tick]")) {
    const tick = document.querySelector<HTMLInputElement>(`input[type=checkbox][name=${twin.dataset.tick}]`);
    twin.value = tick?.checked ? "true" : "";
  }
}

/** Lets the browser offer passkeys in the field of the address, as long as the page is open. */
async function offer(box: HTMLElement, form: HTMLFormElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const renew = setTimeout(() => void offer(box, form), RENEWED);
  try {
    await ask(box, "conditional");
    form.requestSubmit();
  } catch {
    // Another question took its place, or the page has no network: the button is there.
  } finally {
    clearTimeout(renew);
  }
}

function prepare(box: HTMLElement, form: HTMLFormElement): void {
  const answer = box.querySelector<HTMLInputElement>("[name=passkey_answer]");
  const words = box.querySelector<HTMLElement>("[data-words]");
  if (!answer || !words) return;
  box.hidden = false;
  const button = box.querySelector("button");
  form.addEventListener(
    "submit",
    (event) => {
      if (answer.value !== "") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      words.hidden = true;
      ask(box).then(
        () => form.requestSubmit(button),
        (error: DOMException) => {
          words.textContent = (error.name === "InvalidStateError" ? box.dataset.known : box.dataset.failed) ?? "";
          words.hidden = false;
          if ("fills" in box.dataset) void offer(box, form);
        },
      );
    },
    { capture: true },
  );
  // Back from the page cache: an answer is worth something once.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) answer.value = "";
  });
  if ("fills" in box.dataset) void offer(box, form);
}

if (window.PublicKeyCredential) {
  for (const hint of document.querySelectorAll<HTMLElement>("[data-passkey-missing]")) hint.hidden = true;
  for (const box of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
    const form = box.closest("form");
    if (form) prepare(box, form);
  }
}

export {};
