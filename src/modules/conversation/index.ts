import type { Module } from '../../module.ts';
import type { ThreadRegistry } from '../../thread/kinds.ts';
import { createConversationRoutes } from './create-conversation/route.ts';
import { exactResultsRoute } from './exact-results/route.ts';
import { joinRoutes } from './join/route.ts';
import { listConversationsRoute } from './list-conversations/route.ts';
import { notices } from './messages.ts';
import { makeCommitmentsRoutes } from './make-commitments/route.ts';
import { moderateRoutes } from './moderate/route.ts';
import { myPartRoute } from './my-part/route.ts';
import { conversationKinds } from './parts/thread.ts';
import { paperRoutes } from './paper/route.tsx';
import { prepareRoutes } from './prepare/route.ts';
import { createRoomHub } from './room/hub.ts';
import { roomRoutes } from './room/route.ts';
import { runRoomRoutes } from './run-room/route.ts';
import { showWallRoutes } from './show-wall/route.ts';
import { runConversationRoutes } from './run-conversation/route.ts';
import { showAnalysisRoutes } from './show-analysis/route.ts';
import { showConversationRoutes } from './show-conversation/route.ts';
import { showPolicyRoute } from './show-policy/route.tsx';
import { showStatementRoute } from './show-statement/route.ts';
import { themeRoutes } from './write-theme/route.tsx';
import { reportRoutes } from './report/route.ts';
import { translateRoutes } from './translate/route.tsx';
import { voteRoutes } from './vote/route.ts';
import { whatMattersRoutes } from './what-matters/route.tsx';
import { writeStatementRoutes } from './write-statement/route.ts';

export type { ConversationCommand, ConversationRefusal, RejectionReason } from './domain/life-cycle.ts';
export { isRejectionReason } from './domain/life-cycle.ts';
export type { Conversation } from './domain/conversation.ts';
export type { Doing } from './store/doing.ts';
export { analyseConversation, workOut } from './jobs/analyse.ts';
export { remindModerators } from './jobs/remind-moderators.ts';
export { reminderJob } from './store/reminders.ts';
export { publishResults } from './jobs/publish-results.ts';
export { scenarios } from './domain/exercise.ts';
export { templates } from './domain/run-sheet.ts';
export { gatherVotes } from './store/analysis.ts';
export {
  conversationBySlug,
  createConversation,
  moveConversation,
  type NewConversation,
  type Sector,
} from './store/conversations.ts';
export {
  contentHash,
  exportConversation,
  importConversation,
  type ImportOutcome,
  type PastConversation,
} from './store/import.ts';
export { holdWorkshop, type HeldWorkshop } from './store/held-workshop.ts';
export { recomputeResults } from './store/recompute.ts';
export { addStatement, type NewStatement, type StatementOrigin } from './store/statements.ts';
export { analyseJob, publishJob, seedVotes, type SeedVotes } from './store/votes.ts';

/** What people said: conversations, statements, votes, and what they share. `registry` is asked who lives in the place. */
export function conversationModule(registry: ThreadRegistry): Module {
  return {
    name: 'conversation',
    notices,
    thread: conversationKinds,
    routes(app, context) {
      listConversationsRoute(app, context);
      joinRoutes(app, context);
      createConversationRoutes(app, context);
      showConversationRoutes(app, context);
      showStatementRoute(app, context);
      voteRoutes(app, context);
      writeStatementRoutes(app, context);
      myPartRoute(app, context);
      runConversationRoutes(app, context);
      moderateRoutes(app, context);
      exactResultsRoute(app, context);
      showPolicyRoute(app, context);
      prepareRoutes(app, context, registry);
      paperRoutes(app, context);
      themeRoutes(app, context);
      reportRoutes(app, context);
      whatMattersRoutes(app, context);
      translateRoutes(app, context);
      const hub = createRoomHub(app, context);
      showWallRoutes(app, context, hub);
      roomRoutes(app, context);
      runRoomRoutes(app, context);
      makeCommitmentsRoutes(app, context);
      showAnalysisRoutes(app, context);
    },
  };
}
