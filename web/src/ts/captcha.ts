// The human check (ACC-1): the browser looks for a number whose SHA-256 with the challenge starts with enough zero
// bits. It starts when the form is first touched; a form sent too early waits for the answer.
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

// The content security policy allows no script address that has not passed a named policy (Trusted Types).
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy("gatehouse", {
  createScriptURL: (url) => url,
});

for (const box of document.querySelectorAll<HTMLElement>("[data-challenge]")) {
  const form = box.closest("form");
  const answer = box.querySelector<HTMLInputElement>("[data-answer]");
  const words = box.querySelector<HTMLElement>("[data-words]");
  if (!form || !answer || !words) continue;
  let waiting: HTMLElement | null | undefined;

  const show = (state: "working" | "done" | "failed") => {
    box.dataset.state = state;
    words.textContent = box.dataset[state] ?? "";
  };
  const start = () => {
    if (box.dataset.state) return;
    show("working");
    try {
      const address = box.dataset.worker ?? "";
      const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: "module" });
      worker.onerror = () => show("failed");
      worker.onmessage = ({ data }: MessageEvent<string>) => {
        worker.terminate();
        answer.value = data;
        show("done");
        if (waiting !== undefined) form.requestSubmit(waiting);
      };
      worker.postMessage({ challenge: box.dataset.challenge, difficulty: Number(box.dataset.difficulty) });
    } catch {
      show("failed");
    }
  };
  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("input", start, { once: true });
  form.addEventListener(
    "submit",
    (event) => {
      start();
      if (answer.value !== "" || box.dataset.state === "failed") return;
      event.preventDefault();
      waiting = event.submitter;
    },
    { capture: true },
  );
}

export {};
