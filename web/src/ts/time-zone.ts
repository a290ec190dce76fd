/** Hidden fields and untouched selects with `data-time-zone` get the browser's time zone. */
export function timeZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-time-zone]")) {
    if (field.value !== "") continue;
    // Browsers tell old names too, such as Asia/Calcutta. A select that does not know the zone is left at its empty choice.
    field.value = field instanceof HTMLSelectElement ? offered(field, zone) : zone;
  }
}

function offered(select: HTMLSelectElement, zone: string): string {
  const isIt = ({ value, dataset }: HTMLOptionElement) => value === zone || (dataset.also ?? "").split(" ").includes(zone);
  return [...select.options].find(isIt)?.value ?? "";
}
