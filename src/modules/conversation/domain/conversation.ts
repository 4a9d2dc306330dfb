import type { Uuid } from '../../../kernel/ids.ts';
import type { ConversationState } from './life-cycle.ts';

/** A conversation, as every page of it needs it. */
export type Conversation = {
  id: Uuid;
  slug: string;
  question: string;
  description: string;
  state: ConversationState;
  joinCode: string;
  maxLength: number;
  origin: 'here' | 'import';
  attribution: string | undefined;
  openedAt: Date | undefined;
  closedAt: Date | undefined;
};
