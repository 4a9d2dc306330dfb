import type { Uuid } from '../../../kernel/ids.ts';
import { isPlain, type Gathered } from '../../../platform/database/gathered.ts';
import { offerRetentionJob } from './erase.ts';

/** For whom it is written, by whom, and when. */
export type Writer = { place: Uuid; organisation: Uuid; account: Uuid; now: Date };

const personColumns = [
  'name',
  'known_as',
  'born_on',
  'nhs_number',
  'postcode',
  'phone',
  'email',
  'safe_contact',
  'safe_contact_note',
  'format_needs',
  'language',
  'interpreter',
] as const;
const particularColumns = [
  'given_name',
  'family_name',
  'pronouns',
  'gender',
  'ethnicity',
  'address_lines',
  'postcode',
  'gp_practice',
  'gp_practice_code',
] as const;
const freeOfPerson = new Set<string>(['id', ...personColumns]);
const freeOfParticulars = new Set<string>(particularColumns);
const freeOfRelationship = new Set(['id', 'worker_name']);
const freeOfDecision = new Set(['id', 'how_given']);
const freeOfVersion = new Set(['content']);
const freeOfJob = new Set(['id', 'run_after']);
const freeOfAudit = new Set(['id']);
/** How many tables and askings somebody new takes. */
export const ofPerson = { tables: 6, asked: 2 } as const;

/**
 * What `addPerson` gathered of somebody new whom nobody but the writer's organisation sees, in the order in which
 * `thread.write_patient` takes it; undefined where they were added in any other way, which that function does not write.
 */
export function gatheredPerson(
  gathered: Gathered,
  by: Writer,
): { id: Uuid; values: unknown[]; hasParticulars: boolean } | undefined {
  const [person, ...people] = gathered.rowsOf('person');
  const [relationship, ...relationships] = gathered.rowsOf('person_relationship');
  const [decision, ...decisions] = gathered.rowsOf('sharing_decision');
  const [particulars, ...more] = gathered.rowsOf('person_particulars');
  const [version, further, ...versions] = gathered.rowsOf('personal_version');
  const [job, ...jobs] = gathered.rowsOf('job');
  const [audit, ...audits] = gathered.rowsOf('audit_event');
  const [refold, ...refolds] = gathered.askedOf('refold');
  const others = [people, relationships, decisions, more, versions, jobs, audits, refolds];
  if (others.some((one) => one.length > 0) || gathered.askedOf('may-hold-people').length !== 1) return undefined;
  if (person === undefined || relationship === undefined || decision === undefined) return undefined;
  if (version === undefined || job === undefined || audit === undefined) return undefined;
  const { place: place_id, organisation, account, now } = by;
  const id = person['id'] as Uuid;
  const author = { place_id, author_org: organisation, author_account: account };
  const of = { ...author, person_id: id };
  const leads = { lead_account_id: account, lead_organisation_id: organisation, created_at: now };
  const works = { organisation_id: organisation, account_id: account, kind: 'lead', scope: 'full', referral_id: null };
  const permits = { organisation_id: organisation, account_id: null, effect: 'permit', category: '*' };
  const consents = { basis: 'consent', reason: '', referral_id: null };
  const first = { ...of, record_id: id, version: 1, category: 'identity', at: now };
  const later = { place_id, kind: offerRetentionJob, dedupe_key: 'monthly', subject_id: null, created_at: now };
  const added = { place_id, at: now, account_id: account, action: 'person/added', record_kind: 'person' };
  const isAsExpected =
    refold?.[0] === id &&
    isPlain(person, { ...author, ...leads }, freeOfPerson) &&
    isPlain(relationship, { ...of, ...works, from_at: now }, freeOfRelationship) &&
    isPlain(decision, { ...of, ...permits, ...consents, from_at: now }, freeOfDecision) &&
    isPlain(version, { ...first, kind: 'person' }, freeOfVersion) &&
    (particulars === undefined) === (further === undefined) &&
    (particulars === undefined || isPlain(particulars, { ...of, version: 1 }, freeOfParticulars)) &&
    (further === undefined || isPlain(further, { ...first, kind: 'particulars' }, freeOfVersion)) &&
    isPlain(job, later, freeOfJob) &&
    // It is not due now: nobody is woken for it.
    (job['run_after'] as Date) > now &&
    isPlain(audit, { ...added, record_id: id, detail: '{}' }, freeOfAudit);
  if (!isAsExpected) return undefined;
  const values = [
    ...personColumns.map((name) => person[name]),
    version['content'],
    ...particularColumns.map((name) => particulars?.[name] ?? null),
    further?.['content'] ?? null,
    relationship['id'],
    relationship['worker_name'],
    decision['id'],
    decision['how_given'],
    job['id'],
    job['run_after'],
    audit['id'],
  ];
  return { id, values, hasParticulars: particulars !== undefined };
}
