/** Hidden fields and untouched selects with `data-time-zone` get the browser's time zone. */
export function timeZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-time-zone]")) {
    if (field.value !== "") continue;
    field.value = zone;
    // A select that does not know the zone is left at its empty choice.
    if (field.value !== zone) field.value = "";
  }
}
