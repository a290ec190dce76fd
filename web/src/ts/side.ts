/**
 * The sidebar: which groups are folded is kept in a cookie, so that the next page comes with them folded; and the place of this page
 * comes into view in a long list.
 */
export function side(): void {
  const list = document.querySelector<HTMLElement>(".side");
  if (!list) return;
  const current = list.querySelector<HTMLElement>("[aria-current]");
  if (current && current.offsetTop + current.offsetHeight > list.clientHeight) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  list.addEventListener(
    "toggle",
    () => {
      const folded = [...list.querySelectorAll<HTMLDetailsElement>("details:not([open])")].map((one) => one.dataset.group);
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `${list.dataset.folded}=${folded.join(".")}; path=/; max-age=31536000; samesite=lax${secure}`;
    },
    true,
  );
}
