/** The form of three buttons works alone; with script the page changes at once and stays where it is. */
export function theme(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-theme-switch]")) {
    form.addEventListener("submit", (event) => {
      const choice = (event.submitter as HTMLButtonElement | null)?.value;
      if (!choice) return;
      event.preventDefault();
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form, event.submitter)) body.append(name, String(value));
      const send = fetch(form.action, { method: "post", body, redirect: "manual" });
      send.catch(() => form.submit());
      if (choice === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      for (const button of form.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === choice));
      }
    });
  }
}
