import { isTyping, singleKeys } from "./keys.js";

/** How often an open page says that it is open. */
const BEAT = 20_000;

/**
 * `<div data-presence="ADDRESS">` on the page of a request: says every 20 seconds that the page is open and whether somebody writes an answer, and
 * shows who else is there. R goes to the answer, E to the status that follows. Without this, the page says who was there when it was loaded.
 */
function requests(box: HTMLElement): void {
  const answer = document.querySelector<HTMLTextAreaElement>("#answer textarea[name=text]");
  const beat = async () => {
    if (document.visibilityState === "visible") {
      const body = new URLSearchParams({ writing: String(Boolean(answer?.value.trim())) });
      try {
        const told = await fetch(box.dataset.presence ?? "", { method: "POST", body });
        if (told.ok) show(box, await told.text());
      } catch {
        // The next beat tells.
      }
    }
    setTimeout(beat, BEAT);
  };
  void beat();
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
