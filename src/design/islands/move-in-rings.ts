// Moving what stands on a ring to another: comfort for a hand or a finger. The list below has a form for everybody.

const isMoved = 5;

/** The ring, counted from 1 in the middle, nearest to a point of a drawing whose outermost ring has this radius. */
export function ringAt(point: { x: number; y: number }, radius: { x: number; y: number }, count: number): number {
  const share = Math.hypot(point.x / radius.x, point.y / radius.y);
  return Math.min(count, Math.max(1, Math.round(share * count)));
}

/** Lets every dot that has a version be dragged; dropped on another ring, its form is sent. */
export function moveInRings(page: Document): void {
  for (const part of page.querySelectorAll<HTMLElement>('[data-rings]')) {
    prepare(part);
    part.addEventListener('dragstart', (event) => event.preventDefault());
    part.addEventListener('pointerdown', (event) => begin(part, event));
  }
}

/** A finger on a dot drags it; everywhere else it scrolls the page. */
function prepare(part: HTMLElement): void {
  for (const dot of part.querySelectorAll<SVGElement>('a[data-version]')) {
    dot.style.touchAction = 'none';
    dot.style.cursor = 'grab';
  }
  part.querySelector('[data-hint]')?.removeAttribute('hidden');
}

function begin(part: HTMLElement, event: PointerEvent): void {
  const link = (event.target as Element).closest<SVGAElement>('a[data-version]');
  const mark = link?.firstElementChild as SVGGraphicsElement | null | undefined;
  const outer = link?.ownerSVGElement?.querySelectorAll('ellipse');
  const scale = link?.ownerSVGElement?.getScreenCTM()?.a;
  if (!link || !mark || !outer?.[0] || !scale || event.button !== 0) return;
  const box = mark.getBBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const radius = { x: outer[0].rx.baseVal.value, y: outer[0].ry.baseVal.value };
  const before = ringAt({ x, y }, radius, outer.length);
  let [dx, dy] = [0, 0];
  let isGivenUp = false;
  const stop = new AbortController();
  const { signal } = stop;
  const back = (): void => link.removeAttribute('transform');
  event.preventDefault();
  link.setPointerCapture(event.pointerId);
  link.addEventListener(
    'pointermove',
    (moved) => {
      if (isGivenUp) return;
      [dx, dy] = [(moved.clientX - event.clientX) / scale, (moved.clientY - event.clientY) / scale];
      link.setAttribute('transform', `translate(${dx} ${dy})`);
    },
    { signal },
  );
  document.addEventListener(
    'keydown',
    (pressed) => {
      if (pressed.key !== 'Escape') return;
      isGivenUp = true;
      back();
    },
    { signal },
  );
  link.addEventListener('pointercancel', () => (stop.abort(), back()), { signal });
  link.addEventListener(
    'pointerup',
    () => {
      stop.abort();
      if (!isGivenUp && Math.hypot(dx, dy) * scale < isMoved) return back();
      // A drag is no click: the link is not followed.
      const click = new AbortController();
      part.addEventListener('click', (one) => one.preventDefault(), { capture: true, signal: click.signal });
      setTimeout(() => click.abort());
      const ring = ringAt({ x: x + dx, y: y + dy }, radius, outer.length);
      if (isGivenUp || ring === before) return back();
      void send(part, link.getAttribute('href') ?? '', link.dataset['version'] ?? '', before, ring).then(
        (isDone) => isDone || back(),
      );
    },
    { signal },
  );
}

/** Sends the form of one thing, draws what came of it, and offers the way back. */
async function send(part: HTMLElement, href: string, version: string, before: number, ring: number): Promise<boolean> {
  const status = part.querySelector<HTMLElement>('[role=status]');
  const fields = { only: 'ring', ring: String(ring), version };
  const answer = await fetch(href, { method: 'POST', body: new URLSearchParams(fields) }).catch(() => undefined);
  if (answer === undefined) {
    status?.replaceChildren('That did not work, and it stays where it was. Try again, or use the form.');
    return false;
  }
  if (!answer.ok) {
    // The page that says why, as after the form: somebody else may have changed it meanwhile.
    submit(href, fields);
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const figure = page.querySelector('[data-rings] figure');
  const now = figure?.querySelector<SVGAElement>(`svg a[href="${href}"]`)?.dataset['version'];
  if (!figure || now === undefined) {
    location.reload();
    return true;
  }
  part.querySelector('figure')?.replaceWith(figure);
  prepare(part);
  const name = figure.querySelector(`section a[href="${href}"]`)?.textContent ?? '';
  const to = figure.querySelectorAll('section > :first-child')[ring - 1]?.textContent ?? '';
  const undo = document.createElement('button');
  undo.type = 'button';
  undo.className = 'nhsuk-button nhsuk-button--secondary nhsuk-button--small';
  undo.textContent = 'Move back';
  undo.addEventListener('click', () => {
    undo.disabled = true;
    // The button goes: whoever pressed it stays where it was.
    status?.setAttribute('tabindex', '-1');
    void send(part, href, now, ring, before).finally(() => status?.focus());
  });
  status?.replaceChildren(`${name} now stands in: ${to}. `, undo);
  return true;
}

function submit(href: string, fields: Record<string, string>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = href;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
