// A chat that is kept up to date: messages as they are said, who is typing, the place in the line, and sending without loading the page anew. Without
// this file the page is loaded anew by its reader, and every button is a form. Words come from the server, in data-words.
import { say } from "./say.js";

type Words = Record<"sending" | "failed" | "lost" | "back" | "news" | "enter", string>;
type Said = { seq: number; side: string; who: string; at: string; text: string; file: { name: string; state: string; get: string; word: string } | null };

/** How often it is said that somebody types, and for how long that is shown. */
const [TYPES, SHOWN] = [3000, 5000];
/** How often the place in the line is asked for. */
const PLACE = 10_000;
/** Pauses between two tries to send. */
const [FIRST, LONGEST] = [1000, 15_000];

/** What a message is called. `crypto.randomUUID` is for secure contexts alone. */
const id = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A form has been sent and its answer comes: to load the page anew now would take the place of what that answer leads to. */
const ANSWER = 10_000;
let isSent = false;
let isStale = false;
function anew(): void {
  if (isSent) isStale = true;
  else location.reload();
}
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  isSent = true;
  setTimeout(() => {
    isSent = false;
    if (isStale) anew();
  }, ANSWER);
});

const wait = (time: number) => new Promise((done) => setTimeout(done, time));

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** What nobody has seen yet, in the title of the page: it is read also where another page is in front. */
const title = document.title;
function count(unseen: number): void {
  document.title = unseen > 0 ? `(${unseen}) ${title}` : title;
}

class Chat {
  private readonly at: string;
  private readonly words: Words;
  private readonly list: HTMLElement;
  private readonly typing: HTMLElement | null;
  private readonly form: HTMLFormElement | null;
  private readonly text: HTMLTextAreaElement | null;
  private last: number;
  private events: EventSource | undefined;
  private typed = 0;
  private shown: ReturnType<typeof setTimeout> | undefined;
  private wasLost = false;
  /** One after the other, so that they keep their order. */
  private sending: Promise<void> = Promise.resolve();
  private unsent = 0;
  private unseen = 0;
  /** Their title says what the whole desk asks. */
  private readonly isStaff: boolean;

  constructor(box: HTMLElement) {
    this.at = box.dataset.chat ?? "";
    this.isStaff = "staff" in box.dataset;
    this.words = JSON.parse(box.dataset.words ?? "{}") as Words;
    this.list = box.querySelector("[data-said]")!;
    this.typing = box.querySelector("[data-typing]");
    this.last = Number(box.dataset.last ?? 0);
    this.form = [...document.forms].find((form) => form.getAttribute("action") === `${this.at}/messages`) ?? null;
    this.text = this.form?.querySelector("textarea") ?? null;
    this.list.scrollTop = this.list.scrollHeight;
    if (!("live" in box.dataset)) return;
    this.listen();
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    // On a touch keyboard there is no other key for a new line.
    const sends = !matchMedia("(pointer: coarse)").matches;
    if (sends && this.text) this.text.placeholder = this.words.enter;
    this.text?.addEventListener("keydown", (event) => {
      if (!sends || event.key !== "Enter" || event.shiftKey || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.send();
    });
    this.text?.addEventListener("input", () => this.types());
    window.addEventListener("beforeunload", (event) => {
      if (this.unsent > 0) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.isStaff) count((this.unseen = 0));
    });
    const place = document.querySelector<HTMLElement>("[data-place]");
    if (place) setInterval(() => void this.place(place), PLACE);
  }

  private listen(): void {
    this.events?.close();
    const events = new EventSource(`${this.at}/events?after=${this.last}`);
    this.events = events;
    events.onopen = () => {
      if (this.wasLost) this.tell(this.words.back, true);
      this.wasLost = false;
    };
    events.onmessage = (event) => this.hear(JSON.parse(event.data as string) as Said);
    events.addEventListener("typing", (event) => this.tell((event as MessageEvent<string>).data));
    events.addEventListener("moved", () => this.moved());
    events.addEventListener("end", () => {
      events.close();
      this.moved();
    });
    events.onerror = () => {
      if (!this.wasLost) this.tell(this.words.lost, true);
      this.wasLost = true;
      // Refused, and not only cut off: the browser tries no more by itself.
      if (events.readyState === EventSource.CLOSED) setTimeout(() => this.listen(), LONGEST);
    };
  }

  /** What can be done here is another thing now; nobody's text is thrown away for it. */
  private moved(): void {
    if (this.unsent > 0 || this.text?.value.trim()) this.tell(this.words.news, true);
    else anew();
  }

  private hear(said: Said): void {
    if (said.seq <= this.last) return;
    this.last = said.seq;
    if (said.side === "own") this.list.querySelector(".unsent")?.remove();
    const isAtEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    const one = element("div", `chat-one ${said.side}`);
    one.id = `m${said.seq}`;
    one.dataset.seq = String(said.seq);
    const who = element("p", "chat-who muted small");
    if (said.who) who.append(element("b", "", said.who), " ");
    who.append(said.at);
    one.append(who);
    if (said.text) one.append(element("p", "chat-text", said.text));
    if (said.file) one.append(...this.file(said.file));
    const waiting = this.list.querySelector(".unsent");
    this.list.insertBefore(one, waiting);
    if (isAtEnd || said.side === "own") this.list.scrollTop = this.list.scrollHeight;
    if (said.side === "other") {
      this.tell("");
      if (document.hidden && !this.isStaff) count((this.unseen += 1));
    }
  }

  private file(file: NonNullable<Said["file"]>): HTMLElement[] {
    const line = element("p", "chat-text");
    line.append(element("b", "wrap", file.name), " ", element("span", "muted small", file.state));
    if (!file.get) return [line];
    const form = document.createElement("form");
    form.method = "post";
    form.action = file.get;
    form.dataset.again = "";
    const button = element("button", "btn small", file.word);
    button.setAttribute("aria-label", `${file.word}: ${file.name}`);
    form.append(button);
    return [line, form];
  }

  /** A line below the messages, for some seconds; `isKept`: until the next one. */
  private tell(text: string, isKept = false): void {
    clearTimeout(this.shown);
    if (this.typing) this.typing.textContent = text;
    if (isKept) say(text);
    else if (text) this.shown = setTimeout(() => this.tell(""), SHOWN);
  }

  private types(): void {
    if (Date.now() - this.typed < TYPES || !this.text?.value.trim()) return;
    this.typed = Date.now();
    // The next one tells.
    void fetch(`${this.at}/typing`, { method: "POST" }).catch(() => undefined);
  }

  private send(): void {
    const text = this.text?.value.trim();
    if (!text || !this.text || !this.form) return;
    const body = new URLSearchParams({ text, client: id(), live: "true" });
    this.text.value = "";
    this.text.focus();
    const line = element("div", "chat-one own unsent");
    line.append(element("p", "chat-who muted small", this.words.sending), element("p", "chat-text", text));
    this.list.append(line);
    this.list.scrollTop = this.list.scrollHeight;
    this.unsent += 1;
    this.sending = this.sending.then(() => this.sent(body, line)).finally(() => (this.unsent -= 1));
  }

  /** Until it is stored. Its id stays the same, so however often it arrives it is one message. */
  private async sent(body: URLSearchParams, line: HTMLElement): Promise<void> {
    for (let pause = FIRST; ; pause = Math.min(pause * 2, LONGEST)) {
      try {
        const answer = await fetch(`${this.at}/messages`, { method: "POST", body, redirect: "manual" });
        if (answer.ok) {
          const seq = Number(await answer.text());
          // It has been heard already, or will be.
          if (seq <= this.last) line.remove();
          return;
        }
        // Somewhere else has to be gone to first, such as to sign in.
        const isLed = answer.type === "opaqueredirect";
        if (isLed || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) return this.refused(body, line);
      } catch {
        // The connection is lost.
      }
      line.firstElementChild!.textContent = this.words.failed;
      await wait(pause);
    }
  }

  /** The server's page says why, with the text in it. */
  private refused(body: URLSearchParams, line: HTMLElement): void {
    line.remove();
    if (!this.form || !this.text) return;
    this.text.value = body.get("text") ?? "";
    this.unsent = 0;
    this.form.submit();
  }

  private async place(line: HTMLElement): Promise<void> {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(line.dataset.place ?? "");
      const text = answer.ok ? await answer.text() : "";
      const shown = line.firstElementChild ?? line;
      if (text && shown.textContent !== text) shown.textContent = text;
    } catch {
      // The next time tells.
    }
  }
}

/** How many chats ask something of the reader, in the title and at their place in the navigation. No sound: nobody was asked for one. */
function counted(events: EventSource): EventSource {
  const at = new URL(events.url).pathname.replace("/events", "");
  const tell = (event: Event) => {
    const asks = Number((event as MessageEvent<string>).data);
    count(asks);
    const link = document.querySelector(`.side a[href="${at}"]`);
    const shown = link?.querySelector(".count") ?? element("span", "count");
    shown.textContent = String(asks);
    if (asks > 0) link?.append(shown);
    else shown.remove();
  };
  for (const name of ["asks", "moved"]) events.addEventListener(name, tell);
  return events;
}

/** The list of chats of the console: loaded anew when it is another one, at most every two seconds. */
function chats(line: HTMLElement): void {
  let due: ReturnType<typeof setTimeout> | undefined;
  const events = counted(new EventSource(line.dataset.chats ?? ""));
  const again = () => {
    if (document.querySelector("dialog[open]") || document.activeElement?.matches("input, select, textarea")) due = setTimeout(again, 2000);
    else anew();
  };
  events.addEventListener("moved", () => (due ??= setTimeout(again, 2000)));
  events.addEventListener("end", anew);
}

const box = document.querySelector<HTMLElement>("[data-chat]");
if (box) new Chat(box);
if (box?.dataset.staff) counted(new EventSource(`${box.dataset.staff}/events`));
const line = document.querySelector<HTMLElement>("[data-chats]");
if (line) chats(line);
