/** Speaks `text` to screen readers, through the page's one live region. */
export function say(text: string): void {
  const region = document.getElementById("say");
  if (!region) return;
  region.textContent = "";
  // An unchanged text would not be spoken again.
  setTimeout(() => (region.textContent = text), 50);
}
