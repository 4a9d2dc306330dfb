import { Type } from 'typebox';

/** Where the feed of a place stands. */
export const base = '/:place/open-referral/3.0';

/** A parameter as it stands in an address: what it means is read later. */
export const text = Type.Optional(Type.String({ maxLength: 2_000 }));
const paging = { page: text, per_page: text, search: text, format: text };
const services = {
  ...paging,
  taxonomy_term_id: text,
  taxonomy_id: text,
  organization_id: text,
  modified_after: text,
  full: text,
  minimum_age: text,
  maximum_age: text,
  age_from: text,
  age_to: text,
  start_time: text,
  end_time: text,
  day: text,
};
/** The parameters of every list, by the last part of its path. */
export const listParameters = {
  services: { ...services, minimal: text },
  service_at_locations: { ...services, postcode: text, proximity: text },
  taxonomies: paging,
  taxonomy_terms: { ...paging, taxonomy_id: text, parent_id: text, top_only: text },
  organizations: { ...paging, full: text, full_service: text, taxonomy_term_id: text, taxonomy_id: text },
} as const;
