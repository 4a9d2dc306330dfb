type Link = { text: string; href: string };

/** One stop of a walk from page to page. */
export type Guide = {
  title: string;
  /** Where on the walk this is, such as "step 3 of 8". */
  position: string;
  /** What to look at on this page. */
  words: string;
  back: Link | undefined;
  next: Link | undefined;
  all: Link;
};

/** The strip above a page that somebody came to on a walk: where they are, what to look at, and the way back and on. */
export function GuideStrip(props: { guide: Guide }) {
  const { guide } = props;
  return (
    <nav class="ct-guide" aria-label={guide.title}>
      <div class="ct-container ct-guide__row">
        <p class="ct-guide__words">
          <strong>
            {guide.title}: {guide.position}
          </strong>
          <span>{guide.words}</span>
        </p>
        <ul class="ct-guide__links">
          {guide.back && (
            <li>
              <a href={guide.back.href}>
                Back<span class="nhsuk-u-visually-hidden">: {guide.back.text}</span>
              </a>
            </li>
          )}
          <li>
            <a href={guide.all.href}>{guide.all.text}</a>
          </li>
          {guide.next && (
            <li>
              <a class="ct-guide__next" href={guide.next.href}>
                Next<span class="nhsuk-u-visually-hidden">: {guide.next.text}</span>
              </a>
            </li>
          )}
        </ul>
      </div>
    </nav>
  );
}
