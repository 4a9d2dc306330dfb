import { Button, Empty, Input, Rows, Select } from '../../design/index.ts';
import { plural, truncateAtWord } from '../../lib/text.ts';
import type { Place } from '../../platform/http/places.ts';
import type { ThreadRegistry } from '../kinds.ts';
import { keyOf, type Found } from '../store/read.ts';

type Props = {
  place: Place;
  words: string;
  kind: string | undefined;
  kinds: readonly { value: string; text: string }[];
  found: readonly Found[];
  registry: ThreadRegistry;
};

/** What was found, best first, each with the kind of thing it is. */
export function SearchPage(props: Props) {
  const { words, found } = props;
  return (
    <>
      <h1 class="nhsuk-heading-l">Search {props.place.name}</h1>
      <form
        method="get"
        action={`/${props.place.slug}/search`}
        class="ct-prose"
        role="search"
        aria-label={`Search ${props.place.name}`}
      >
        <Input
          name="q"
          label="What are you looking for?"
          hint="A slip of the finger is no problem"
          value={words}
          type="search"
        />
        <Select
          name="kind"
          label="Kind"
          value={props.kind ?? ''}
          items={[{ value: '', text: 'Everything' }, ...props.kinds]}
        />
        <Button>Search</Button>
      </form>
      {words !== '' && (
        <h2 class="nhsuk-heading-m">
          {found.length === 0 ? 'Nothing found' : found.length === 50 ? 'The best 50' : plural(found.length, 'result')}
        </h2>
      )}
      {words !== '' && found.length === 0 && (
        <Empty heading={`Nothing here speaks of “${words}”`} headingLevel={3}>
          <p>
            Try fewer or other words, or look through everything that happened. Some things can only be seen by people
            who are signed in.
          </p>
        </Empty>
      )}
      <Rows
        items={found.map((card) => (
          <>
            <p class="ct-row__title">
              <a href={card.address} key={keyOf(card)}>
                {card.title}
              </a>
            </p>
            <p class="ct-small">
              {props.registry.kind(card.kind)?.one ?? card.kind}
              {card.summary !== '' && `: ${truncateAtWord(card.summary, 160)}`}
            </p>
          </>
        ))}
      />
    </>
  );
}
