/** Keyboard shortcuts: `/` and Ctrl+K to the search, `?` to the list of them. Those of a single key can be switched off (WCAG 2.1.4). */
export function keys(): void {
  const dialog = document.getElementById("shortcuts") as HTMLDialogElement | null;
  const single = dialog?.querySelector<HTMLInputElement>("[data-single-keys]");
  if (single) {
    single.checked = singleKeys();
    single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-shortcuts]")) {
    button.addEventListener("click", () => {
      button.closest<HTMLElement>("[popover]")?.hidePopover();
      dialog?.showModal();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const isEverywhere = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const isSingle = !event.ctrlKey && !event.metaKey && singleKeys() && !isTyping(event.target as HTMLElement);
    if (isEverywhere || (isSingle && event.key === "/")) {
      if (toSearch(isEverywhere)) event.preventDefault();
    } else if (isSingle && event.key === "?" && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
  });
}

/** Whether shortcuts of a single key are used in this browser. */
export function singleKeys(): boolean {
  return localStorage.getItem("single-keys") !== "off";
}

/** Whether what is pressed is typed. */
export function isTyping(at: HTMLElement): boolean {
  return at.isContentEditable || at.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

/** To the search over everything; where the page has none, to its own. Where neither is shown, as on phones, to the page of it. */
function toSearch(everywhere: boolean): boolean {
  const all = document.querySelector<HTMLInputElement>("[data-search]");
  const own = everywhere ? null : document.querySelector<HTMLInputElement>("main input[type=search]");
  const field = [all, own].find((one) => one?.checkVisibility());
  if (field) {
    field.focus();
    field.select();
    return true;
  }
  if (!all?.form) return false;
  location.assign(all.form.action);
  return true;
}
