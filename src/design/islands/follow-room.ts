/** What the room says of itself. Each message is complete, so that one that is lost does no harm. */
type State = { version: number; given: number; people: number | null; votes: number | null };

const againMs = 2_000;
const pollMs = 4_000;
/** A screen that shows what people give is drawn anew at most so often. */
const calmMs = 1_000;

/**
 * Keeps `[data-room]` as the server has it: counts at once, the rest when the room has moved on. What somebody is writing is never
 * taken away: then a link says that there is something new. When the server is away, it is asked again until it answers.
 */
export function followRoom(document: Document, window: Window & typeof globalThis): void {
  const root = document.querySelector<HTMLElement>('[data-room]');
  if (root === null) return;
  const address = root.dataset['room'] ?? '';
  const showsGiven = root.dataset['follows'] === 'given';
  let shown = { version: Number(root.dataset['version']), given: Number(root.dataset['given']) };
  let isDrawing = false;
  let isAskedAgain = false;
  let isDirty = false;

  root.addEventListener('input', () => {
    isDirty = true;
  });

  async function draw(): Promise<void> {
    if (isDrawing) {
      isAskedAgain = true;
      return;
    }
    isDrawing = true;
    try {
      const answer = await window.fetch(window.location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
      if (!answer.ok) return;
      const page = new window.DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.querySelector<HTMLElement>('[data-room]');
      if (next === null || root === null) {
        window.location.reload();
        return;
      }
      const focused = document.activeElement?.id ?? '';
      root.replaceChildren(...next.childNodes);
      for (const name of ['version', 'given', 'block']) root.dataset[name] = next.dataset[name] ?? '';
      root.className = next.className;
      shown = { version: Number(root.dataset['version']), given: Number(root.dataset['given']) };
      isDirty = false;
      if (focused !== '') document.getElementById(focused)?.focus();
    } catch {
      // The server is away: the next message, or the next look, tries again.
    } finally {
      window.setTimeout(
        () => {
          isDrawing = false;
          if (isAskedAgain) {
            isAskedAgain = false;
            void draw();
          }
        },
        showsGiven ? calmMs : 0,
      );
    }
  }

  function offer(): void {
    const place = root?.querySelector<HTMLElement>('[data-fresh]');
    if (place !== null && place !== undefined) place.hidden = false;
  }

  function hear(state: State): void {
    for (const [name, value] of [
      ['people', state.people],
      ['votes', state.votes],
    ] as const)
      for (const one of document.querySelectorAll(`[data-count="${name}"]`))
        if (value !== null) one.textContent = value.toLocaleString('en-GB');
    const hasMoved = state.version !== shown.version || (showsGiven && state.given !== shown.given);
    if (!hasMoved) return;
    if (isDirty) offer();
    else void draw();
  }

  function connect(): void {
    const source = new window.EventSource(address);
    source.addEventListener('state', (event) => {
      hear(JSON.parse(String(event.data)) as State);
    });
    source.addEventListener('error', () => {
      // A server that answers with an error ends a stream for good; one that is away does not.
      if (source.readyState !== window.EventSource.CLOSED) return;
      window.setTimeout(connect, againMs);
    });
  }

  if ('EventSource' in window) connect();
  else setInterval(() => (isDirty ? undefined : void draw()), pollMs);
}
