import { fail, ok, type Result } from '../../../lib/result.ts';

/** Where a version of what an organisation says of a service stands. */
export type VersionState =
  | { state: 'waiting' }
  | { state: 'approved' }
  | { state: 'sent-back'; reason: string }
  /** Its own people wrote a newer one before anybody decided. */
  | { state: 'superseded' };

export type VersionCommand = { kind: 'approve' } | { kind: 'send-back'; reason: string } | { kind: 'replace' };

export type VersionRefusal =
  | 'service/not-an-approver'
  | 'service/not-yours'
  | 'service/already-decided'
  | 'service/reason-needed';

/**
 * The next state: waiting → approved, sent back (with a reason for its own people) or superseded. Approvers decide; only
 * its own people replace what they wrote. Nothing leaves an end.
 */
export function decideVersion(
  state: VersionState,
  command: VersionCommand,
  who: { approves: boolean; isOwners: boolean },
): Result<VersionState, VersionRefusal> {
  if (command.kind === 'replace' && !who.isOwners) return fail('service/not-yours');
  if (command.kind !== 'replace' && !who.approves) return fail('service/not-an-approver');
  if (state.state !== 'waiting') return fail('service/already-decided');
  switch (command.kind) {
    case 'approve':
      return ok({ state: 'approved' });
    case 'replace':
      return ok({ state: 'superseded' });
    case 'send-back': {
      const reason = command.reason.trim();
      return reason === '' ? fail('service/reason-needed') : ok({ state: 'sent-back', reason });
    }
  }
}
