/** Arrow keys in the menus of the top bar and in the lists of the navigation; Down on a menu's button opens it. */
export function menu(): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.target as HTMLElement;
    const opener = at.closest<HTMLElement>("[popovertarget]");
    if (opener && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const opened = document.getElementById(opener.getAttribute("popovertarget") ?? "");
      if (!opened?.matches(".menu, .side")) return;
      event.preventDefault();
      opened.showPopover();
      step(opened, null, event.key === "ArrowDown" ? "Home" : "End");
      return;
    }
    const list = at.closest<HTMLElement>(".menu, .side, .sections");
    if (list && step(list, at, event.key)) event.preventDefault();
  });
}

/** Moves the focus within a list; says whether the key was one of its own. */
function step(list: HTMLElement, at: HTMLElement | null, key: string): boolean {
  const all = [...list.querySelectorAll<HTMLElement>("a, button, summary")].filter((one) => one.checkVisibility());
  const here = at ? all.indexOf(at.closest<HTMLElement>("a, button, summary") ?? at) : -1;
  const moves: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
  const to = moves[key];
  if (to === undefined || all.length === 0) return false;
  all[(to + all.length) % all.length]?.focus();
  return true;
}
