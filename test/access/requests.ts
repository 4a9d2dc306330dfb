// Requests that fit a route's schemas, for the tests that walk through every route.
import type { RouteEntry } from '../../src/platform/http/routes.ts';
import type { TestApp } from '../support/app.ts';

/** A JSON schema, as far as forms and addresses use it. */
export type Schema = {
  type?: string | undefined;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  const?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
};

/** The id and the slug of the record of each kind that `addRecords` adds. */
export const recordId = '01960000-0000-7000-8000-000000000001';
export const recordSlug = 'a-record';

const candidates = [
  recordSlug,
  recordId,
  'priority',
  'web',
  '1',
  'ABCDEF',
  'abc123',
  'abcdef12',
  'x'.repeat(43),
  'a'.repeat(64),
  '2026-03-01',
  'agree',
];

function fits(schema: Schema, text: string): boolean {
  return (
    (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text)) &&
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Infinity)
  );
}

/** A text that the schema lets through. */
export function textFor(schema: Schema): string {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return String(schema.enum[0]);
  if (schema.anyOf !== undefined) return textFor(schema.anyOf[0] ?? {});
  const found = candidates.find((text) => fits(schema, text));
  if (found === undefined) throw new Error(`no text is known for ${JSON.stringify(schema)}: add one to the candidates`);
  return found;
}

function schemaOf(schema: unknown): Schema {
  return schema ?? {};
}

export function fieldsOf(route: RouteEntry, part: 'params' | 'query' | 'body'): [string, Schema][] {
  return Object.entries(schemaOf(route.schema?.[part]).properties ?? {});
}

/** The address of a route with something plausible in it; `changed` overrides single parts. */
export function addressOf(route: RouteEntry, place: string, changed: Record<string, string> = {}): string {
  const schemas = Object.fromEntries(fieldsOf(route, 'params'));
  return route.path.replaceAll(/:([a-z]+)/gi, (_, name: string) => {
    const given = changed[name];
    if (given !== undefined) return given;
    return name === 'place' ? place : encodeURIComponent(textFor(schemas[name] ?? {}));
  });
}

/** The smallest form that the route's schema lets through. */
export function smallestForm(route: RouteEntry): Record<string, string> {
  const body = schemaOf(route.schema?.body);
  const required = body.required ?? [];
  return Object.fromEntries(
    fieldsOf(route, 'body')
      .filter(([name]) => required.includes(name))
      .map(([name, schema]) => [name, textFor(schema)]),
  );
}

/** What people would type into a field of this name, as far as a name can say. */
const typedInto: readonly [RegExp, string][] = [
  [/version$/i, '1'],
  [/day$/i, '3'],
  [/month$/i, '6'],
  [/year$/i, '2030'],
  [/email/i, 'somebody@example.org'],
  [/starts|begins|opens/i, '10:00'],
  [/ends|closes/i, '12:00'],
  [/id$|^(organisation|outcome|priority|commitment|plan|body|person|item|lead|service)s?$/i, recordId],
  [/^(ring|minutes|importance|progress|decimals|every|value|baseline|target)/i, '2'],
];

/** A form with every field filled in, each as its name and schema suggest. */
export function fullForm(route: RouteEntry): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(route, 'body').map(([name, schema]) => {
      const typed = typedInto.find(([pattern]) => pattern.test(name))?.[1];
      return [name, typed !== undefined && fits(schema, typed) ? typed : textFor(schema)];
    }),
  );
}

/** One public record of each kind that has pages, so that addresses lead somewhere. */
export async function addRecords({ db, place, organisation }: TestApp): Promise<void> {
  const connection = await db.source.acquire();
  const at = `'2026-03-01T10:00:00Z'`;
  const key = `'${place.id}', '${recordId}'`;
  try {
    await connection.exec(`
      insert into organisation (id, slug, name, kind, created_at) values ('${recordId}', '${recordSlug}', 'A record', 'charity', ${at});
      insert into account (id, email, name, created_at) values ('${recordId}', 'a-record@example.org', 'A record', ${at});
      insert into membership (place_id, id, account_id, organisation_id, role, starts_on, created_at) values (${key}, '${recordId}', '${organisation.id}', 'link-worker', '2026-01-01', ${at});
      insert into partner (place_id, organisation_id, joined_on) values (${key}, '2026-01-01');
      insert into priority (place_id, id, slug, title, status, created_at) values (${key}, '${recordSlug}', 'A record', 'published', ${at});
      insert into outcome (place_id, id, priority_id, title, unit, better, created_at) values (${key}, '${recordId}', 'A record', '%', 'higher', ${at});
      insert into objection (place_id, id, priority_id, reason, raised_by, raised_on, status) values (${key}, '${recordId}', 'Why', 'Who', '2026-02-01', 'open');
      insert into plan (place_id, id, slug, title, kind, status, period_start, period_end, created_at) values (${key}, '${recordSlug}', 'A record', 'local', 'draft', '2026-01-01', '2027-01-01', ${at});
      insert into commitment (place_id, id, slug, title, first_step, priority_id, organisation_id, status, offered_at, due_on, pay, created_at)
        values (${key}, '${recordSlug}', 'A record', 'Begin', '${recordId}', '${organisation.id}', 'offered', ${at}, '2026-12-01', 'goodwill', ${at});
      insert into conversation (place_id, id, slug, question, status, join_code, created_at) values (${key}, '${recordSlug}', 'What?', 'open', 'ABCDEF', ${at});
      insert into statement (place_id, conversation_id, id, number, body, origin, status, created_at) values ('${place.id}', '${recordId}', '${recordId}', 1, 'A record', 'seed', 'approved', ${at});
      insert into fhir_client (place_id, id, account_id, organisation_id, name, secret_hash, scopes, categories, purpose, created_at)
        values (${key}, '${recordId}', '${organisation.id}', 'A record', '${'a'.repeat(64)}', '{system/Task.r}', '{identity}', 'direct-support', ${at});
      insert into service (place_id, id, slug, organisation_id, name, approved_at, version, last_modified, created_at)
        values (${key}, '${recordSlug}', '${organisation.id}', 'A record', ${at}, 1, ${at}, ${at});
      insert into service_version (place_id, id, service_id, organisation_id, number, state, decided_at, made_at, content)
        select '${place.id}', v.id::uuid, '${recordId}', '${organisation.id}', v.number, v.state, v.decided_at::timestamptz, ${at},
          '{"name":"A record","description":"","status":"active","howToCome":"","takesReferrals":false,"schedules":[],"costs":[],"terms":[]}'
        from (values ('01960000-0000-7000-8000-000000000002', 1, 'approved', ${at}), ('${recordId}', 2, 'waiting', null)) as v(id, number, state, decided_at);
      insert into service_feedback (place_id, id, service_id, organisation_id, topic, made_at) values (${key}, '${recordId}', '${organisation.id}', 'closed', ${at});
      insert into body (place_id, id, slug, name, kind, status, created_at) values (${key}, '${recordSlug}', 'A record', 'place-board', 'live', ${at});
      insert into meeting (place_id, id, body_id, slug, title, starts_at, ends_at, venue, state, called_at, agenda_published_at, changed_at, created_at)
        values (${key}, '${recordId}', '${recordSlug}', 'A record', '2026-02-01T10:00:00Z', '2026-02-01T12:00:00Z', 'A hall', 'held', ${at}, ${at}, ${at}, ${at});
      insert into agenda_item (place_id, id, meeting_id, position, title, purpose, ask, is_exempt, added_at) values (${key}, '${recordId}', 1, 'A record', 'note', 'To note', false, ${at});
      insert into decision (place_id, id, meeting_id, number, text, decided_on, published_at, created_at) values (${key}, '${recordId}', '2026-001', 'A record', '2026-02-01', ${at}, ${at});
      insert into action (place_id, id, decision_id, text, organisation_id, due_on, status, offered_at) values (${key}, '${recordId}', 'A record', '${organisation.id}', '2026-12-01', 'offered', ${at});
      insert into measure (place_id, id, slug, name, aim, polarity, unit, period_rule, source, licence, status, created_at)
        values (${key}, '${recordSlug}', 'A record', 'population', 'low-good', '%', 'non-overlapping', 'A source', 'A licence', 'published', ${at});
      insert into person (place_id, id, name, born_on, lead_organisation_id, author_org, created_at) values (${key}, 'A record', '1960-06-03', '${organisation.id}', '${organisation.id}', ${at});
      insert into sharing_decision (place_id, id, person_id, effect, category, basis, how_given, from_at, author_org)
        values (${key}, '${recordId}', 'permit', '*', 'consent', 'in-person', ${at}, '${organisation.id}');
      insert into circle_member (place_id, id, person_id, kind, name, ring, author_org, created_at) values (${key}, '${recordId}', 'friend', 'A record', 1, '${organisation.id}', ${at});
      insert into family (place_id, id, kind, author_org, created_at) values (${key}, 'household', '${organisation.id}', ${at});
      insert into family_member (place_id, id, family_id, kind, person_id, since_on, author_org, created_at)
        values (${key}, '${recordId}', 'household', '${recordId}', '2026-02-01', '${organisation.id}', ${at});
      insert into strength (place_id, id, person_id, kind, words, said_on, author_org) values (${key}, '${recordId}', 'knows', 'A record', '2026-02-01', '${organisation.id}');
      insert into goal (place_id, id, person_id, words, importance, author_org, created_at) values (${key}, '${recordId}', 'A record', 5, '${organisation.id}', ${at});
      insert into plan_step (place_id, id, person_id, goal_id, what, organisation_id, by_on, status, author_org, created_at) values (${key}, '${recordId}', '${recordId}', 'A record', '${organisation.id}', '2026-12-01', 'accepted', '${organisation.id}', ${at});
      insert into contingency (place_id, id, person_id, trigger, helps, said_on, author_org) values (${key}, '${recordId}', 'A record', 'A record', '2026-02-01', '${organisation.id}');
      insert into carer_alert (place_id, id, person_id, said_at) values (${key}, '${recordId}', ${at});
      insert into person_note (place_id, id, person_id, category, how, happened_on, words, author_org, author_name, created_at)
        values (${key}, '${recordId}', 'plan', 'met', '2026-02-01', 'A record', '${organisation.id}', 'Somebody', ${at});
      insert into work_task (place_id, id, person_id, category, what, for_account, for_name, by_on, status, author_org, author_name, created_at)
        select ${key}, '${recordId}', 'identity', 'A record', a.id, 'Somebody', '2026-12-01', 'open', '${organisation.id}', 'Somebody', ${at} from account a limit 1;
      insert into appointment (place_id, id, person_id, category, starts_at, minutes, with_name, about, author_org, created_at)
        values (${key}, '${recordId}', 'plan', '2026-12-01T10:00:00Z', 30, 'Somebody', 'A record', '${organisation.id}', ${at});
      insert into handover (place_id, id, organisation_id, from_account, from_name, to_account, to_name, kind, offered_by, offered_at)
        select ${key}, '${organisation.id}', min(a.id::text)::uuid, 'Somebody', max(a.id::text)::uuid, 'Somebody else', 'for-good', min(a.id::text)::uuid, ${at} from account a having count(*) > 1;
      insert into reach_count (place_id, dimension, row_name, position, from_on, as_of, offered, accepted, attended, outcome, made_at)
        values ('${place.id}', 'all', 'Everybody', 0, '2025-02-01', '2026-01-31', 20, 15, 10, 0, ${at});
      insert into wellbeing_reading (place_id, id, person_id, instrument, taken_on, answers, created_at, author_org) values (${key}, '${recordId}', 'ons4', '2026-02-01', '{1,2,3,4}', ${at}, '${organisation.id}');
      insert into person_particulars (place_id, person_id, author_org) values (${key}, '${organisation.id}');
      insert into plan_review (place_id, id, person_id, kind, held_on, how, agreed_with, next_on, at, author_org)
        values (${key}, '${recordId}', 'agreement', '2026-02-01', 'phone', 'person', '2026-05-01', ${at}, '${organisation.id}');
      insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name, reason, no_known_risks, status, author_org, created_at)
        values (${key}, '${recordId}', 'partner', 'phone', '2026-02-01', 'organisation', '${organisation.id}', 'A record', 'A record', true, 'requested', '${organisation.id}', ${at});
      insert into emergency_access (place_id, id, person_id, organisation_id, account_id, worker_name, kind, reason, from_at, until_at)
        select ${key}, '${recordId}', '${organisation.id}', a.id, 'Somebody', 'life-in-danger', 'A reason of twenty letters', ${at}, ${at} from account a limit 1;
      insert into correction (place_id, id, person_id, kind, record_id, category, words, asked_at, due_on, about_org)
        values (${key}, '${recordId}', 'goal', '${recordId}', 'plan', 'A record', ${at}, '2026-04-01', '${organisation.id}');
      insert into erasure_request (place_id, id, person_id, asked_by, words, asked_at, due_on) values (${key}, '${recordId}', 'person', 'A record', ${at}, '2026-04-01');
      insert into representative (place_id, id, person_id, name, kind, matters, evidence, from_at, author_org)
        values (${key}, '${recordId}', 'A record', 'advocate', '{plan}', 'A paper', ${at}, '${organisation.id}');
      insert into sharing_agreement (place_id, id, name, purposes, categories, lawful_basis, from_at, review_on, created_at)
        values (${key}, 'A record', '{direct-support}', '{identity}', 'A law', ${at}, '2027-02-01', ${at});
      insert into place (id, slug, name, tier, created_at) values ('${recordId}', 'elsewhere', 'Elsewhere', 'place', ${at});
      insert into story (place_id, id, slug, organisation_id, title, status, review_by, published_at, created_at)
        select p, '${recordId}', '${recordSlug}', '${organisation.id}', 'A record', 'published', '2028-03-01', ${at}, ${at} from unnest(array['${place.id}', '${recordId}']::uuid[]) p;
      insert into published_story (place_id, id, organisation_id, version, title, summary, core, address, published_at)
        values ('${recordId}', '${recordId}', '${organisation.id}', 1, 'A record', 'A record', '', '/elsewhere/learning/stories/${recordSlug}', ${at});
      insert into uptake (place_id, id, origin_place_id, origin_story_id, origin_version, story_title, organisation_id, status, started_on, created_at)
        values (${key}, '${recordId}', '${recordId}', 1, 'A record', '${organisation.id}', 'adapting', '2026-02-01', ${at});
      insert into thread_record (place_id, kind, id, title, address, visibility, updated_at)
        select '${place.id}', kind, '${recordId}', 'A record', '/testbourne/' || address, 'public', ${at}
          from (values ('organisation', 'partners/${recordSlug}'), ('priority', 'priorities/${recordSlug}'), ('outcome', 'priorities/${recordSlug}'),
            ('body', 'meetings/bodies/${recordSlug}'), ('meeting', 'meetings/${recordSlug}'), ('decision', 'decisions/${recordId}'),
            ('action', 'actions/${recordId}'), ('measure', 'measures/${recordSlug}'), ('story', 'learning/stories/${recordSlug}')) as card (kind, address);`);
  } finally {
    connection.release();
  }
}

/** Everything is undone behind each request, so that no caller meets what another has done. */
export async function undone<T>(app: TestApp, work: () => Promise<T>): Promise<T> {
  const connection = await app.db.source.acquire();
  await connection.exec('savepoint cell');
  connection.release();
  try {
    return await work();
  } finally {
    const again = await app.db.source.acquire();
    await again.exec('rollback to savepoint cell; release savepoint cell');
    again.release();
  }
}
