import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import { helpingOf, personCategories, type PersonCategory } from '../../kernel/helping.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { accessStatement, recordAccesses, type Access } from '../../platform/audit/audit.ts';
import type { Scope, Trx } from '../../platform/database/database.ts';
import type { PageAnswer, PageContent } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { idParam, slugParam } from '../../platform/http/fields.ts';
import type { Place } from '../../platform/http/places.ts';
import type { RouteContext } from '../../platform/http/routes.ts';
import type { ThreadRegistry } from '../../thread/kinds.ts';
import { refusalSentence, type PeopleRefusal } from './messages.ts';
import type { PeopleDoing } from './store/doing.ts';
import { personById, personOfAccount, type Person } from './store/people.ts';
import { writableCategories } from './store/sharing.ts';

/** What a slice needs to add its routes. */
export type Wiring = { app: FastifyInstance; context: RouteContext; registry: ThreadRegistry };

/** Those who help people and so have a list of them. Which people, the database decides. */
export const helpers: readonly Role[] = ['link-worker', 'practitioner', 'editor'];
/** Those who begin a record. */
export const recorders: readonly Role[] = ['link-worker', 'practitioner'];
/** Those who write into a record: helpers, and the person themselves. */
export const writers: readonly Role[] = [...helpers, 'resident'];

export const placeParams = Type.Object({ place: slugParam() });
export const personParams = Type.Object({ place: slugParam(), id: idParam() });
export const itemParams = Type.Object({ place: slugParam(), id: idParam(), item: idParam() });

type Asked = { place: Place; actor: Actor; scope: Scope; now: Date; context: Context };

/** Who writes, where and when. For their own record a person writes for no organisation, whatever else they are. */
export function doingOf(request: Asked, person?: Person): PeopleDoing {
  const { actor } = request;
  const account = actor.kind === 'member' ? actor.account : undefined;
  const isOwn = person !== undefined && person.account !== undefined && person.account === account;
  return {
    place: request.place,
    by: {
      account,
      organisation: isOwn ? undefined : helpingOf(actor)?.organisation,
      name: actor.kind === 'member' ? actor.name : '',
    },
    now: request.now,
    newId: request.context.newId,
  };
}

/** Whether the reader is the person. */
export function isThemselves(request: { actor: Actor }, person: Person): boolean {
  return request.actor.kind === 'member' && person.account === request.actor.account;
}

/** The page of a person: their own is `/me`. */
export function pageOf(request: { place: Place; actor: Actor }, person: Person): string {
  return isThemselves(request, person) ? `/${request.place.slug}/me` : `/${request.place.slug}/people/${person.id}`;
}

/** The person of a route. @throws not found, also for those who may not know of them. */
export async function needPerson(trx: Trx, place: Uuid, id: Uuid): Promise<Person> {
  const person = await personById(trx, place, id);
  if (person === undefined) throw notFound();
  return person;
}

/**
 * A person about whom others keep notes, tasks and appointments: nobody does that about themselves.
 * @throws not found
 */
export async function needOther(trx: Trx, request: Asked & { params: { id: Uuid } }, known?: Person): Promise<Person> {
  const person = known ?? (await needPerson(trx, request.place.id, request.params.id));
  if (isThemselves(request, person)) throw notFound();
  return person;
}

/** The person that the reader is; undefined where nothing is written about them here. */
export async function findMine(
  trx: Trx,
  { actor, place }: Pick<Asked, 'actor' | 'place'>,
): Promise<Person | undefined> {
  return actor.kind === 'member' ? await personOfAccount(trx, place.id, actor.account) : undefined;
}

/** The person that the reader is. @throws not found where nothing is written about them here. */
export async function needMine(trx: Trx, request: Pick<Asked, 'actor' | 'place'>): Promise<Person> {
  const person = await findMine(trx, request);
  if (person === undefined) throw notFound();
  return person;
}

/** Those of `people` at whom a look is noted: looking at oneself leaves no trace. */
export function othersAmong(request: { actor: Actor }, people: readonly Person[]): Uuid[] {
  return people.filter((person) => !isThemselves(request, person)).map((person) => person.id);
}

/** Notes that people were looked at, so that they can see it themselves. */
export async function noteLook(trx: Trx, request: Asked, route: string, people: readonly Person[]): Promise<void> {
  await noteLookAt(trx, request, route, othersAmong(request, people));
}

/** The same where only ids are known: of people of whom the reader sees a referral and no more. */
export async function noteLookAt(trx: Trx, request: Asked, route: string, ids: readonly Uuid[]): Promise<void> {
  const look = lookOf(request, route);
  if (look !== undefined) await recordAccesses(trx, look, [...new Set(ids)], request.now, request.context.newId);
}

function lookOf({ scope, place }: Asked, route: string): Omit<Access, 'id'> | undefined {
  if (scope.role !== 'thread_member') return undefined;
  const { account, organisation, purpose = '' } = scope;
  return { place: place.id, account, organisation, purpose, route, kind: 'person' };
}

/**
 * Begins to note a look at people that a page shows; it is shown when that is done, and not without. In a transaction of
 * its own, so that the page is drawn while the database writes.
 */
export function beginNote(request: Asked, route: string, ids: readonly Uuid[]): Promise<unknown> {
  const look = lookOf(request, route);
  if (look === undefined || ids.length === 0) return Promise.resolve();
  const { context, scope, now } = request;
  const statement = accessStatement(look, [...new Set(ids)], now, context.newId);
  const noted = context.db.once(scope, 'read write', statement);
  // A failure is told to whoever waits for it, also where drawing the page fails first.
  noted.catch(() => {});
  return noted;
}

/** Ends a request that was refused where no form can show it. */
export function refuse(refusal: PeopleRefusal): never {
  const sentence = `${refusalSentence(refusal)}.`;
  switch (refusal) {
    case 'people/gone':
      throw notFound();
    case 'people/changed-meanwhile':
      throw new HttpError(
        'request/changed-meanwhile',
        'Somebody changed this at the same moment. Go back, look at the page as it is now, and try again.',
      );
    default:
      throw new HttpError('request/refused', sentence);
  }
}

/** A page of or about one person: it has a quick exit, and no name in its title. */
export function personalPage(content: PageContent, status?: 409): PageAnswer {
  const isWrong = (content.errors?.length ?? 0) > 0;
  return { kind: 'page', status: status ?? (isWrong ? 422 : 200), page: { ...content, personal: true } };
}

/** Which categories the reader may write about. For themselves: all but what others keep apart, and no circle while it is hidden. */
export async function mayWrite(trx: Trx, request: Asked, person: Person): Promise<ReadonlySet<PersonCategory>> {
  if (!isThemselves(request, person)) return new Set(await writableCategories(trx, person.id));
  return new Set(personCategories.filter((one) => one !== 'safeguarding' && !(one === 'circle' && person.safeMode)));
}

/** Those of `among` that the reader may write about. @throws not found where that is nothing. */
export async function needWritable<C extends PersonCategory>(
  trx: Trx,
  request: Asked,
  person: Person,
  among: readonly C[],
): Promise<C[]> {
  const can = await mayWrite(trx, request, person);
  const categories = among.filter((one) => can.has(one));
  if (categories.length === 0) throw notFound();
  return categories;
}

/**
 * Loads what a page shows of a person. A look by anybody but the person is noted while the rest is read, and nothing is
 * shown when it could not be noted. What `ahead` asks does not wait for the person: the database shows nothing of one whom
 * the reader may not know of.
 * @throws not found, also for those who may not know of them, or may not write what the form is for.
 */
export async function withPerson<T, A = undefined>(
  request: Asked & { params: { id: Uuid } },
  page: { route: string; writes?: PersonCategory; ahead?: (trx: Trx) => Promise<A> },
  work: (trx: Trx, person: Person, ahead: Promise<A>) => Promise<T>,
): Promise<T & { person: Person }> {
  let noted: Promise<unknown> | undefined;
  try {
    return await request.context.db.read(request.scope, async (trx) => {
      const found = needPerson(trx, request.place.id, request.params.id);
      const ahead = page.ahead?.(trx) ?? Promise.resolve(undefined as A);
      ahead.catch(() => {});
      const person = await found;
      if (page.writes !== undefined && !(await mayWrite(trx, request, person)).has(page.writes)) throw notFound();
      // Waited for only when the reading is over: an embedded database has one connection.
      noted = beginNote(request, page.route, othersAmong(request, [person]));
      return { ...(await work(trx, person, ahead)), person };
    });
  } finally {
    await noted;
  }
}

/**
 * Changes something about a person whom it looks at first, in one transaction with the note of the look.
 * @throws not found, as above.
 */
export async function changePerson<T>(
  request: Asked & { params: { id: Uuid } },
  route: string,
  work: (trx: Trx, person: Person) => Promise<T>,
): Promise<T & { person: Person }> {
  return await request.context.db.write(request.scope, async (trx) => {
    const person = await needPerson(trx, request.place.id, request.params.id);
    const [done] = await Promise.all([work(trx, person), noteLook(trx, request, route, [person])]);
    return { ...done, person };
  });
}

/**
 * The person that a form is sent about. Nothing of them is shown, so nobody has looked.
 * @throws not found, also for those who may not write this about them.
 */
export async function personOf(request: Asked & { params: { id: Uuid } }, writes: PersonCategory): Promise<Person> {
  return await request.context.db.read(request.scope, async (trx) => {
    const person = await needPerson(trx, request.place.id, request.params.id);
    if (!(await mayWrite(trx, request, person)).has(writes)) throw notFound();
    return person;
  });
}
