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
        met += Number(holds);
      }
      bar.value = met;
      box.dataset.met = met === items.length ? "all" : String(met);
      if (before >= 0 && met !== before) {
        say((box.dataset.say ?? "").replace("%met%", String(met)).replace("%all%", String(items.length)));
      }
      before = met;
    };
    judge();
    input.form?.addEventListener("input", judge);
  }
}
