// Sends files in parts (tus 1.0): with progress and a pause, on after a lost connection, and after a reload when the same file is chosen again.
// Without this file the form sends them itself. Words come from the server, in data-words.
import { say } from "./say.js";

type Words = Record<
  "waiting" | "sending" | "paused" | "retrying" | "again" | "done" | "failed" | "busy" | "tooMany" | "tooLarge" | "pause" | "go" | "remove" | "receipt",
  string
>;

const TUS = { "Tus-Resumable": "1.0.0" };
/** Bytes of a request; fewer where the connection is slow, so that one takes some 10 seconds. */
const [LEAST, MOST] = [1 << 20, 32 << 20];
const LONGEST_WAIT = 30_000;

/** A refusal of the server, in its words. */
class Refused extends Error {}

const encoded = (name: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(name)));
const wait = (time: number) => new Promise((done) => setTimeout(done, time));

async function reason(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  return problem.detail ?? String(answer.status);
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** One file and its line. */
class Sending {
  readonly row: HTMLLIElement;
  readonly name: string;
  readonly length: number;
  at: string;
  received: number;
  isWhole: boolean;
  file: File | undefined;
  private readonly words: Words;
  private readonly state: HTMLElement;
  private readonly bar = document.createElement("progress");
  private readonly pause = element("button", "btn small");
  private request: XMLHttpRequest | undefined;
  private isPaused = false;
  private isGone = false;
  private isRunning = false;
  private part = 8 << 20;

  constructor(row: HTMLLIElement, words: Words, private readonly create: string) {
    this.row = row;
    this.words = words;
    this.name = row.dataset.name ?? "";
    this.length = Number(row.dataset.length);
    this.at = row.dataset.at ?? "";
    this.received = Number(row.dataset.received ?? 0);
    this.isWhole = row.dataset.whole !== undefined;
    this.state = row.querySelector("[data-state]") ?? row.appendChild(element("span", "uploads-state muted"));
    this.bar.max = Math.max(this.length, 1);
    this.bar.setAttribute("aria-label", this.name);
    this.pause.type = "button";
    this.pause.addEventListener("click", () => (this.isPaused ? this.go() : this.stop()));
    // The server's own button needs the page anew.
    for (const own of row.querySelectorAll("button")) own.remove();
    const remove = element("button", "btn small", words.remove);
    remove.type = "button";
    remove.setAttribute("aria-label", `${words.remove}: ${this.name}`);
    remove.addEventListener("click", () => void this.remove());
    row.append(this.bar, this.pause, remove);
    this.show();
  }

  get isBusy(): boolean {
    return this.isRunning && !this.isPaused;
  }

  private tell(text: string, isSpoken = false): void {
    this.state.textContent = text;
    if (isSpoken) say(`${this.name}: ${text}`);
  }

  private show(): void {
    this.bar.value = this.received;
    this.bar.hidden = this.isWhole;
    this.pause.hidden = this.isWhole || !this.file;
    this.pause.textContent = this.isPaused ? this.words.go : this.words.pause;
    this.pause.setAttribute("aria-label", `${this.pause.textContent}: ${this.name}`);
  }

  /** Goes on with this file, from where the server is. */
  go(file = this.file): void {
    this.file = file;
    this.isPaused = false;
    this.show();
    if (!this.isRunning) void this.run();
  }

  private stop(): void {
    this.isPaused = true;
    this.request?.abort();
    this.tell(this.words.paused, true);
    this.show();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let pause = 1000;
    let isSure = false;
    while (!this.isPaused && !this.isGone && !this.isWhole) {
      try {
        if (!this.at) await this.begin();
        else if (!isSure) await this.ask();
        isSure = true;
        if (this.isWhole) break;
        await this.send();
        pause = 1000;
      } catch (error) {
        if (this.isPaused || this.isGone) break;
        if (error instanceof Refused) {
          this.isPaused = true;
          this.tell(error.message || this.words.failed, true);
          break;
        }
        // A lost connection, or somebody else was faster: the server knows where it is.
        isSure = false;
        // Spoken once, not with every try.
        this.tell(this.words.retrying, pause === 1000);
        await wait(pause);
        pause = Math.min(pause * 2, LONGEST_WAIT);
      }
    }
    this.isRunning = false;
    if (this.isWhole) this.tell(this.words.done, true);
    this.show();
    this.row.dispatchEvent(new Event("uploads-moved", { bubbles: true }));
  }

  private async begin(): Promise<void> {
    this.tell(this.words.sending, true);
    const headers = { ...TUS, "Upload-Length": String(this.length), "Upload-Metadata": `filename ${encoded(this.name)}` };
    const answer = await fetch(this.create, { method: "POST", headers, redirect: "manual" });
    if (answer.status === 503) throw new Error("busy");
    // To the sign-in: the session has ended.
    if (answer.type === "opaqueredirect") throw new Refused(this.words.failed);
    if (answer.status !== 201) throw new Refused(await reason(answer));
    this.at = answer.headers.get("location") ?? "";
    this.row.dataset.at = this.at;
    if (this.length === 0) this.isWhole = true;
  }

  private async ask(): Promise<void> {
    const answer = await fetch(this.at, { method: "HEAD", headers: TUS });
    if (answer.status === 404) throw new Refused(this.words.failed);
    if (!answer.ok) throw new Error(String(answer.status));
    this.received = Number(answer.headers.get("upload-offset"));
    this.isWhole = this.received === this.length;
    if (this.isWhole) this.receipt(answer.headers.get("upload-sha256"));
    this.show();
  }

  private async send(): Promise<void> {
    const slice = this.file!.slice(this.received, Math.min(this.received + this.part, this.length));
    const bytes = await slice.arrayBuffer();
    // Only where the browser has it: https, or this machine.
    const sum = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : undefined;
    const begun = performance.now();
    this.tell(this.words.sending);
    const request = (this.request = new XMLHttpRequest());
    await new Promise<void>((done, failed) => {
      request.open("PATCH", this.at);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader("Upload-Offset", String(this.received));
      request.setRequestHeader("Content-Type", "application/offset+octet-stream");
      if (sum) request.setRequestHeader("Upload-Checksum", `sha256 ${btoa(String.fromCharCode(...sum))}`);
      request.upload.onprogress = ({ loaded }) => (this.bar.value = this.received + loaded);
      request.onerror = request.onabort = request.ontimeout = () => failed(new Error("lost"));
      request.onload = () => {
        if (request.status === 204) return done();
        // Where it is further, damaged or busy, it is asked again; what else is refused stays so.
        const isPassing = [409, 460, 408].includes(request.status) || request.status >= 500;
        let detail = "";
        try {
          detail = (JSON.parse(request.responseText) as { detail?: string }).detail ?? "";
        } catch {
          // Nothing that could be told.
        }
        failed(isPassing ? new Error(String(request.status)) : new Refused(detail));
      };
      request.send(bytes);
    });
    const seconds = Math.max((performance.now() - begun) / 1000, 0.01);
    this.part = Math.round(Math.min(MOST, Math.max(LEAST, (bytes.byteLength / seconds) * 10)));
    this.received = Number(request.getResponseHeader("upload-offset"));
    this.isWhole = this.received === this.length;
    if (this.isWhole) this.receipt(request.getResponseHeader("upload-sha256"));
    this.show();
  }

  private receipt(hash: string | null): void {
    if (!hash || this.row.querySelector(".uploads-receipt")) return;
    const code = element("code", "uploads-receipt", hash);
    code.title = this.words.receipt;
    this.state.after(code);
  }

  private async remove(): Promise<void> {
    this.isGone = true;
    this.request?.abort();
    if (this.at) await fetch(this.at, { method: "DELETE", headers: TUS }).catch(() => undefined);
    const list = this.row.parentElement;
    this.row.remove();
    // The button that was pressed is gone, and the focus with it.
    list?.parentElement?.querySelector<HTMLInputElement>("input[type=file]")?.focus();
    list?.dispatchEvent(new Event("uploads-moved", { bubbles: true }));
  }
}

function uploads(box: HTMLElement): void {
  const list = box.querySelector<HTMLUListElement>("ul");
  const input = box.querySelector<HTMLInputElement>("input[type=file]");
  if (!list || !input) return;
  const words = JSON.parse(box.dataset.words ?? "{}") as Words;
  const create = box.dataset.uploads ?? "";
  const [mostFiles, mostBytes] = [Number(box.dataset.mostFiles), Number(box.dataset.mostBytes)];
  const sendings = new Map<HTMLLIElement, Sending>();
  for (const row of list.querySelectorAll("li")) sendings.set(row, new Sending(row, words, create));
  const all = () => [...list.querySelectorAll("li")].map((row) => sendings.get(row)).filter((one) => one !== undefined);

  const add = (file: File) => {
    const same = all().find((one) => !one.isWhole && !one.file && one.name === file.name && one.length === file.size);
    if (same) return same.go(file);
    if (file.size > mostBytes) return say(words.tooLarge), refuse(`${file.name}: ${words.tooLarge}`);
    if (all().length >= mostFiles) return say(words.tooMany), refuse(words.tooMany);
    const row = element("li", "");
    row.dataset.name = file.name;
    row.dataset.length = String(file.size);
    const name = element("span", "uploads-name");
    name.append(element("b", "", file.name));
    const state = element("span", "uploads-state muted", words.waiting);
    state.dataset.state = "";
    row.append(name, state);
    list.append(row);
    const one = new Sending(row, words, create);
    sendings.set(row, one);
    one.go(file);
  };
  const refuse = (text: string) => {
    const told = box.querySelector<HTMLElement>("[data-refused]") ?? box.appendChild(element("p", "error"));
    told.dataset.refused = "";
    told.textContent = text;
  };
  input.addEventListener("change", () => {
    box.querySelector("[data-refused]")?.remove();
    for (const file of input.files ?? []) add(file);
    // They go their own way, and not with the form.
    input.value = "";
  });
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer?.files ?? []) add(file);
  });
  const isBusy = () => all().some((one) => one.isBusy);
  window.addEventListener("beforeunload", (event) => isBusy() && event.preventDefault());
  window.addEventListener("online", () => all().forEach((one) => one.isBusy || (one.file && !one.isWhole && one.go())));
  box.closest("form")?.addEventListener("submit", (event) => {
    if (!isBusy()) return;
    event.preventDefault();
    refuse(words.busy);
    say(words.busy);
  });
}

for (const box of document.querySelectorAll<HTMLElement>("[data-uploads]")) uploads(box);
