import { addDays, type LocalDate } from '../../src/lib/dates.ts';
import { decideMove, type ReferralStatus, type Side } from '../../src/modules/people/domain/referral.ts';
import { generateReferrals } from './generate-referrals.ts';
import type { DemoReferral, DemoReferrals } from './referral-types.ts';
import type { DemoSupported } from './support-types.ts';

const firstRun = '2026-06-01' as LocalDate;
const anybody = new Set<Side>(['requester', 'performer', 'system']);

/** Everything that is wrong with the referrals of the demo, one sentence each. */
export function checkReferrals(
  data: DemoReferrals,
  known: {
    people: readonly DemoSupported[];
    workers: ReadonlySet<string>;
    /** The services that take referrals. */
    services: ReadonlySet<string>;
  },
): string[] {
  const people = new Map(known.people.map((one) => [one.slug, one]));
  return [...data.written, ...generateReferrals(data, known.people)].flatMap((one) => {
    const problems = [
      ...(people.has(one.person) ? [] : [`names “${one.person}”, who does not exist`]),
      ...(known.workers.has(one.worker) ? [] : [`names “${one.worker}”, who does not exist`]),
      ...(known.services.has(one.service) ? [] : [`is to “${one.service}”, which takes no referrals`]),
      ...(one.goal === null || people.get(one.person)?.goals.some((goal) => goal.words === one.goal) === true
        ? []
        : [`serves “${one.goal}”, which is no goal of theirs`]),
      ...(one.sentDay > (people.get(one.person)?.sinceDay ?? 0) ? [] : ['is sent before anybody knows the person']),
      ...checkMoves(one),
    ];
    return problems.map((problem) => `the referral of ${one.person} to ${one.service} ${problem}`);
  });
}

function checkMoves(one: DemoReferral): string[] {
  let status: ReferralStatus = 'requested';
  let day = one.sentDay;
  for (const { move, ...rest } of one.moves) {
    if (rest.day < day || rest.day > 0) return [`moves out of order on day ${rest.day}`];
    day = rest.day;
    const command = {
      move,
      reason: rest.reason ?? undefined,
      note: rest.note,
      output: rest.output ?? undefined,
      reviewOn: rest.reviewDay === null ? undefined : addDays(firstRun, rest.reviewDay),
    };
    const decided = decideMove(status, command, { sides: anybody, today: addDays(firstRun, rest.day) });
    if (!decided.ok) return [`cannot ${move}: ${decided.error}`];
    status = decided.value.status;
  }
  return [];
}
