import type { Connection } from './connections.ts';

/** So many statements of one turn are read on one connection alone; of more, half are read on a second one. */
const fewAtOnce = 6;

/** What cannot change what the statements after it see. */
const readingShape = /^[\s(]*(?:select|with)\b/i;

/**
 * The connection of a reading, with a second one beside it where one is to spare: a page that asks twenty things at once has
 * two processes of the database answer them. Each statement sees what is committed when it begins, on one connection or on
 * two. From a statement that sets something, all go to the first.
 */
export class Beside {
  readonly #first: Connection;
  readonly #begin: (connection: Connection) => void;
  readonly #spare: () => Promise<Connection> | undefined;
  #second: Promise<Connection> | undefined;
  #isAlone = false;
  #sent = { first: 0, second: 0 };

  /** `begin` begins the transaction that was begun on `first`. */
  constructor(
    first: Connection,
    begin: (connection: Connection) => void,
    spare: () => Promise<Connection> | undefined,
  ) {
    this.#first = first;
    this.#begin = begin;
    this.#spare = spare;
  }

  async query(...asked: Parameters<Connection['query']>): ReturnType<Connection['query']> {
    const { first, second } = this.#sent;
    if (first === 0)
      process.nextTick(() => {
        this.#sent = { first: 0, second: 0 };
      });
    if (!readingShape.test(asked[0])) this.#isAlone = true;
    if (!this.#isAlone && first > second && (this.#second !== undefined || first >= fewAtOnce)) {
      this.#second ??= this.#open();
      if (this.#second !== undefined) {
        this.#sent.second += 1;
        return await (await this.#second).query(...asked);
      }
      this.#isAlone = true;
    }
    this.#sent.first += 1;
    return await this.#first.query(...asked);
  }

  #open(): Promise<Connection> | undefined {
    return this.#spare()?.then(
      (connection) => {
        this.#begin(connection);
        return connection;
      },
      () => this.#first,
    );
  }

  /** Leaves the second connection, if there is one, with its reading open. */
  async leave(): Promise<void> {
    (await this.#other())?.leave();
  }

  /** Rolls back on the second connection, if there is one, and gives it back. */
  async rollBack(): Promise<void> {
    const second = await this.#other();
    if (second === undefined) return;
    let isBroken = false;
    try {
      await second.exec('rollback');
    } catch {
      isBroken = true;
    }
    second.release(isBroken);
  }

  async #other(): Promise<Connection | undefined> {
    const second = await this.#second;
    return second === this.#first ? undefined : second;
  }
}
