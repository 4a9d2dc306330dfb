import { CompiledQuery } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import {
  gatheredMove,
  gatheredPerson,
  gatheredReferral,
  ofMove,
  ofPerson,
  ofReferral,
} from '../../../modules/people/index.ts';
import type { Gathered } from '../../../platform/database/gathered.ts';
import type { Client } from './clients.ts';
import type { PartGiven } from './parts.ts';

/** What a statement came to that writes by itself: where it is not sure it wrote nothing. */
export type Written = { sure: boolean };

/** Who writes, by their token, where and when. */
export type Writing = { hash: string; place: Uuid; client: Client; now: Date; newId: () => Uuid };

/** A function of the database that writes, with what it is given. */
type Call = { name: 'write_patient' | 'write_request' | 'write_task' | 'write_move'; values: readonly unknown[] };

const texts = new Map<string, string>();

/** The text that calls one after another: what the first of them wrote is undone where a later one is not sure. */
function textOf(calls: readonly Call[]): string {
  let last = 0;
  let text = '';
  for (const [index, { name, values }] of calls.entries()) {
    const given = values.map(() => `$${(last += 1)}`).join(', ');
    text += `case when thread.${name}(${given}) then `;
    if (index === calls.length - 1) text += 'true';
  }
  for (let left = calls.length - 1; left > 0; left -= 1) text += ' else thread.undo() end';
  return `select ${text} else false end as sure`;
}

function queryOf(calls: readonly Call[]): CompiledQuery<Written> {
  const key = calls.map(({ name }) => name).join();
  let text = texts.get(key);
  if (text === undefined) texts.set(key, (text = textOf(calls)));
  return CompiledQuery.raw(
    text,
    calls.flatMap(({ values }) => values),
  );
}

/** So many are written by one statement: of each row of calls there is a text that is kept. */
export const mostCalls = 3;

function writerOf({ place, client, now }: Writing) {
  return { place, organisation: client.organisation, account: client.account, now };
}

/** The only part that was gathered, where it is the client's own; undefined for anything else. */
function onlyPart(gathered: Gathered, { client, now }: Writing): PartGiven | undefined {
  const [asked, ...others] = gathered.askedOf('part') as readonly [PartGiven][];
  if (asked === undefined || others.length > 0) return undefined;
  const [part] = asked;
  const isOurs = part.organisation === client.organisation && part.account === client.account;
  return isOurs && part.at === now ? part : undefined;
}

/** Writes a new Patient; undefined where more or other was gathered than that function writes. */
function patientCall(gathered: Gathered, part: PartGiven, writing: Writing): Call | undefined {
  const { hash, now } = writing;
  const person = gatheredPerson(gathered, writerOf(writing));
  if (person === undefined || part.id !== person.id || part.person !== person.id || part.category !== 'identity')
    return undefined;
  if (!gathered.isOf(ofPerson.tables + (person.hasParticulars ? 1 : 0), ofPerson.asked + 1)) return undefined;
  const values = [hash, now, person.id, ...person.values, part.bumps, part.content, part.tokens];
  return { name: 'write_patient', values };
}

/** The same of a new ServiceRequest about somebody whom the client sees, or made just before. */
function requestCall(gathered: Gathered, part: PartGiven, { hash, now }: Writing): Call | undefined {
  const [seen, ...others] = gathered.askedOf('sees-person');
  const { id, person, category, bumps, content, tokens } = part;
  if (others.length > 0 || (seen !== undefined && seen[0] !== person)) return undefined;
  if (category !== 'referral' || bumps !== 1 || !gathered.isOf(0, seen === undefined ? 1 : 2)) return undefined;
  return { name: 'write_request', values: [hash, now, id, person, content, tokens] };
}

/** The same of a Task that asks an organisation for what a request says. */
function taskCall(gathered: Gathered, part: PartGiven, writing: Writing): Call | undefined {
  const { hash, now } = writing;
  const referral = gatheredReferral(gathered, writerOf(writing));
  const [request] = gathered.askedOf('request');
  if (referral === undefined || part.id !== referral.id || part.person !== referral.person) return undefined;
  if (request === undefined || part.category !== 'referral') return undefined;
  if (!gathered.isOf(ofReferral.tables, ofReferral.asked + 2)) return undefined;
  const { id, person, values } = referral;
  const { bumps, content, tokens } = part;
  return { name: 'write_task', values: [hash, now, id, person, request[0], ...values, bumps, content, tokens] };
}

/** The same of a Task that moves, at whose person the client looked. */
function moveCall(gathered: Gathered, part: PartGiven, writing: Writing): Call | undefined {
  const { hash, now, newId } = writing;
  const move = gatheredMove(gathered, writerOf(writing));
  if (move === undefined || part.kind !== 'Task' || part.id !== move.id || part.person !== move.person)
    return undefined;
  if (part.category !== 'referral' || !gathered.isOf(ofMove.tables + (move.isTold ? 1 : 0), ofMove.asked + 1))
    return undefined;
  const { version, bumps, content, tokens } = part;
  return { name: 'write_move', values: [hash, now, ...move.values, version, bumps, content, tokens, newId()] };
}

const calls: Readonly<Record<string, typeof patientCall>> = {
  Patient: patientCall,
  ServiceRequest: requestCall,
  Task: taskCall,
};

/**
 * The one statement that writes what was gathered, with the note of the looks at `looked`; undefined where it has to be written under the
 * policies.
 */
export function statementOf(
  gathered: readonly Gathered[],
  writing: Writing,
  looked: readonly Uuid[],
): CompiledQuery<Written> | undefined {
  const found: Call[] = [];
  for (const one of gathered) {
    const part = onlyPart(one, writing);
    if (part === undefined || found.length === mostCalls) return undefined;
    const isMove = gathered.length === 1 && looked.length === 1 && looked[0] === part.person;
    if (!isMove && (looked.length > 0 || part.version !== 1)) return undefined;
    const call = isMove ? moveCall(one, part, writing) : calls[part.kind]?.(one, part, writing);
    if (call === undefined) return undefined;
    found.push(call);
  }
  return found.length === 0 ? undefined : queryOf(found);
}
