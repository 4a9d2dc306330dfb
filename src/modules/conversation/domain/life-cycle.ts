import { fail, ok, type Result } from '../../../lib/result.ts';

/** People vote and add statements only while a conversation is `open` or `reopened`. */
export type ConversationState = 'draft' | 'open' | 'closed' | 'reopened';
export type ConversationCommand = 'open' | 'close' | 'reopen';
export type ConversationRefusal =
  | 'conversation/no-statements'
  | 'conversation/already-open'
  | 'conversation/not-open-yet'
  | 'conversation/already-closed'
  | 'conversation/reopen-instead';

const conversationSentences: Readonly<Record<ConversationRefusal, string>> = {
  'conversation/no-statements': 'Add and approve at least one statement before you open the conversation',
  'conversation/already-open': 'This conversation is already open',
  'conversation/not-open-yet': 'This conversation has not been opened yet',
  'conversation/already-closed': 'This conversation is already closed',
  'conversation/reopen-instead': 'This conversation was closed. Reopen it instead',
};

/** The sentence that a facilitator reads when a step is refused. */
export function conversationRefusalSentence(refusal: ConversationRefusal): string {
  return conversationSentences[refusal];
}

/**
 * The next state of a conversation: draft → open → closed → reopened → closed …
 * `approvedStatements` counts what can be voted on: a conversation without any cannot be opened.
 */
export function decideConversation(
  state: ConversationState,
  command: ConversationCommand,
  approvedStatements: number,
): Result<ConversationState, ConversationRefusal> {
  const isOpen = takesVotes(state);
  switch (command) {
    case 'open':
      if (isOpen) return fail('conversation/already-open');
      if (state === 'closed') return fail('conversation/reopen-instead');
      return approvedStatements === 0 ? fail('conversation/no-statements') : ok('open');
    case 'close':
      if (state === 'draft') return fail('conversation/not-open-yet');
      return isOpen ? ok('closed') : fail('conversation/already-closed');
    case 'reopen':
      if (isOpen) return fail('conversation/already-open');
      return state === 'draft' ? fail('conversation/not-open-yet') : ok('reopened');
  }
}

/** Whether people may vote and write now. */
export function takesVotes(state: ConversationState): boolean {
  return state === 'open' || state === 'reopened';
}

/** Why a statement was not accepted. `safeguarding` also goes to the named safeguarding lead. */
export type RejectionReason =
  | 'duplicate'
  | 'two-ideas'
  | 'not-answering'
  | 'identifies-person'
  | 'abusive'
  | 'unclear'
  | 'factual-question'
  | 'spam'
  | 'safeguarding';

/** What the author reads, one plain sentence for each reason. */
export const reasonSentences: Readonly<Record<RejectionReason, string>> = {
  duplicate: 'Somebody has already said this. You can vote on theirs.',
  'two-ideas': 'This has two ideas in it. Please send them again one at a time.',
  'not-answering': 'This does not answer the question that we asked.',
  'identifies-person': 'Somebody could be recognised from this. Please say it without names or details.',
  abusive: 'This could hurt other people who read it.',
  unclear: 'We could not be sure what this means. Please try other words.',
  'factual-question': 'This asks for a fact. People can only agree or disagree with an opinion.',
  spam: 'This looks like an advertisement or was sent many times.',
  safeguarding:
    'We were worried that somebody may not be safe, so others do not see this. If anybody is in danger now, call 999.',
};

export type StatementState =
  | { status: 'submitted' }
  | { status: 'approved' }
  | { status: 'rejected'; reason: RejectionReason }
  | { status: 'withdrawn' };

export type StatementCommand =
  | { kind: 'approve' }
  | { kind: 'reject'; reason: RejectionReason | null }
  | { kind: 'withdraw'; byAuthor: boolean; votesByOthers: number }
  /** The author says it in other words. `isReplaced` where newer words of theirs wait or were approved. */
  | { kind: 'reword'; byAuthor: boolean; isReplaced: boolean };

export type StatementRefusal =
  | 'statement/already-approved'
  | 'statement/already-rejected'
  | 'statement/withdrawn'
  | 'statement/reason-needed'
  | 'statement/not-yours'
  | 'statement/others-have-voted'
  | 'statement/said-anew';

const statementSentences: Readonly<Record<StatementRefusal, string>> = {
  'statement/already-approved': 'This statement is already approved',
  'statement/already-rejected': 'This statement was already rejected for that reason',
  'statement/withdrawn': 'The author has taken this statement back',
  'statement/reason-needed': 'Choose a reason: the author will read it',
  'statement/not-yours': 'Only the person who wrote this can take it back or change it',
  'statement/others-have-voted': 'Other people have voted on this, so it can no longer be taken back',
  'statement/said-anew': 'You have said this in other words already. Change those',
};

/** The sentence that a moderator or author reads when a step is refused. */
export function statementRefusalSentence(refusal: StatementRefusal): string {
  return statementSentences[refusal];
}

/**
 * The next state of a statement. Every decision of a moderator can be reversed by a new one; a rejection needs a reason,
 * and may be given another. The author may withdraw until somebody else has voted; a withdrawn statement stays so. The author may say
 * it in other words, which are a statement of their own: what still waited is withdrawn, and what people vote on stays until the new
 * words are approved.
 * Source: note on the conversation, section 5.
 */
export function decideStatement(
  state: StatementState,
  command: StatementCommand,
): Result<StatementState, StatementRefusal> {
  if (state.status === 'withdrawn') return fail('statement/withdrawn');
  switch (command.kind) {
    case 'approve':
      return state.status === 'approved' ? fail('statement/already-approved') : ok({ status: 'approved' });
    case 'reject':
      if (command.reason === null) return fail('statement/reason-needed');
      if (state.status === 'rejected' && state.reason === command.reason) return fail('statement/already-rejected');
      return ok({ status: 'rejected', reason: command.reason });
    case 'withdraw':
      if (!command.byAuthor) return fail('statement/not-yours');
      return command.votesByOthers > 0 ? fail('statement/others-have-voted') : ok({ status: 'withdrawn' });
    case 'reword':
      if (!command.byAuthor) return fail('statement/not-yours');
      if (command.isReplaced) return fail('statement/said-anew');
      return ok(state.status === 'submitted' ? { status: 'withdrawn' } : state);
  }
}

/** True when `text` names one of the reasons for which a statement may be left out. */
export function isRejectionReason(text: string | null): text is RejectionReason {
  return text !== null && Object.hasOwn(reasonSentences, text);
}
