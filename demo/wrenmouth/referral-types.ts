// The shapes of `referrals.json`: who was asked to help whom, and what came of it. Days count from the first run.
import type { ReferralMove, ReferralReason } from '../../src/modules/people/domain/referral.ts';
import type { SafeContact, WayGiven } from '../../src/modules/people/domain/words.ts';

export type DemoMove = {
  move: ReferralMove;
  day: number;
  reason: ReferralReason | null;
  note: string;
  output: string | null;
  reviewDay: number | null;
};
export type DemoReferral = {
  /** Slug of somebody in the support data. */
  person: string;
  /** Slug of the worker who asks. */
  worker: string;
  /** Slug of a service that takes referrals. */
  service: string;
  /** The words of the goal that it serves. */
  goal: string | null;
  reason: string;
  accessNeeds: string;
  risks: string;
  safeContact: SafeContact;
  safeContactNote: string;
  urgency: 'routine' | 'urgent';
  scope: 'deliver' | 'share-plan';
  how: WayGiven;
  sentDay: number;
  moves: DemoMove[];
  /** Whether whoever asked has read what came of it. */
  isRead: boolean;
};
export type DemoReferrals = {
  written: DemoReferral[];
  /** What many more are drawn from. */
  many: {
    seed: number;
    count: number;
    services: { slug: string; reasons: string[]; outputs: string[] }[];
    accessNeeds: string[];
    declines: [ReferralReason, string][];
    ends: [ReferralReason, string][];
    cancels: [ReferralReason, string][];
  };
};
