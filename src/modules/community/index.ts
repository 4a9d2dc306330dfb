import type { Module } from '../../module.ts';
import { approveRoutes } from './approve/route.tsx';
import { decideImports } from './decide-imports/route.tsx';
import { makePartners } from './make-partners/route.tsx';
import { keepNotes } from './keep-notes/route.tsx';
import { peopleWhoCan } from './people-who-can/route.tsx';
import { showElsewhere } from './show-elsewhere/route.tsx';
import { showMap } from './show-map/route.tsx';
import { showGaps } from './show-gaps/route.tsx';
import { stillRight } from './still-right/route.tsx';
import { watchService } from './watch-service/route.tsx';
import { keepWords } from './keep-words/route.tsx';
import { closeForNow } from './close-for-now/route.tsx';
import { addServiceKind } from './kinds.tsx';
import { notices } from './messages.ts';
import { myServices } from './my-services/route.tsx';
import { sayWrong } from './say-wrong/route.tsx';
import { searchServicesRoute } from './search-services/route.tsx';
import { showPriorityServices } from './show-priority/route.tsx';
import { showService } from './show-service/route.tsx';
import { takeAlong } from './take-along/route.ts';
import { tapRoutes } from './tap/route.ts';
import { writeService } from './write-service/route.tsx';

const slices = [
  keepWords,
  takeAlong,
  sayWrong,
  searchServicesRoute,
  showService,
  myServices,
  writeService,
  tapRoutes,
  closeForNow,
  approveRoutes,
  decideImports,
  makePartners,
  stillRight,
  watchService,
  keepNotes,
  peopleWhoCan,
  showGaps,
  showElsewhere,
  showMap,
  showPriorityServices,
];

/** The available part of the thread: what organisations offer, where, when, at what cost, and whether it is still right. */
export function communityModule(): Module {
  return {
    name: 'community',
    thread: addServiceKind,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context });
    },
    notices,
  };
}

// What other modules may ask.
export {
  findService,
  servicesByIds,
  servicesTakingReferrals,
  servicesOfOrganisations,
  type Service,
} from './store/services.ts';
export { placeStem, stemsOf } from './store/words.ts';
export { searchServices, type FoundService } from './store/search.ts';
export type { ServiceSearch } from './store/candidates.ts';
export { capacityStanding, capacityWords, isCurrent, type Capacity, type CapacityState } from './domain/capacity.ts';
export { statusOn, turnedOn } from './domain/listing.ts';
export { freshnessWords } from './domain/freshness.ts';
export { scheduleText, weekdayName, weekdays, type Schedule, type Weekday } from './domain/schedule.ts';
export { isTermCode, terms, type Term, type TermKind } from './domain/terms.ts';
export { accessFeatures, accessNames } from './domain/access.ts';
export { languageName, languages } from './domain/languages.ts';
export { stepFreeWords } from './domain/content.ts';
export type { Cost, ServiceContent, ServiceStatus, Venue } from './domain/content.ts';
export {
  feedAfter,
  feedAll,
  feedFlatPage,
  feedOne,
  feedOrganisations,
  feedOrganisationsAfter,
  feedOrganisationsByIds,
  feedPage,
  feedWords,
  type FeedFilter,
  type FeedOrganisation,
  type FlatService,
} from './store/feed.ts';
export { keepNeeds, keepServiceHelp } from './store/help-counts.ts';
export { partsWhere } from './store/parts.ts';
export { suggestServices, type Suggestion } from './store/suggest.ts';
export { wardsIn } from './domain/ward-map.ts';
export { replaceWards } from './store/wards.ts';
export { localityOf } from './store/areas.ts';
export { keyOfWords, type Offered, type OfferedRow } from './domain/offered.ts';
export { applyRows, noCounts, addCounts, type ImportCounts } from './store/import-apply.ts';
export { importScope, pieceSize, sourceNamed } from './store/import-runs.ts';
export { askStillRightHandler } from './jobs/ask-still-right.ts';
export { askStillRightJob } from './store/check-links.ts';
export { tellWatchersHandler } from './jobs/tell-watchers.ts';
export { setWatch, tellWatchersJob } from './store/watches.ts';
export { addHelper } from './store/helpers.ts';
export { countUnmet } from './store/gaps.ts';
export { importHandler, importJob } from './jobs/import-directory.ts';
export { importDirectory } from './import-directory/route.tsx';
export type { ReadFeed } from './import-directory/read-file.ts';
export { readTable } from './import-directory/read-file.ts';
export { columns, guessColumns, readRows } from './import-directory/columns.ts';

// What the seed and imports write with, under any scope that has the rights.
export { proposeChange, proposeService } from './store/propose.ts';
export { decideOnVersion } from './store/decide.ts';
export { countContact } from './store/contacts.ts';
export { markChecked, reportCapacity } from './store/taps.ts';
export { addAreas, findArea, type Area } from './store/areas.ts';
export type { Doing } from '../../kernel/doing.ts';
