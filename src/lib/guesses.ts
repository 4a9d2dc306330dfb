import { makeRoom } from './make-room.ts';

/**
 * What was found last under a key, to be asked for ahead of time. Nobody is shown a guess: whoever takes one asks the database
 * for it in the same turn as for what is true, and throws the answer away where the two differ. The oldest goes first.
 */
export class Guesses<V> {
  readonly #last = new Map<string, V>();
  readonly #most: number;

  constructor(most = 5_000) {
    this.#most = most;
  }

  of(key: string): V | undefined {
    return this.#last.get(key);
  }

  keep(key: string, found: V): void {
    this.#last.delete(key);
    makeRoom(this.#last, this.#most);
    this.#last.set(key, found);
  }
}
