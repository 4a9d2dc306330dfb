import { loadTrail } from '../demo/wrenmouth/trail.ts';
import type { Module } from './module.ts';
import { boardModule } from './modules/board/index.ts';
import {
  askStillRightHandler,
  askStillRightJob,
  communityModule,
  importHandler,
  importJob,
  tellWatchersHandler,
  tellWatchersJob,
} from './modules/community/index.ts';
import {
  analyseConversation,
  analyseJob,
  conversationModule,
  publishJob,
  publishResults,
  reminderJob,
  remindModerators,
} from './modules/conversation/index.ts';
import { measuresModule } from './modules/measures/index.ts';
import { learningModule } from './modules/learning/index.ts';
import { partnershipModule } from './modules/partnership/index.ts';
import {
  chaseConcernHandler,
  chaseConcernJob,
  chaseReferralHandler,
  chaseReferralJob,
  chaseRequestHandler,
  chaseRequestJob,
  countReferralsHandler,
  countReferralsJob,
  endHandoverHandler,
  endHandoverJob,
  eraseHandler,
  eraseJob,
  offerRetentionHandler,
  offerRetentionJob,
  peopleModule,
  remindAppointmentHandler,
  remindAppointmentJob,
  tellOfConcernHandler,
  tellOfConcernJob,
  tellOfEmergencyHandler,
  tellOfEmergencyJob,
  tellOfHandoverHandler,
  tellOfHandoverJob,
} from './modules/people/index.ts';
import { strategyModule } from './modules/strategy/index.ts';
import type { Auth } from './platform/auth/auth.ts';
import { signInModule } from './platform/auth/module.ts';
import type { JobHandler } from './platform/jobs/jobs.ts';
import { mailModule } from './platform/mail/outbox/module.ts';
import { threadModule } from './thread/index.ts';
import type { ThreadRegistry } from './thread/kinds.ts';
import { wayToTrail } from './thread/trail/trail.ts';

/** Every module, in the order in which they may know of each other. */
export function modules(registry: ThreadRegistry, auth: Auth): Module[] {
  const trail = loadTrail();
  return [
    signInModule(auth, (places) => wayToTrail(trail, places)),
    mailModule(),
    threadModule(registry, trail),
    partnershipModule(auth),
    communityModule(),
    strategyModule(registry),
    boardModule(),
    peopleModule(registry),
    conversationModule(registry),
    measuresModule(),
    learningModule(),
  ];
}

/** The work that modules do after a commit, by the kind of job. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [publishJob]: publishResults,
  [importJob]: importHandler,
  [askStillRightJob]: askStillRightHandler,
  [tellWatchersJob]: tellWatchersHandler,
  [analyseJob]: analyseConversation,
  [reminderJob]: remindModerators,
  [countReferralsJob]: countReferralsHandler,
  [chaseReferralJob]: chaseReferralHandler,
  [chaseRequestJob]: chaseRequestHandler,
  [chaseConcernJob]: chaseConcernHandler,
  [remindAppointmentJob]: remindAppointmentHandler,
  [tellOfHandoverJob]: tellOfHandoverHandler,
  [endHandoverJob]: endHandoverHandler,
  [tellOfConcernJob]: tellOfConcernHandler,
  [tellOfEmergencyJob]: tellOfEmergencyHandler,
  [eraseJob]: eraseHandler,
  [offerRetentionJob]: offerRetentionHandler,
};
