// Which module owns which table: SQL of a module's store touches no others.
import type { Source } from './architecture-scan.ts';

/** The order in which modules may know of each other: each may import those before it. */
export const moduleOrder = [
  'partnership',
  'community',
  'strategy',
  'board',
  'people',
  'conversation',
  'measures',
  'learning',
] as const;

/** Every table of the schema under its owner. The architecture test compares it with schema.sql. */
export const tableOwners: Readonly<Record<string, readonly string[]>> = {
  partnership: ['place', 'organisation', 'account', 'partner', 'membership', 'invitation'],
  platform: [
    'job',
    'mail',
    'access_log',
    'audit_event',
    'record_version',
    'rate_limit',
    'public_version',
    'migration',
    'auth.user',
    'auth.session',
    'auth.account',
    'auth.verification',
    'auth.twoFactor',
    'auth.passkey',
    'auth.rateLimit',
  ],
  thread: ['thread_record', 'thread_link', 'thread_event', 'slug_alias'],
  conversation: [
    'short_code',
    'conversation',
    'sector',
    'participant',
    'statement',
    'moderation_decision',
    'vote_event',
    'vote',
    'statement_tally',
    'statement_result',
    'conversation_result',
    'conversation_analysis',
    'conversation_insight',
    'group_letters',
    'invited_group',
    'invited_partner',
    'open_answer',
    'statement_link',
    'statement_translation',
    'room',
    'room_block',
    'room_ballot',
    'theme',
    'theme_statement',
    'exercise',
    'exercise_support',
    'exercise_step',
    'exercise_offer',
  ],
  community: [
    'service',
    'location',
    'masked_address',
    'service_at_location',
    'service_schedule',
    'cost_option',
    'service_term',
    'service_version',
    'service_check',
    'service_capacity',
    'service_search',
    'postcode_area',
    'search_word',
    'search_synonym',
    'service_feedback',
    'service_key',
    'import_source',
    'import_run',
    'import_piece',
    'import_row',
    'do_not_list',
    'service_watch',
    'service_note',
    'check_link',
    'helper',
    'unmet_search',
    'service_help',
    'service_contact',
    'unmet_need',
    'need_by_area',
    'unmet_reason',
    'ward',
  ],
  board: [
    'body',
    'body_member',
    'meeting',
    'agenda_item',
    'agenda_item_private',
    'agenda_item_priority',
    'item_minutes',
    'decision',
    'action',
    'action_update',
  ],
  measures: ['measure', 'measure_series', 'measure_import', 'measure_point', 'measure_baseline'],
  strategy: [
    'plan',
    'plan_party',
    'priority',
    'plan_priority',
    'need_evidence',
    'priority_voice',
    'objection',
    'outcome',
    'outcome_reading',
    'commitment',
    'commitment_update',
  ],
  people: [
    'person',
    'person_particulars',
    'circle_member',
    'family',
    'family_member',
    'circle_same',
    'support_asking',
    'strength',
    'what_matters',
    'need',
    'goal',
    'goal_reading',
    'plan_step',
    'plan_review',
    'contingency',
    'carer_alert',
    'wellbeing_reading',
    'personal_version',
    'sharing_agreement',
    'sharing_agreement_party',
    'sharing_decision',
    'person_relationship',
    'access_grant',
    'access_denial',
    'referral',
    'referral_event',
    'referral_offer',
    'referral_offer_to',
    'help_request',
    'person_note',
    'work_task',
    'appointment',
    'appointment_reminder',
    'handover',
    'handover_person',
    'worker_hours',
    'reach_count',
    'chase_done',
    'introduction',
    'import_key',
    'answer_link',
    'referral_count',
    'place_duty',
    'emergency_access',
    'safeguarding_concern',
    'safeguarding_told',
    'safety_signature',
    'representative',
    'capacity_finding',
    'link_code',
    'correction',
    'erasure_request',
    'erased_person',
    'erased_key',
    'erased_count',
  ],
  learning: ['story', 'published_story', 'uptake'],
  fhir: ['fhir_client', 'fhir_token', 'fhir_part', 'fhir_key', 'fhir_message', 'fhir_subscription'],
};

/** What every module may read, whoever keeps it. */
export const sharedTables: readonly string[] = [
  'place',
  'organisation',
  'account',
  'partner',
  'membership',
  'invitation',
  'short_code',
];

/** One mention of a table in a query. */
export type TableUse = { table: string; writes: boolean; position: number };

const builders =
  /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|innerJoin|leftJoin|rightJoin|fullJoin|crossJoin|from|using)\s*(?:<[^(]*>)?\(\s*\[?\s*(?=['"])/g;
const writers = new Set(['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto']);
const words =
  /\b(from|join|into|update|using)\s+(?:only\s+)?(?:public\.)?"?([a-z_][a-z_0-9]*(?:\."?[a-zA-Z_]+)?)"?(?!\s*\()/gi;
const listed = /\bfrom\s+[a-z_ ]+((?:,\s*[a-z_]+(?:\s+(?:as\s+)?[a-z_]+)?)+)/gi;

/** Every table that the queries of a file name: in Kysely's builders, and in the text of `sql` templates. */
export function tablesIn(source: Source): TableUse[] {
  const uses: TableUse[] = [];
  const starts = new Map(source.literals.map((literal) => [literal.start, literal]));
  for (const match of source.code.matchAll(builders)) {
    // A list of tables is several literals in a row: `selectFrom(['a as x', 'b'])`.
    let position = match.index + match[0].length;
    for (;;) {
      const literal = starts.get(position);
      if (literal === undefined) break;
      uses.push({ table: literal.text.split(/\s+/)[0] ?? '', writes: writers.has(match[1] ?? ''), position });
      const gap = match[0].includes('[') ? /^\s*,\s*/.exec(source.code.slice(literal.end)) : null;
      if (gap === null) break;
      position = literal.end + gap[0].length;
    }
  }
  for (const literal of source.literals) {
    if (
      !literal.isTemplate ||
      !/\bsql\s*(?:<[\s\S]*>)?\s*$/.test(source.code.slice(Math.max(0, literal.start - 600), literal.start))
    )
      continue;
    for (const match of literal.text.matchAll(words)) {
      const before = literal.text.slice(0, match.index).trimEnd().toLowerCase();
      const word = (match[1] ?? '').toLowerCase();
      const writes =
        word === 'into' ||
        (word === 'update' && !/\b(?:for|do|no key)$/.test(before)) ||
        (word === 'from' && before.endsWith('delete'));
      uses.push({ table: (match[2] ?? '').replaceAll('"', ''), writes, position: literal.start + match.index });
    }
    for (const match of literal.text.matchAll(listed))
      for (const name of (match[1] ?? '').split(',')) {
        const table = name.trim().split(/\s+/)[0] ?? '';
        if (table !== '') uses.push({ table, writes: false, position: literal.start + match.index });
      }
  }
  return uses;
}
