import { isTyping, singleKeys } from "./keys.js";

/** How often an open page says that it is open. */
const BEAT = 20_000;

/**
 * `<div data-presence="ADDRESS">` on the page of a request: says every 20 seconds that the page is open and whether somebody writes an answer, and
 * at once when one is begun or emptied; shows who else is there, and that the request has changed meanwhile. R goes to the answer, E to the status
 * that follows. Without this, the page says who was there when it was loaded.
 */
function requests(box: HTMLElement): void {
  const answer = document.querySelector<HTMLTextAreaElement>("#answer textarea[name=text]");
  const isWriting = () => Boolean(answer?.value.trim());
  let next: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let told = false;
  const beat = async () => {
    clearTimeout(next);
    next = setTimeout(beat, BEAT);
    if (document.visibilityState !== "visible") return;
    const turn = ++last;
    told = isWriting();
    const body = new URLSearchParams({ writing: String(told), version: box.dataset.version ?? "" });
    try {
      const answered = await fetch(box.dataset.presence ?? "", { method: "POST", body });
      const text = answered.ok ? await answered.text() : undefined;
      // The answer to a later one may have come first.
      if (text !== undefined && turn === last) show(box, text);
    } catch {
      // The next beat tells.
    }
  };
  void beat();
  answer?.addEventListener("input", () => {
    if (isWriting() !== told) void beat();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void beat();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!singleKeys() || isTyping(event.target as HTMLElement) || document.querySelector("dialog[open]")) return;
    const to = event.key === "r" ? answer : event.key === "e" ? document.querySelector<HTMLElement>("#answer select[name=becomes]") : null;
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}

/** A line for each colleague; said anew only where it is another one. */
function show(box: HTMLElement, text: string): void {
  if (box.textContent === text.replaceAll("\n", "")) return;
  box.replaceChildren(
    ...text.split("\n").filter(Boolean).map((line) => {
      const told = document.createElement("p");
      told.className = "notice warn";
      told.textContent = line;
      return told;
    }),
  );
}

const box = document.querySelector<HTMLElement>("[data-presence]");
if (box) requests(box);
