import { say } from "./say.js";

/** `<button data-copy="text" data-done="Copied">`: copies, shows a tick for two seconds, and says so. */
export function copying(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), 2000);
      say(button.dataset.done ?? "");
    } catch {
      say(button.dataset.failed ?? "");
    }
  });
}
