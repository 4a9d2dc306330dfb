import { terms, type Term, type TermKind } from '../../modules/community/index.ts';
import { derivedId } from './ids.ts';
import { omitEmpty, type Json } from './omit-empty.ts';

export type Taxonomy = { kind: TermKind; id: string; name: string; description: string };

const described: Readonly<Record<TermKind, { name: string; description: string }>> = {
  need: { name: 'Needs', description: 'What somebody needs help with' },
  activity: { name: 'Activities', description: 'What people do there' },
  circumstance: { name: 'Circumstances', description: 'Whom a service is made for' },
};

/** The three short lists of our own, by name. */
export const taxonomies: readonly Taxonomy[] = (['activity', 'circumstance', 'need'] as const).map((kind) => ({
  kind,
  id: derivedId('taxonomy', kind),
  ...described[kind],
}));

export type FeedTerm = Term & { id: string; taxonomy: Taxonomy };

/** Every term with the id that it has in the feed, by name. */
export const feedTerms: readonly FeedTerm[] = terms
  .flatMap((term) => {
    const taxonomy = taxonomies.find((one) => one.kind === term.kind);
    return taxonomy === undefined ? [] : [{ ...term, id: derivedId('taxonomy_term', term.code), taxonomy }];
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** A term as the feed tells it. */
export function termItem(term: FeedTerm): { [key: string]: Json } {
  return omitEmpty({
    id: term.id,
    name: term.name,
    description: term.description,
    taxonomy: term.taxonomy.name,
    taxonomy_id: term.taxonomy.id,
    term: term.code,
  });
}

/** A list of terms as the feed tells it. */
export function taxonomyItem(taxonomy: Taxonomy): { [key: string]: Json } {
  return omitEmpty({ id: taxonomy.id, name: taxonomy.name, description: taxonomy.description, version: '1' });
}
