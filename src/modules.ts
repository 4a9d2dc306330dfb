import type { Module } from './module.ts';
import { threadModule } from './thread/index.ts';
import type { ThreadRegistry } from './thread/kinds.ts';
import { partnershipModule } from './modules/partnership/index.ts';

/** Every module, in the order in which they may know of each other. */
export function modules(registry: ThreadRegistry): Module[] {
  return [threadModule(registry), partnershipModule()];
}
