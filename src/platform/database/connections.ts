import type { Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import pg from 'pg';
import { Batch, valuesAsSent, type Asked, type Prepared, type TypeNumber } from './batch.ts';

/** One open connection to a PostgreSQL, embedded or served. */
export interface Connection {
  /**
   * Runs one statement with parameters. Its plan is kept for `role`: under row security it is another one for each. What is asked
   * in one turn without a `begin` is one transaction of a served database: the last of it `isLast`, and is answered
   * when what was done is kept.
   */
  query(
    sql: string,
    parameters: readonly unknown[],
    role?: string,
    isLast?: boolean,
  ): Promise<{ rows: unknown[]; affected: number | undefined; command: string }>;
  /** Runs several statements, without parameters, in one round trip. */
  exec(sql: string): Promise<void>;
  /** Gives the connection back; `broken` closes it instead. */
  release(broken?: boolean): void;
  /** Gives it back with a reading still open, which ends before anything else is asked on it, and soon in any case. */
  leave(): void;
}

/** Where connections come from. */
export interface ConnectionSource {
  kind: 'pglite' | 'postgres';
  acquire(): Promise<Connection>;
  close(): Promise<void>;
  /** Calls `heard` with each payload sent on `channel`; resolves when listening has begun. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
}

const oid: Record<'int8' | 'date' | 'numeric' | 'timestamptz', number> = {
  int8: 20,
  date: 1082,
  numeric: 1700,
  timestamptz: 1184,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} is too large to be exact`);
  return value;
}

/** The same JavaScript values from both engines: dates as text, whole numbers exact, decimals as text. */
function readerFor(type: TypeNumber): (text: string) => unknown {
  const code: number = type;
  if (code === oid.int8) return safeInteger;
  if (code === oid.date || code === oid.numeric) return asText;
  return code === oid.timestamptz ? readInstant : pg.types.getTypeParser(type, 'text');
}

const instantParser = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text');

/** An instant, as the server writes it. What it writes in UTC is what the engine reads itself, faster than the library can. */
export function readInstant(text: string): unknown {
  const isUtc = text[10] === ' ' && text.endsWith('+00');
  return isUtc ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : instantParser(text);
}

function asText(text: string): string {
  return text;
}

/** An embedded PostgreSQL. It has one connection, so that each transaction waits for the one before it. */
export class PGliteSource implements ConnectionSource {
  readonly kind = 'pglite';
  readonly engine: PGlite;
  #queue: Promise<void> = Promise.resolve();

  constructor(engine: PGlite) {
    this.engine = engine;
  }

  /** Opens the database kept in `folder`, or one in memory when there is none; `image` is a dump to start from. */
  static async open(options: { folder?: string; image?: Blob } = {}): Promise<PGliteSource> {
    const engine = new PGlite({
      ...(options.folder === undefined ? {} : { dataDir: options.folder }),
      ...(options.image === undefined ? {} : { loadDataDir: options.image }),
      extensions: { pg_trgm },
      parsers: { [oid.int8]: safeInteger, [oid.date]: asText, [oid.numeric]: asText },
    });
    await engine.waitReady;
    return new PGliteSource(engine);
  }

  async acquire(): Promise<Connection> {
    let free: () => void = () => {};
    const before = this.#queue;
    this.#queue = new Promise((resolve) => {
      free = resolve;
    });
    await before;
    const engine = this.engine;
    return {
      async query(sql, parameters) {
        const result = await engine.query(sql, [...parameters]);
        return { rows: result.rows, affected: result.affectedRows, command: sql.trimStart().slice(0, 8).toUpperCase() };
      },
      async exec(sql) {
        await engine.exec(sql);
      },
      release() {
        free();
      },
      leave() {
        void engine.exec('commit').finally(free);
      },
    };
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    return await this.engine.listen(channel, heard);
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.engine.close();
  }
}

/** How many statements a connection keeps prepared at most; more than the application has. */
const mostPrepared = 1_000;
const names = new Map<string, string>();

/**
 * A name under which a connection keeps a statement prepared: planning a statement under row security costs more than
 * running it. A plan that was made for one role is thrown away when another asks, so that each role has its own. Statements whose text is made anew each time would never end, so there is a most; the rest go unnamed.
 */
function statementName(sql: string, role: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined) return `${known}-${role}`;
  if (names.size >= mostPrepared) return undefined;
  const name = `s${names.size}`;
  names.set(sql, name);
  return `${name}-${role}`;
}

/** The insides of a client that batches need: its connection, and which query the server is answering. */
type Insides = {
  connection: { stream: Socket; on(event: 'parseComplete', heard: () => void): void };
  _getActiveQuery(): unknown;
};

/** What each open connection keeps prepared, for as long as it is open. */
const preparedOn = new WeakMap<pg.PoolClient, Prepared>();

function preparedOf(client: pg.PoolClient): Prepared {
  const known = preparedOn.get(client);
  if (known !== undefined) return known;
  const prepared: Prepared = new Map();
  preparedOn.set(client, prepared);
  const insides = client as unknown as Insides;
  insides.connection.on('parseComplete', () => {
    const query = insides._getActiveQuery();
    if (query instanceof Batch) query.handleParseComplete();
  });
  return prepared;
}

/** Connections that were left with a reading open, until its end is sent. */
const left = new WeakMap<pg.PoolClient, NodeJS.Timeout>();
/** For how many milliseconds a reading may stay open behind its answer: it locks nothing that others read or write. */
const longestLeft = 20;

/** The end of a reading: nobody waits for it. */
function endOfReading(): Asked {
  return {
    sql: 'commit',
    name: statementName('commit', ''),
    values: [],
    isLast: false,
    done: () => {},
    failed: () => {},
  };
}

/** What a connection begins with: the end of the reading that was left open on it, or nothing. */
function takeUp(client: pg.PoolClient): Asked[] {
  const timer = left.get(client);
  if (timer === undefined) return [];
  clearTimeout(timer);
  left.delete(client);
  return [endOfReading()];
}

/** Sends what is asked in one turn of the event loop together: statements as one batch, all of it in one packet. */
function gathering(client: pg.PoolClient): Connection {
  const { stream } = (client as unknown as Insides).connection;
  const prepared = preparedOf(client);
  let waiting = takeUp(client);
  let isHeld = false;
  function send(): void {
    if (waiting.length > 0) client.query(new Batch(waiting, prepared, readerFor));
    waiting = [];
  }
  function hold(): void {
    if (isHeld) return;
    isHeld = true;
    stream.cork();
    process.nextTick(() => {
      isHeld = false;
      send();
      stream.uncork();
    });
  }
  return {
    async query(sql, parameters, role = '', isLast = false) {
      const values = valuesAsSent(parameters);
      return await new Promise((done, failed) => {
        waiting.push({ sql, name: statementName(sql, role), values, isLast, done, failed });
        hold();
      });
    },
    async exec(sql) {
      hold();
      send();
      await client.query(sql);
    },
    release(broken) {
      // What was asked last leaves before the next taker asks anything.
      send();
      client.release(broken);
    },
    leave() {
      send();
      // A packet for itself would wake the server and this process for nothing: it goes with the next, if one comes soon.
      const timer = setTimeout(() => {
        left.delete(client);
        client.query(new Batch([endOfReading()], prepared, readerFor));
      }, longestLeft);
      left.set(client, timer.unref());
      client.release();
    },
  };
}

/** A pool of connections to a served PostgreSQL. `directUrl` is one that no pooler stands before, for LISTEN. */
export class PostgresSource implements ConnectionSource {
  readonly kind = 'postgres';
  readonly #pool: pg.Pool;
  readonly #directUrl: string;

  constructor(options: {
    url: string;
    directUrl?: string | undefined;
    connections: number;
    onError: (error: Error) => void;
    actAs?: string | undefined;
  }) {
    const config: pg.PoolConfig = {
      connectionString: options.url,
      max: options.connections,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      // A page, and the note of its look.
      min: Math.min(2, options.connections),
      allowExitOnIdle: true,
      application_name: 'common-thread',
      // Statements are sent as they come, and answered in their order.
      pipeline: true,
    };
    this.#pool = new pg.Pool(config);
    this.#directUrl = options.directUrl ?? options.url;
    // A server that goes away ends idle connections: the pool makes new ones when it is back.
    this.#pool.on('error', options.onError);
    // One that is lent out has no listener of the pool's: without this, losing it between two statements ends the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    const { actAs } = options;
    if (actAs !== undefined)
      this.#pool.on('connect', (client) => void client.query(`set session authorization ${actAs}`));
  }

  async acquire(): Promise<Connection> {
    return gathering(await this.#pool.connect());
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    let stopped = false;
    let client: pg.Client | undefined;
    const connect = async (): Promise<void> => {
      const next = new pg.Client({ connectionString: this.#directUrl, application_name: 'common-thread-listener' });
      next.on('notification', (message) => heard(message.payload ?? ''));
      next.on('error', () => {});
      next.on('end', () => {
        if (!stopped) setTimeout(() => void retry(), 1_000).unref();
      });
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
      heard(''); // anything may have happened while nobody listened
    };
    const retry = async (): Promise<void> => {
      try {
        await connect();
      } catch {
        if (!stopped) setTimeout(() => void retry(), 1_000).unref();
      }
    };
    await connect();
    return async () => {
      stopped = true;
      await client?.end();
    };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
