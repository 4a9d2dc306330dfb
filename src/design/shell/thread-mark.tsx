/** Our mark: one thread through four stitches. Decorative; the name stands beside it. */
export function ThreadMark(props: { class?: string | undefined }) {
  return (
    <svg class={props.class} viewBox="0 0 32 32" width="32" height="32" focusable="false" aria-hidden="true">
      <path
        d="M3 22c4 0 4-12 8.5-12S15 22 19.5 22 24 10 29 10"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linecap="round"
      />
      <circle cx="3.5" cy="22" r="2.5" fill="currentColor" />
      <circle cx="28.5" cy="10" r="2.5" fill="currentColor" />
    </svg>
  );
}
