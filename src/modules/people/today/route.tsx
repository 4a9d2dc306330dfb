import { helpingOf } from '../../../kernel/helping.ts';
import { formatDate, formatInstant, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { missingSentence } from '../domain/asking.ts';
import { requestStanding, sourceWords } from '../domain/help-request.ts';
import { reviewStanding } from '../domain/plan-review.ts';
import { stepStanding } from '../domain/plan-step.ts';
import { dueStanding, theirKindWords } from '../domain/correction.ts';
import { referralNote } from '../parts/referral.tsx';
import { peopleAhead } from '../people-ahead.ts';
import { beginNote, helpers, othersAmong, personalPage, placeParams, type Wiring } from '../requests.ts';
import { openCorrections, type SeenCorrection } from '../store/corrections.ts';
import { erasuresWaiting, type SeenErasure } from '../store/erasures.ts';
import { openAlerts } from '../store/carer-alerts.ts';
import { peopleWithoutGoal } from '../store/goals.ts';
import { waitingRequests, type HelpRequest } from '../store/help-requests.ts';
import { offersTo, type SeenOffer } from '../store/offers.ts';
import { reviewsDue } from '../store/plan-reviews.ts';
import type { Person } from '../store/people.ts';
import { referralsIn, standingOf } from '../store/referrals.ts';
import { stepsDueSoon, type SeenStep } from '../store/steps.ts';
import { ownSections, ownWork } from './own-work.ts';
import { TodayPage } from './page.tsx';
import { mostInSection, namedItems, type WorkItem, type WorkSection } from './work-list.ts';

/** Requests for help that wait to be taken in: a section only for those who take some in. */
function requestSection(requests: readonly HelpRequest[], home: string, day: LocalDate): WorkSection[] {
  if (requests.length === 0) return [];
  return [
    {
      title: 'Requests for help to take in',
      lede: 'Find out whether they are known already, then get in touch in the way that is safe.',
      none: 'Nobody waits to be taken in.',
      items: requests.map((one) => ({
        person: undefined,
        href: `${home}/intake/${one.id}`,
        title: one.name,
        note: sourceWords[one.source],
        status: requestStanding({ receivedOn: todayInLondon(one.receivedAt), urgency: one.urgency }, day),
      })),
    },
  ];
}

/** Referrals that were offered to several: a section only while there are some. */
function offerSection(offers: readonly SeenOffer[], home: string): WorkSection[] {
  if (offers.length === 0) return [];
  return [
    {
      title: 'Offered to us and to others',
      lede: 'The first that says yes takes it.',
      none: 'Nothing is offered to us just now.',
      items: offers.map((one) => ({
        person: undefined,
        href: `${home}/referrals/open`,
        title: one.needKind,
        note: `For ${one.toName}, offered ${formatDate(todayInLondon(one.offeredAt))}`,
      })),
    },
  ];
}

/** What people say is not right, or want to be erased: a section only while something waits for us. */
function rightsSection(
  asked: { corrections: readonly SeenCorrection[]; erasures: readonly SeenErasure[] },
  people: ReadonlyMap<string, Person>,
  home: string,
  day: LocalDate,
): WorkSection[] {
  const item = (one: { id: string; dueOn: LocalDate }, person: Person, way: string, note: string): WorkItem => ({
    person: person.id,
    href: `${home}/people/${person.id}/${way}/${one.id}`,
    title: person.name,
    note,
    status: dueStanding(one.dueOn, day),
  });
  const toTell = (one: { id: string; dueOn: LocalDate }, person: Person): WorkItem => ({
    ...item(one, person, 'asked', 'Tell them what became of what they asked'),
    href: `${home}/people/${person.id}/asked`,
  });
  const items = [
    ...namedItems(people, asked.corrections, (one, person) => {
      if (one.status !== 'open') return toTell(one, person);
      const what = theirKindWords[one.kind].toLowerCase();
      return item(one, person, 'corrections', `Says that something is not right: ${what}`);
    }),
    ...namedItems(people, asked.erasures, (one, person) =>
      one.decided === undefined ? item(one, person, 'erasure', 'Wants something to be erased') : toTell(one, person),
    ),
  ];
  if (items.length === 0) return [];
  return [
    {
      title: 'What people say is not right',
      lede: 'The law gives one month. Put it right, or say why not.',
      none: 'Nobody waits for an answer.',
      items,
    },
  ];
}

const page = { limit: mostInSection };

/** What waits for a worker today: referrals to answer, answers to read, steps that are due, people without a goal. */
export function today({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/today',
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    handle: async (request) => {
      const { place, scope, now, context, actor } = request;
      const day = todayInLondon(now);
      const home = `/${place.slug}`;
      const { sections, noted } = await context.db.read(scope, async (trx) => {
        const us = helpingOf(actor)?.organisation ?? '';
        const account = actor.kind === 'member' ? actor.account : '';
        const peopleNamed = peopleAhead(trx, 'today', request);
        // In an order that gives two connections about as much to do each: the first six go to one of them.
        const [
          reviews,
          steps,
          requests,
          alerts,
          offers,
          idle,
          toAnswer,
          unanswered,
          toRead,
          own,
          corrections,
          erasures,
        ] = await Promise.all([
          reviewsDue(trx, place.id, day, mostInSection),
          stepsDueSoon(trx, place.id, day, mostInSection),
          us === '' ? [] : waitingRequests(trx, place.id, us, mostInSection),
          openAlerts(trx, place.id, mostInSection),
          us === '' ? [] : offersTo(trx, place.id, us, mostInSection),
          peopleWithoutGoal(trx, place.id, mostInSection),
          referralsIn(trx, place.id, 'to-answer', us, page),
          referralsIn(trx, place.id, 'unanswered', us, page),
          referralsIn(trx, place.id, 'to-read', us, page),
          ownWork(trx, place.id, { account, now, day, limit: mostInSection }),
          openCorrections(trx, place.id, mostInSection),
          erasuresWaiting(trx, place.id, account, mostInSection),
        ]);
        const lists = [
          {
            title: 'Referrals that wait for our answer',
            lede: 'Who has waited longest stands first. No is an answer, too.',
            none: 'Nobody waits for an answer from us.',
            referrals: toAnswer,
          },
          { title: 'Answers to read', none: 'There is no answer to read.', referrals: toRead },
          {
            title: 'Referrals that nobody has answered',
            lede: 'Ring them, or take the referral back and ask somebody else.',
            none: 'Everybody has answered us.',
            referrals: unanswered,
          },
        ];
        const offered = offers.map((one) => one.person);
        const referred = lists.flatMap((list) => list.referrals.map((one) => one.person));
        const ids = [
          ...new Set([
            ...steps.map((step) => step.person),
            ...idle,
            ...[...alerts, ...reviews, ...own.tasks, ...own.appointments, ...corrections, ...erasures].map(
              (one) => one.person,
            ),
            ...referred,
          ]),
        ];
        const named = await peopleNamed(ids);
        const people = new Map(named.map((one) => [one.id, one]));
        const without = idle.flatMap((id) => people.get(id) ?? []);
        // Also of those of whom a referral is all that is seen.
        const seen = [...othersAmong(request, named), ...[...referred, ...offered].filter((id) => !people.has(id))];
        // Waited for only when the page is drawn: an embedded database has one connection.
        const noted = beginNote(request, '/:place/today', seen);
        const isOurs = (step: SeenStep): boolean =>
          step.doer.kind === 'organisation' && step.doer.organisation === us && step.state.status === 'accepted';
        const stepItem = (step: SeenStep, person: Person): WorkItem => ({
          person: person.id,
          href: `${home}/people/${person.id}#goal-${step.goal}`,
          title: step.what,
          note: `For ${person.name}${step.isUrgent ? ' · It cannot wait' : ''}`,
          status: stepStanding(step.state, step.by, day),
        });
        const mine = ownSections(own, { home, people, account, now, day });
        const sections: WorkSection[] = [
          ...mine.first,
          ...requestSection(requests, home, day),
          {
            title: 'Carers who cannot carry on',
            lede: 'Get in touch today. They have done nothing wrong.',
            none: 'No carer waits for us.',
            items: namedItems(people, alerts, (alert, person) => ({
              person: person.id,
              href: `${home}/people/${person.id}/cannot-carry-on/${alert.id}`,
              title: person.name,
              note: `Said ${formatInstant(alert.saidAt)}`,
              status: { text: 'Get in touch today', tone: 'late' },
            })),
          },
          ...mine.other,
          ...rightsSection({ corrections, erasures }, people, home, day),
          ...offerSection(offers, home),
          ...lists.map(({ referrals, ...list }) => ({
            ...list,
            items: referrals.map((one) => ({
              person: one.person,
              href: `${home}/referrals/${one.id}`,
              title: `${people.get(one.person)?.name ?? 'Somebody'}: ${one.to.name}`,
              note: referralNote(one),
              status: standingOf(one, day),
            })),
          })),
          {
            title: 'You said you would',
            lede: 'What your organisation offered and the person agreed to: late, or due within seven days.',
            none: 'Nothing that you offered is due this week.',
            items: namedItems(people, steps.filter(isOurs), stepItem),
          },
          {
            title: 'Steps that are due',
            lede: 'Late, or due within seven days.',
            none: 'No step is due this week.',
            items: namedItems(
              people,
              steps.filter((step) => !isOurs(step)),
              stepItem,
            ),
          },
          {
            title: 'Plans to look at again',
            lede: 'Overdue, or not yet known what they are good at and who is around them.',
            none: 'No plan is overdue.',
            items: namedItems(people, reviews, ({ nextOn, unknown }, person) => {
              const to =
                unknown === undefined
                  ? 'plan/reviews/new'
                  : unknown.missing === 'circle'
                    ? 'circle/new'
                    : 'words/strength/new';
              return {
                person: person.id,
                href: `${home}/people/${person.id}/${to}`,
                title: person.name,
                note:
                  unknown === undefined
                    ? 'Look at the plan together'
                    : missingSentence(unknown.missing, unknown.asking, day),
                status:
                  unknown === undefined
                    ? reviewStanding(nextOn, day)
                    : stepStanding({ status: 'accepted' }, unknown.asking.by, day),
              };
            }),
          },
          {
            title: 'People without a goal',
            lede: 'Ask what they would like to change, when the time is right.',
            none: 'Everybody has a goal.',
            items: without.map((person) => ({
              person: person.id,
              href: `${home}/people/${person.id}`,
              title: person.name,
              note: person.leadName === undefined ? 'Nobody leads' : `${person.leadName} leads`,
            })),
          },
        ];
        return { sections, noted };
      });
      return {
        ...personalPage({
          title: 'Today',
          back: { text: 'People', href: `${home}/people` },
          body: <TodayPage day={formatDate(day)} sections={sections} home={home} />,
        }),
        meanwhile: noted,
      };
    },
  });
}
