import { listParameters } from './lists.ts';

type List = keyof typeof listParameters;

const summaries: Readonly<Record<List, string>> = {
  services: 'Services, by name',
  service_at_locations: 'Services at their places, by name of the service',
  taxonomies: 'The lists of terms',
  taxonomy_terms: 'Terms: what people need, what they do there, whom it is made for',
  organizations: 'Organisations that list something, by name',
};

const meanings: Readonly<Record<string, string>> = {
  page: 'The number of the page, from 1.',
  per_page: 'How many on a page: 50 unless you say, at most 500 (100 with full).',
  search: 'Words in the name, the description, the organisation and the terms.',
  format: 'json, or ndjson for everything with one object on each line.',
  minimal: 'true for only the id and modified_date of every service, in one list.',
  full: 'true for whole records.',
  full_service: 'true for whole services under each organisation.',
  minimum_age: 'Services whose youngest age is at least this.',
  maximum_age: 'Services whose oldest age is at most this.',
  age_from: 'Services for anybody of this age or over.',
  age_to: 'Services for anybody up to this age.',
  start_time: 'Opens at this time (HH:MM) or later.',
  end_time: 'Closes at this time (HH:MM) or earlier.',
  day: 'Open on this day of the week: MO or Monday.',
  modified_after: 'Changed at this date and time or later.',
  taxonomy_term_id: 'One term, or several with commas between: any of them.',
  taxonomy_id: 'Any term of this list.',
  parent_id: 'Terms under this one.',
  top_only: 'true for terms that stand under no other.',
  organization_id: 'One organisation, or several with commas between.',
  postcode: 'Services that serve this postcode.',
  proximity: 'At most so many metres from the postcode.',
};

function parameter(name: string) {
  return { name, in: 'query', required: false, description: meanings[name], schema: { type: 'string' } };
}

function responses(schema: object) {
  const problem = { $ref: '#/components/schemas/Problem' };
  return {
    '200': { description: 'Found', content: { 'application/json': { schema } } },
    '400': { description: 'Not understood', content: { 'application/problem+json': { schema: problem } } },
    '404': { description: 'Not here', content: { 'application/problem+json': { schema: problem } } },
  };
}

function pathsOf(list: List): Record<string, object> {
  const item = { $ref: '#/components/schemas/Item' };
  const page = {
    allOf: [
      { $ref: '#/components/schemas/Page' },
      { type: 'object', properties: { contents: { type: 'array', items: item } } },
    ],
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  return {
    [`/${list}`]: {
      get: {
        operationId: `list_${list}`,
        summary: summaries[list],
        parameters: Object.keys(listParameters[list]).map(parameter),
        responses: responses(page),
      },
    },
    [`/${list}/{id}`]: {
      get: {
        operationId: `get_${list}`,
        summary: `One of: ${summaries[list].toLowerCase()}`,
        parameters: [id],
        responses: responses(item),
      },
    },
  };
}

/** The description of the feed for programs (OpenAPI 3.1), at its own address. */
export function openapiDocument(address: string, placeName: string): object {
  const lists = Object.keys(listParameters) as List[];
  return {
    openapi: '3.1.0',
    info: {
      title: `The community directory of ${placeName}`,
      version: 'HSDS-UK-3.0',
      description: 'Open Referral UK 3.0 (HSDS-UK). Public, without a key. What is not known is left out.',
    },
    servers: [{ url: address }],
    paths: {
      '/': {
        get: {
          operationId: 'get_api',
          summary: 'What this feed is',
          responses: responses({ $ref: '#/components/schemas/Item' }),
        },
      },
      ...Object.assign({}, ...lists.map(pathsOf)),
    },
    components: {
      schemas: {
        Item: { type: 'object', description: 'A record of HSDS-UK 3.0', additionalProperties: true },
        Page: {
          type: 'object',
          required: ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty'],
          properties: {
            total_items: { type: 'integer' },
            total_pages: { type: 'integer' },
            page_number: { type: 'integer' },
            size: { type: 'integer', description: 'How many stand on this page' },
            first_page: { type: 'boolean' },
            last_page: { type: 'boolean' },
            empty: { type: 'boolean' },
          },
        },
        Problem: {
          type: 'object',
          properties: { title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
        },
      },
    },
  };
}
