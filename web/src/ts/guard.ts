/**
 * Forms: a second submission of the same page is swallowed, and a form with `data-guard` asks before its changes
 * are lost by leaving.
 */
export function guard(): void {
  const sent = new WeakSet<HTMLFormElement>();
  let changed: HTMLFormElement | undefined;

  document.addEventListener("input", (event) => {
    const form = (event.target as HTMLInputElement).form;
    if (form && "guard" in form.dataset) changed = form;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    // A form that answers with a file leaves the page as it is and may be sent again.
    if (!("again" in form.dataset)) sent.add(form);
    changed = undefined;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  // Back from the page cache: the form is fresh again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) sent.delete(form);
    for (const button of document.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
  });
}
