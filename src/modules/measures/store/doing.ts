import type { Uuid } from '../../../kernel/ids.ts';

/** Everything a write needs to know beside its own words: where, who, when, and where new ids come from. */
export type Doing = {
  place: { id: Uuid; slug: string };
  /** Undefined when the service itself acts: the seed or an import. */
  account: Uuid | undefined;
  now: Date;
  newId: () => Uuid;
};
