/** Where the menu is wider than the screen, the reader's own section comes into view, and the edges show that there is more. */
export function menu(): void {
  const list = document.querySelector<HTMLElement>(".topnav ul");
  if (!list) return;
  list.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  const show = (): void => {
    const after = list.scrollWidth - list.clientWidth - list.scrollLeft;
    list.toggleAttribute("data-before", list.scrollLeft > 4);
    list.toggleAttribute("data-after", after > 4);
  };
  list.addEventListener("scroll", show, { passive: true });
  new ResizeObserver(show).observe(list);
}
