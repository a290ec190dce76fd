interface Answer {
  done: number;
  total: number;
  text: string;
  finished: boolean;
}

/**
 * `<div data-progress-url>` around a `<progress>` and a `<p>`: asks the address every second and a half (more rarely
 * after an error) until the work is finished, then loads the page anew.
 */
export function progress(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-progress-url]")) {
    const bar = box.querySelector("progress");
    const text = box.querySelector("p");
    let wait = 1500;
    const ask = async () => {
      try {
        const answer = await fetch(box.dataset.progressUrl ?? "", { headers: { accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { done, total, text: words, finished } = (await answer.json()) as Answer;
        if (finished) {
          location.reload();
          return;
        }
        if (bar) {
          bar.max = Math.max(total, 1);
          bar.value = done;
        }
        if (text) text.textContent = words;
        wait = 1500;
      } catch {
        wait = Math.min(wait * 2, 30_000);
      }
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  }
}
