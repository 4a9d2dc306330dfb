import type { Module } from './module.ts';
import { strategyModule } from './modules/strategy/index.ts';
import type { ThreadRegistry } from './thread/kinds.ts';

/** Every module, in the order in which they may know of each other. */
export function modules(registry: ThreadRegistry): Module[] {
  return [strategyModule(registry)];
}
