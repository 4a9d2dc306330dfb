/**
 * A link of an error summary may name a group (`#born` of a date). A group takes no focus, so the first control in it
 * that is marked as wrong, or else its first control, does.
 */
export function focusInGroup(page: Document): void {
  page.querySelector('.nhsuk-error-summary')?.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const id = link?.getAttribute('href')?.match(/^#(.+)$/)?.[1];
    const target = id === undefined ? null : page.getElementById(id);
    if (target === null || target.matches('input, select, textarea, button, a[href], [tabindex]')) return;
    const control =
      target.querySelector<HTMLElement>('.nhsuk-input--error') ??
      target.querySelector<HTMLElement>('input, select, textarea');
    control?.focus();
  });
}
