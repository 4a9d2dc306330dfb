const keys: Readonly<Record<string, string>> = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'back',
  PageUp: 'back',
};

/** The keys of a presenter press the buttons that carry their names, unless somebody is typing or choosing. */
export function presenterKeys(document: Document): void {
  document.addEventListener('keydown', (event) => {
    const name = keys[event.key];
    const { target } = event;
    const isInField = target instanceof Element && target.closest('input, select, textarea, summary') !== null;
    if (name === undefined || isInField || event.altKey || event.ctrlKey || event.metaKey) return;
    const button = document.querySelector<HTMLElement>(`[data-key="${name}"]`);
    if (button === null) return;
    event.preventDefault();
    button.click();
  });
}
