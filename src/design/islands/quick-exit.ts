const pressesToLeave = 3;
const patienceInMilliseconds = 2000;

/**
 * Leaves at once: a click on the exit link, or Escape three times within two seconds. The page is hidden first and its
 * entry in the history is replaced, so that "back" does not return to it.
 */
export function quickExit(
  page: Document,
  location: Pick<Location, 'replace'>,
  now: () => number = () => performance.now(),
): void {
  const link = page.querySelector<HTMLAnchorElement>('[data-quick-exit]');
  if (link === null) return;
  const address = link.href;
  function leave(): void {
    page.documentElement.hidden = true;
    page.title = '';
    location.replace(address);
  }
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  let presses: number[] = [];
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      presses = [];
      return;
    }
    presses = [...presses.filter((at) => now() - at < patienceInMilliseconds), now()];
    if (presses.length >= pressesToLeave) leave();
  });
}
