import { say } from "./say.js";
import { isTyping, singleKeys } from "./keys.js";

/**
 * Lists: J and K go to the next and the previous row, Down and Up too once a row has the focus; X ticks the row. The box in the head ticks
 * all rows, and the line beside the buttons counts them. Every row is a link and every box a box without this.
 */
export function rows(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!singleKeys() || isTyping(event.target as HTMLElement) || document.querySelector("dialog[open]")) return;
    const at = (event.target as HTMLElement).closest<HTMLTableRowElement>("main table.list tbody tr");
    const moves: Record<string, number> = { j: 1, k: -1 };
    if (at) Object.assign(moves, { ArrowDown: 1, ArrowUp: -1 });
    const by = moves[event.key];
    if (by !== undefined) {
      if (go(at, by)) event.preventDefault();
    } else if (at && event.key === "x") {
      const box = at.querySelector<HTMLInputElement>("input.tick");
      if (!box) return;
      event.preventDefault();
      box.click();
    }
  });
  for (const bar of document.querySelectorAll<HTMLElement>("[data-chosen]")) ticks(bar);
}

/** To the row that many behind this one; without one, to the first. */
function go(from: HTMLTableRowElement | null, by: number): boolean {
  const all = [...document.querySelectorAll<HTMLTableRowElement>("main table.list tbody tr")];
  const to = from ? all[all.indexOf(from) + by] : all[0];
  // The row's own link stands behind its box.
  const target = to?.querySelector<HTMLElement>("th a") ?? to?.querySelector<HTMLElement>("a, button, input");
  if (!target) return false;
  target.focus();
  to?.scrollIntoView({ block: "nearest" });
  return true;
}

function ticks(bar: HTMLElement): void {
  const form = bar.closest("form");
  if (!form) return;
  const hint = bar.textContent ?? "";
  const all = document.querySelector<HTMLInputElement>(`[data-tick-all="${CSS.escape(form.id)}"]`);
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input.tick[name=row]")].filter((box) => box.form === form);
  const count = (): void => {
    const ticked = boxes.filter((box) => box.checked).length;
    bar.textContent = ticked > 0 ? (bar.dataset.chosen ?? "").replace("%", String(ticked)) : hint;
    form.classList.toggle("some", ticked > 0);
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
  };
  const told = (): void => {
    count();
    say(bar.textContent ?? "");
  };
  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    told();
  });
  for (const box of boxes) box.addEventListener("change", told);
  // Boxes that the browser remembered, also from the page cache.
  count();
  window.addEventListener("pageshow", count);
}
