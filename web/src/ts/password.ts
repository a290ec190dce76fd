import { say } from "./say.js";

type Rule = (password: string, rule: HTMLElement, email: string) => boolean;

/** The server's policy (ACC-5) decides; this only shows it while typing. */
const rules: Record<string, Rule> = {
  length: (password, rule) => [...password].length >= Number(rule.dataset.min),
  upper: (password) => /\p{Lu}/u.test(password),
  lower: (password) => /\p{Ll}/u.test(password),
  digit: (password) => /\p{Nd}/u.test(password),
  special: (password) => /[^\p{L}\p{N}\s]/u.test(password),
  space: (password) => password !== "" && !/\s/u.test(password),
  email: (password, _, email) => password !== "" && (email === "" || password.toLowerCase() !== email.toLowerCase()),
};

/** Reveal buttons, and the list of rules with ticks under a new password. */
export function password(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-reveal]")) {
    button.addEventListener("click", () => {
      const input = document.getElementById(button.dataset.reveal ?? "") as HTMLInputElement;
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      input.focus();
    });
  }
  for (const box of document.querySelectorAll<HTMLElement>("[data-strength]")) {
    const input = document.getElementById(box.dataset.strength ?? "") as HTMLInputElement | null;
    const items = [...box.querySelectorAll<HTMLElement>("[data-rule]")];
    const bar = box.querySelector("progress");
    if (!input || !bar) continue;
    let before = -1;
    const judge = () => {
      if (input.value) delete box.dataset.afterError;
      const email = input.form?.querySelector<HTMLInputElement>("[data-login]")?.value ?? box.dataset.login ?? "";
      let met = 0;
      for (const item of items) {
        const holds = rules[item.dataset.rule ?? ""]?.(input.value, item, email.trim()) ?? false;
        item.classList.toggle("met", holds);
        if (holds) item.classList.remove("unmet");
        met += Number(holds);
      }
      bar.value = met;
      box.dataset.met = met === items.length ? "all" : String(met);
      if (met === items.length) settle(input);
      if (before >= 0 && met !== before) {
        say((box.dataset.say ?? "").replace("%met%", String(met)).replace("%all%", String(items.length)));
      }
      before = met;
    };
    judge();
    input.form?.addEventListener("input", judge);
    input.form?.addEventListener("submit", (event) => refuse(event, input, box, items), { capture: true });
  }
}

/**
 * A password is never sent back: after a refusal of the server it would have to be typed again. So what a look can tell is said here
 * first, and the form is not sent.
 */
function refuse(event: SubmitEvent, input: HTMLInputElement, box: HTMLElement, items: HTMLElement[]): void {
  if (input.value === "") return;
  const wrong: [HTMLInputElement, string][] = [];
  const unmet = items.filter((item) => !item.classList.contains("met"));
  for (const item of unmet) item.classList.add("unmet");
  if (unmet.length > 0) wrong.push([input, (box.dataset.unmet ?? "").replace("%count%", String(unmet.length))]);
  const again = input.form?.querySelector<HTMLInputElement>("[data-repeats]");
  if (again && again.value !== input.value) wrong.push([again, again.dataset.repeats ?? ""]);
  else if (again) settle(again);
  if (wrong.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  for (const [field, text] of wrong) complain(field, text);
  wrong[0]?.[0].focus();
}

/** Says below a field what is wrong with it, as the server would. */
function complain(field: HTMLInputElement, text: string): void {
  const id = `e-${field.name}`;
  let error = document.getElementById(id);
  if (!error) {
    error = document.createElement("p");
    error.id = id;
    error.className = "error";
    field.closest(".with-reveal")?.after(error);
  }
  error.setAttribute("role", "alert");
  error.textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [hint(field), id].filter(Boolean).join(" "));
}

/** The id of the field's hint, where it has one. */
function hint(field: HTMLInputElement): string {
  return document.getElementById(`h-${field.name}`)?.id ?? "";
}

/** Takes back what was wrong with a field. */
function settle(field: HTMLInputElement): void {
  document.getElementById(`e-${field.name}`)?.remove();
  field.removeAttribute("aria-invalid");
  if (hint(field)) field.setAttribute("aria-describedby", hint(field));
  else field.removeAttribute("aria-describedby");
}
