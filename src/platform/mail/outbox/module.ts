import type { Module } from '../../../module.ts';
import { outboxRoutes } from './route.tsx';

/** The outbox that administrators read in the browser. */
export function mailModule(): Module {
  return { name: 'mail', routes: outboxRoutes };
}
