import { say } from "./say.js";

/** How long a secret stays on the screen that somebody left. */
const SECONDS = 60;

/** `<span data-mask="XXXXX-•••••" data-masked="Hidden again"><code>…</code><button data-copy>`: hides the secret after a minute. */
export function masking(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-mask]")) {
    setTimeout(() => {
      const code = box.querySelector("code");
      if (code) code.textContent = box.dataset.mask ?? "";
      box.querySelector("[data-copy]")?.remove();
      say(box.dataset.masked ?? "");
    }, SECONDS * 1000);
  }
}
