import type { Context } from '../../../context.ts';
import { recordAccesses } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { gatheringTransaction, NotGathered } from '../../../platform/database/gathered.ts';
import type { Place } from '../../../platform/http/places.ts';
import { Sessions, type Session } from '../access/sessions.ts';
import type { Action } from '../access/scopes.ts';
import { capabilityStatement, smartConfiguration } from '../capability.ts';
import { isObject, parseJson, textAt, type Json, type JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { kindFor, notOffered, readBody } from '../interactions/checked.ts';
import { batch, transaction } from '../interactions/bundle.ts';
import { conditionalUpdate, create } from '../interactions/create.ts';
import { history, patch, read, readVersion, remove, update } from '../interactions/instance.ts';
import { patientAtOnce, type Asking } from '../interactions/as-sent.ts';
import { search, searchFirst } from '../interactions/search.ts';
import { validate } from '../interactions/validate.ts';
import { messageBackDocument } from '../document/message-back.ts';
import { processMessage, withBarsCode } from '../message/process.ts';
import { referralMessage } from '../message/referral-message.ts';
import { kinds } from '../resources/index.ts';
import { goOn, type Work } from '../resources/kind.ts';
import type { Seal } from '../search/seal.ts';
import { clientScope, tokenHolds } from '../store/clients.ts';
import { aheadBy, Lately } from '../store/ahead.ts';
import { mostCalls, statementOf } from '../store/written.ts';
import { header, needJson, readPrefer, type Headers } from './negotiate.ts';
import type { Reply } from './reply.ts';

/** A request, as far as FHIR knows of HTTP. */
export type Asked = {
  place: Place;
  method: string;
  /** Below the address of this server, without a slash before it. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string | undefined;
};

/** Anything that is about one part of the address, such as a type or an id. */
const idShape = /^[A-Za-z0-9\-.]{1,64}$/;
const json = /^application\/(?:fhir\+json|json|json-patch\+json)\b/;

/** What can be asked about a task beside reading it. */
const operations: Readonly<Record<string, (work: Work, id: string) => Promise<Reply>>> = {
  '$message-back': messageBackDocument,
  '$request-message': async (work, id) => await referralMessage(work, kinds, id, 'servicerequest-request'),
  '$response-message': async (work, id) => await referralMessage(work, kinds, id, 'servicerequest-response'),
};

/** Whether a bundle asks for nothing but to create what can be written at once. */
function isOfCreates(bundle: JsonObject): boolean {
  const { entry } = bundle;
  return (
    Array.isArray(entry) &&
    entry.length <= mostCalls &&
    entry.every((one) => {
      const request = isObject(one) ? one['request'] : undefined;
      const isPlain = isObject(request) && request['method'] === 'POST' && request['ifNoneExist'] === undefined;
      return isPlain && gatheredTypes.has(textAt(request, 'url') ?? '');
    })
  );
}

/** What is created without anything else being known first. */
const gatheredTypes = new Set(['Patient', 'ServiceRequest', 'Task']);

type Handler = {
  action: string;
  run: (work: Work) => Promise<Reply>;
  /** What it writes may be gathered and written by one statement. */
  isGathered?: boolean;
  /** Answers by one statement, where nothing is asked that needs more; undefined where it has to be asked in full. */
  atOnce?: (asking: Asking) => Promise<Reply | undefined>;
};

function typeError(): FhirError {
  return new FhirError(415, [problem('not-supported', 'Send JSON: Content-Type: application/fhir+json.')]);
}

/** Answers what other systems ask. It knows no sockets: a request comes in, an answer goes out. */
export class Router {
  readonly #context: Context;
  readonly #sessions: Sessions;
  readonly #seal: Seal;
  readonly #lately = new Lately();

  constructor(context: Context, seal: Seal) {
    this.#context = context;
    this.#sessions = new Sessions(context.db);
    this.#seal = seal;
  }

  base(place: Place): string {
    return `${this.#context.config.baseUrl}/${place.slug}/fhir/r4`;
  }

  async answer(asked: Asked): Promise<Reply> {
    needJson(asked.headers, asked.query.get('_format') ?? undefined);
    const base = this.base(asked.place);
    if (asked.method === 'GET' && asked.path === 'metadata')
      return { status: 200, headers: {}, body: capabilityStatement(base, this.#context.clock.now()) };
    if (asked.method === 'GET' && asked.path === '.well-known/smart-configuration')
      return { status: 200, headers: { 'content-type': 'application/json' }, body: smartConfiguration(base) };
    const now = this.#context.clock.now();
    const session = await this.#sessions.of(header(asked.headers, 'authorization'), asked.place.id, now);
    await this.#sessions.count(session.client.id, this.#context.config.fhirPerMinute, now);
    try {
      return await this.#answerTo(session, asked, now);
    } catch (error) {
      throw await this.#sessions.refused(error, session, asked.place.id);
    }
  }

  async #answerTo(session: Session, asked: Asked, now: Date): Promise<Reply> {
    if (
      asked.method !== 'GET' &&
      asked.method !== 'DELETE' &&
      !this.#isForm(asked) &&
      !json.test(header(asked.headers, 'content-type'))
    )
      throw typeError();
    if (asked.method === 'POST' && asked.path === '') return await this.#bundle(asked, session, now);
    const { action, run, atOnce, isGathered } = this.#handlerOf(asked);
    if (atOnce !== undefined) {
      const { db, newId } = this.#context;
      const { place } = asked;
      const reply = await atOnce({ db, sessions: this.#sessions, session, place, base: this.base(place), now, newId });
      if (reply !== undefined) return reply;
    }
    if (isGathered === true) {
      const reply = await this.#atOnce(asked, session, now, run);
      if (reply !== undefined) return reply;
    }
    return await this.#within(asked, session, now, action, run);
  }

  /**
   * Decides what is written without a transaction, and writes it by one statement. Undefined where something has to be known first, or where
   * that statement was not sure: then nothing is written yet.
   */
  async #atOnce(
    asked: Asked,
    session: Session,
    now: Date,
    run: (work: Work) => Promise<Reply>,
  ): Promise<Reply | undefined> {
    const { db, newId } = this.#context;
    const { client, scopes, hash } = session;
    const { place } = asked;
    const { trx, gathered } = gatheringTransaction();
    const going: Promise<unknown>[] = [];
    const by = { hash, place: place.id, client, now, newId };
    const ahead = aheadBy(db, by, this.#lately);
    const work: Work = {
      trx,
      place,
      client,
      scopes,
      now,
      newId,
      base: this.base(place),
      looked: new Set(),
      going,
      ahead,
    };
    let reply: Reply;
    try {
      reply = await run(work);
      await Promise.all(going);
    } catch (error) {
      if (error instanceof NotGathered) return ahead.forget();
      // What is refused after something was taken for known is refused in full: what comes first there may be another refusal.
      if (error instanceof FhirError && !gathered.every((one) => one.isOf(0, 0))) return ahead.forget();
      throw error;
    }
    const statement = statementOf(gathered, by, [...work.looked]);
    if (statement === undefined) return ahead.forget();
    try {
      const [written] = await db.onceTogether(clientScope(place.id, client), statement, true);
      if (written?.sure !== true) return ahead.forget();
      if (work.made !== undefined) ahead.keep(work.made.requests);
      return reply;
    } catch (error) {
      // What the database refuses it has undone; how that is answered is found in full.
      if (isRefusal(error)) return ahead.forget();
      throw error;
    }
  }

  #isForm(asked: Asked): boolean {
    return (
      asked.path.endsWith('/_search') &&
      header(asked.headers, 'content-type').startsWith('application/x-www-form-urlencoded')
    );
  }

  /** One transaction under the client's scope; what it looked at is written down in it, or it shows nothing. */
  async #within(
    asked: Asked,
    session: Session,
    now: Date,
    action: string,
    run: (work: Work) => Promise<Reply>,
  ): Promise<Reply> {
    const { db, newId } = this.#context;
    const { client, scopes, hash } = session;
    const { place } = asked;
    const going: Promise<unknown>[] = [];
    try {
      const reply = await db.write(clientScope(place.id, client), async (trx: Trx) => {
        const holds = tokenHolds(trx, hash);
        holds.catch(() => {});
        const base = this.base(place);
        const work: Work = { trx, place, client, scopes, now, newId, base, looked: new Set(), going };
        const answer = await run(work);
        if (!(await holds)) throw this.#sessions.ended(session, place.id);
        const { account, organisation, purpose } = client;
        const look = { place: place.id, account, organisation, purpose, route: `fhir ${action}`, kind: 'person' };
        goOn(work, recordAccesses(trx, look, [...work.looked], now, newId));
        return answer;
      });
      // It was sent with the end of the transaction: what could not be written down is not shown.
      await Promise.all(going);
      return reply;
    } catch (error) {
      // What was asked after it failed because of it.
      await Promise.all(going);
      throw error;
    }
  }

  async #bundle(asked: Asked, session: Session, now: Date): Promise<Reply> {
    const bundle = readBody(asked.body);
    const type = textAt(bundle, 'type');
    if (bundle['resourceType'] !== 'Bundle')
      throw new FhirError(400, [problem('structure', 'This address takes a Bundle.')]);
    if (type === 'transaction') {
      const run = async (work: Work) => await transaction(work, kinds, bundle);
      const onlyCreates = isOfCreates(bundle) ? await this.#atOnce(asked, session, now, run) : undefined;
      return onlyCreates ?? (await this.#within(asked, session, now, 'transaction', run));
    }
    if (type === 'batch')
      return await batch(bundle, async (each) =>
        this.#within(asked, session, now, 'batch', async (work) => await each(work, kinds)),
      );
    throw new FhirError(400, [
      problem('value', 'A bundle that is sent here is a transaction or a batch.', 'Bundle.type'),
    ]);
  }

  #handlerOf(asked: Asked): Handler {
    const parts = asked.path.split('/').filter((one) => one !== '');
    const [type = '', id, third, fourth] = parts;
    const { method } = asked;
    const may = (action: Action) => (work: Pick<Work, 'scopes'>) => kindFor(kinds, work, type, action);
    if (parts.some((one) => one.length > 100)) throw unknownAddress();
    if (id === '$validate' || third === '$validate') {
      if (method !== 'POST') throw notOffered(type, method);
      return { action: '$validate', run: async (work) => validate(kinds, work, type, readBody(asked.body)) };
    }
    if (type === '$process-message' && parts.length === 1) return this.#onMessage(asked);
    if (type === 'Task' && id !== undefined && third !== undefined && parts.length === 3 && method === 'GET') {
      const told = operations[third];
      if (told !== undefined)
        return {
          action: third,
          run: async (work) => {
            may('r')(work);
            return await told(work, id);
          },
        };
    }
    if (parts.length === 1) return this.#onType(asked, type);
    if (id === '_search' && parts.length === 2 && method === 'POST') return this.#searching(asked, type);
    if (id === undefined || !idShape.test(id)) throw unknownAddress();
    if (parts.length === 2)
      switch (method) {
        case 'GET':
          return {
            action: `read ${type}`,
            run: async (work) => await read(work, may('r')(work), id, asked.headers),
            ...(type === 'Patient'
              ? {
                  atOnce: async (asking: Asking) => {
                    may('r')(asking.session);
                    return await patientAtOnce(asking, id, asked.headers);
                  },
                }
              : {}),
          };
        case 'PUT':
          return {
            action: `update ${type}`,
            isGathered: type === 'Task',
            run: async (work) =>
              await update(work, may('u')(work), id, readBody(asked.body), {
                ifMatch: header(asked.headers, 'if-match'),
                headers: asked.headers,
              }),
          };
        case 'PATCH':
          if (!header(asked.headers, 'content-type').startsWith('application/json-patch+json')) throw typeError();
          return {
            action: `patch ${type}`,
            run: async (work) => await patch(work, may('u')(work), id, readList(asked.body), asked.headers),
          };
        case 'DELETE':
          return {
            action: `delete ${type}`,
            run: async (work) => await remove(work, may('d')(work), id, header(asked.headers, 'if-match')),
          };
        default:
          throw notOffered(type, method);
      }
    if (method !== 'GET' || third !== '_history' || parts.length > 4) throw unknownAddress();
    if (fourth === undefined)
      return { action: `history ${type}`, run: async (work) => await history(work, may('r')(work), id) };
    return { action: `vread ${type}`, run: async (work) => await readVersion(work, may('r')(work), id, fourth) };
  }

  #onMessage(asked: Asked): Handler {
    if (asked.method !== 'POST') throw notOffered('$process-message', asked.method);
    return {
      action: '$process-message',
      run: async (work) => {
        try {
          return await processMessage(work, kinds, readBody(asked.body), asked.body ?? '');
        } catch (error) {
          throw error instanceof FhirError ? withBarsCode(error) : error;
        }
      },
    };
  }

  #onType(asked: Asked, type: string): Handler {
    switch (asked.method) {
      case 'GET':
        return this.#searching(asked, type);
      case 'POST':
        return {
          action: `create ${type}`,
          isGathered: gatheredTypes.has(type) && header(asked.headers, 'if-none-exist') === '',
          run: async (work) =>
            await create(work, kinds, kindFor(kinds, work, type, 'c'), readBody(asked.body), {
              ifNoneExist: header(asked.headers, 'if-none-exist'),
              headers: asked.headers,
            }),
        };
      case 'PUT':
        return {
          action: `update ${type}`,
          run: async (work) =>
            await conditionalUpdate(work, kinds, kindFor(kinds, work, type, 'u'), readBody(asked.body), {
              words: asked.query.toString(),
              ifMatch: header(asked.headers, 'if-match'),
              headers: asked.headers,
            }),
        };
      default:
        throw notOffered(type, asked.method);
    }
  }

  #searching(asked: Asked, type: string): Handler {
    const wasPosted = asked.method === 'POST';
    const words = [...asked.query, ...(wasPosted ? new URLSearchParams(asked.body ?? '') : [])];
    const { isStrict } = readPrefer(asked.headers);
    const options = { isStrict, seal: this.#seal, wasPosted };
    return {
      action: `search ${type}`,
      run: async (work) => await search(work, kinds, kindFor(kinds, work, type, 's'), words, options),
      atOnce: async (asking) =>
        await searchFirst(asking, kinds, kindFor(kinds, asking.session, type, 's'), words, options),
    };
  }
}

/** Whether the database refused what a statement was to write: by its checks, keys, types and locks, or by itself. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:2[23]\w{3}|40P01|CT001)$/.test(error.code)
  );
}

function unknownAddress(): FhirError {
  return new FhirError(404, [problem('not-supported', 'There is no such address here.')]);
}

function readList(text: string | undefined): Json {
  try {
    return parseJson(text ?? '');
  } catch {
    throw new FhirError(400, [problem('structure', 'This is not JSON.')]);
  }
}
