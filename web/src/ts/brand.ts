// The preview of the vendor's brand follows what is typed. Without this file the button "Preview" shows the same.
const preview = document.querySelector<HTMLElement>("[data-brand-preview]");
const field = (name: string) => document.querySelector<HTMLInputElement>(`#f-${name}`);
const corners: Record<string, [string, string, string]> = {
  sharp: ["0", "0", "0"],
  soft: [".375rem", ".5rem", ".75rem"],
  round: [".625rem", "1rem", "1.375rem"],
};

/** Hue and strength of `#3465c8`, as kits/brand/src/color.rs reckons them (OKLCH); nothing of a color that is not typed to its end. */
function ofColor(text: string): [number, number] | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return undefined;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const hue = Math.round((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  return [hue, Math.min(Math.round(Math.hypot(a, b) * 1000), 350)];
}

function show(): void {
  if (!preview) return;
  // A color that is typed goes before both numbers.
  const [hue, chroma] = ofColor(field("color")?.value ?? "") ?? [Number(field("hue")?.value), Number(field("chroma")?.value)];
  if (hue >= 0 && hue < 360) preview.style.setProperty("--hue", String(hue));
  if (chroma >= 0 && chroma <= 350) preview.style.setProperty("--brand-chroma", String(chroma / 1000));
  const radius = document.querySelector<HTMLInputElement>("input[name=radius]:checked")?.value ?? "";
  corners[radius]?.forEach((length, n) => preview.style.setProperty(["--r-s", "--r", "--r-l"][n] ?? "", length));
  const name = field("name")?.value;
  if (name) for (const place of preview.querySelectorAll(".brand > span:last-of-type")) place.textContent = name;
}

document.addEventListener("input", show);
document.addEventListener("change", show);
