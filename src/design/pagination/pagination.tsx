import { type Attributes, type Slot, classes, isFilled } from '../common.ts';
import { Icon } from '../icon/icon.tsx';

/** A neighbour of the page; `label` says what is on it. */
export type PaginationLink = { href: string; text?: Slot; label?: Slot; attributes?: Attributes | undefined };

/** A page by its number, or the dots between. */
export type PaginationItem =
  | { number: number; href: string; current?: boolean | undefined; label?: string | undefined }
  | { ellipsis: true };

/** Ways to the page before and after, or (with `items`) to pages by number. */
export function Pagination(props: {
  previous?: PaginationLink | undefined;
  next?: PaginationLink | undefined;
  items?: readonly PaginationItem[] | undefined;
  label?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const { previous, next, items = [] } = props;
  const isNumbered = items.length > 0;
  return (
    <nav
      class={classes('nhsuk-pagination', isNumbered && 'nhsuk-pagination--numbered', props.class)}
      id={props.id}
      {...{ role: 'navigation' }}
      aria-label={props.label ?? 'Pagination'}
      {...props.attributes}
    >
      {isNumbered ? (
        <>
          {previous && (
            <a href={previous.href} class="nhsuk-pagination__previous" rel="prev">
              <Icon name="arrow-left" />
              <Title link={previous} word="Previous" />
            </a>
          )}
          <ul class="nhsuk-pagination__list">
            {items.map((item, index) => (
              <PageItem key={index} item={item} />
            ))}
          </ul>
          {next && (
            <a href={next.href} class="nhsuk-pagination__next" rel="next">
              <Title link={next} word="Next" />
              <Icon name="arrow-right" />
            </a>
          )}
        </>
      ) : (
        <ul class="nhsuk-list nhsuk-pagination__list">
          {previous && <Neighbour link={previous} word="Previous" />}
          {next && <Neighbour link={next} word="Next" />}
        </ul>
      )}
    </nav>
  );
}

function Title(props: { link: PaginationLink; word: 'Previous' | 'Next' }) {
  return (
    <span class="nhsuk-pagination__title">
      {isFilled(props.link.text) ? (
        props.link.text
      ) : (
        <>
          {props.word}
          <span class="nhsuk-u-visually-hidden"> page</span>
        </>
      )}
    </span>
  );
}

function Neighbour(props: { link: PaginationLink; word: 'Previous' | 'Next' }) {
  const { link } = props;
  const isPrevious = props.word === 'Previous';
  return (
    <li class={`nhsuk-pagination-item--${isPrevious ? 'previous' : 'next'}`}>
      <a
        class={`nhsuk-pagination__link nhsuk-pagination__link--${isPrevious ? 'prev' : 'next'}`}
        href={link.href}
        rel={isPrevious ? 'prev' : 'next'}
        {...link.attributes}
      >
        <Title link={link} word={props.word} />
        {isFilled(link.label) && (
          <>
            <span class="nhsuk-u-visually-hidden">:</span>
            <span class="nhsuk-pagination__page">{link.label}</span>
          </>
        )}
        <Icon name={isPrevious ? 'arrow-left' : 'arrow-right'} />
      </a>
    </li>
  );
}

function PageItem(props: { item: PaginationItem }) {
  const { item } = props;
  if ('ellipsis' in item) return <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>;
  return (
    <li class={classes('nhsuk-pagination__item', item.current && 'nhsuk-pagination__item--current')}>
      <a
        class="nhsuk-pagination__link"
        href={item.href}
        aria-label={item.label ?? `Page ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
      >
        {item.number}
      </a>
    </li>
  );
}
