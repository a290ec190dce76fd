// The preview of the vendor's brand follows what is typed. Without this file the button "Preview" shows the same.
const preview = document.querySelector<HTMLElement>("[data-brand-preview]");
const field = (name: string) => document.querySelector<HTMLInputElement>(`#f-${name}`);
const corners: Record<string, [string, string, string]> = {
  sharp: ["0", "0", "0"],
  soft: [".375rem", ".5rem", ".75rem"],
  round: [".625rem", "1rem", "1.375rem"],
};

function show(): void {
  if (!preview) return;
  const hue = Number(field("hue")?.value);
  const chroma = Number(field("chroma")?.value);
  // A color that is typed goes before both; only the server knows its hue.
  if (!field("color")?.value) {
    if (hue >= 0 && hue < 360) preview.style.setProperty("--hue", String(hue));
    if (chroma >= 0 && chroma <= 350) preview.style.setProperty("--brand-chroma", String(chroma / 1000));
  }
  const radius = document.querySelector<HTMLInputElement>("input[name=radius]:checked")?.value ?? "";
  corners[radius]?.forEach((length, n) => preview.style.setProperty(["--r-s", "--r", "--r-l"][n] ?? "", length));
  const name = field("name")?.value;
  if (name) for (const place of preview.querySelectorAll(".brand > span:last-of-type")) place.textContent = name;
}

document.addEventListener("input", show);
document.addEventListener("change", show);
