/** How long nothing is typed before it is asked. */
const PAUSE = 400;

interface Advice {
  title: string;
  about: string;
  href: string;
}

/**
 * `<div data-suggest="ADDRESS" data-field="ID" data-least="10">` below a field: asks what may answer what is typed there, and shows it. Without this,
 * the page shows it when the form was sent on.
 */
function suggest(box: HTMLElement): void {
  const field = document.getElementById(box.dataset.field ?? "") as HTMLInputElement | null;
  const list = box.querySelector<HTMLElement>("ul");
  const fold = box.querySelector<HTMLElement>("details");
  if (!field || !list || !fold) return;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let asked = field.value.trim();
  const ask = async () => {
    const words = field.value.trim();
    if (words === asked || [...words].length < Number(box.dataset.least ?? 10)) return;
    asked = words;
    const turn = ++last;
    try {
      const at = new URL(box.dataset.suggest ?? "", location.href);
      at.searchParams.set("q", words);
      const answered = await fetch(at, { headers: { accept: "application/json" } });
      if (!answered.ok || turn !== last) return;
      const found = (await answered.json()) as Advice[];
      list.replaceChildren(...found.map(line));
      fold.hidden = found.length === 0;
    } catch {
      // The next pause asks again.
      asked = "";
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, PAUSE);
  });
}

function line({ title, about, href }: Advice): HTMLElement {
  const item = document.createElement("li");
  const whole = document.createElement("div");
  const link = document.createElement("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = title;
  whole.append(link);
  if (about) {
    const text = document.createElement("p");
    text.className = "muted small";
    text.textContent = about;
    whole.append(text);
  }
  item.append(whole);
  return item;
}

for (const box of document.querySelectorAll<HTMLElement>("[data-suggest]")) suggest(box);
