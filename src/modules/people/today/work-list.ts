import type { Uuid } from '../../../kernel/ids.ts';
import type { Status } from '../../../thread/kinds.ts';

/** One thing that waits for somebody today. */
export type WorkItem = {
  person: Uuid | undefined;
  href: string;
  title: string;
  note: string;
  status?: Status | undefined;
};
/** Things of one sort, with what to say when there are none. */
export type WorkSection = { title: string; lede?: string; items: readonly WorkItem[]; none: string };
