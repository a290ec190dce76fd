// What every page gets. Each part looks for its own data-* attributes and does nothing where there are none;
// without this file every page still works. Words come from the server, in data-* attributes.
import { copying } from "./copying.js";
import { guard } from "./guard.js";
import { keys } from "./keys.js";
import { masking } from "./masking.js";
import { menu } from "./menu.js";
import { password } from "./password.js";
import { progress } from "./progress.js";
import { rows } from "./rows.js";
import { side } from "./side.js";
import { theme } from "./theme.js";
import { timeZone } from "./time-zone.js";

copying();
guard();
keys();
masking();
menu();
password();
progress();
rows();
side();
theme();
timeZone();

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
// A refused form comes back with a summary of what is wrong; that is where reading starts (GOV.UK pattern).
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
