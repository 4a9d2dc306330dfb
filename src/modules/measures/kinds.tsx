import { Rows } from '../../design/index.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { todayInLondon } from '../../lib/dates.ts';
import type { Trx } from '../../platform/database/database.ts';
import {
  mostLooseEnds,
  type Asking,
  type HomePart,
  type LooseEnd,
  type RecordPart,
  type Status,
  type ThreadRegistry,
} from '../../thread/kinds.ts';
import { StatusTag } from '../../thread/parts/status-tag.tsx';
import { recordsAlong, recordsWithWords } from '../../thread/store/find.ts';
import { cardsOf } from '../../thread/store/read.ts';
import { allPriorities, commitmentsWhere } from '../strategy/index.ts';
import { notTheCause, whatChanged } from './domain/reading.ts';
import { MeasureChart, readingOf, WhatChangedCard } from './parts/measure-chart.tsx';
import { aimWords, markStatus } from './parts/words.ts';
import { populationShares } from './shares.ts';
import { aims, aimsOf, countFollowed, measuresOfNothing, withSeries } from './store/measures.ts';

/** What each priority should have a measure of. */
const tripleAim = ['population', 'experience', 'sustainability'] as const;

/** Tells the thread about measures, how each stands, and what is not measured. */
export function addMeasureKind(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'measure',
    one: 'measure',
    many: 'measures',
    statuses: measureStatuses,
    looseEnds: { heading: 'Priorities that lack a measure', find: unmeasured },
  });
  registry.addLooseEnds({ heading: 'Commitments that no measure follows', find: unfollowed });
  registry.addLooseEnds({ heading: 'Measures that belong to no outcome', find: unlinked });
  registry.addHome('changed', homePart);
  registry.addPart('priority', priorityPart);
  registry.addShares(populationShares);
}

async function measureStatuses(trx: Trx, ids: readonly Uuid[], { place }: Asking): Promise<Map<Uuid, Status>> {
  const measures = await withSeries(trx, place.id, { ids });
  return new Map(
    measures.map((measure) => {
      const [first] = measure.series;
      return [measure.id, markStatus(first === undefined ? 'unknown' : readingOf(measure, first).last)];
    }),
  );
}

/** Which measures the outcomes of some priorities are measured by, by priority. */
async function measureIdsOf(trx: Trx, place: Uuid, priorities: readonly Uuid[]): Promise<Map<Uuid, Set<Uuid>>> {
  const measured = await recordsAlong(trx, place, { kind: 'priority', ids: priorities }, [
    { by: 'pursues', from: 'outcome' },
    { by: 'measured-by', to: 'measure' },
  ]);
  const found = new Map<Uuid, Set<Uuid>>(priorities.map((id) => [id, new Set()]));
  for (const { start, end } of measured) found.get(start)?.add(end);
  return found;
}

/** Every priority needs a measure of each of the three aims: what is missing is said, never hidden. */
async function unmeasured(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const priorities = (await allPriorities(trx, place.id)).filter((one) => one.status === 'published');
  const ids = priorities.map((one) => one.id);
  const [aimOf, measures] = await Promise.all([aimsOf(trx, place.id), measureIdsOf(trx, place.id, ids)]);
  return priorities.flatMap((priority) => {
    const has = new Set([...(measures.get(priority.id) ?? [])].map((id) => aimOf.get(id)));
    const lacks = tripleAim.filter((aim) => !has.has(aim));
    if (lacks.length === 0) return [];
    const names = lacks.map((aim) => aimWords[aim].title.toLowerCase()).join(', ');
    return [
      { title: priority.title, href: `/${place.slug}/priorities/${priority.slug}`, why: `No measure yet of: ${names}` },
    ];
  });
}

/** A measure of no outcome stands beside the thread: nobody comes to it from what was promised. */
async function unlinked(trx: Trx, { place }: Asking): Promise<LooseEnd[]> {
  const found = await measuresOfNothing(trx, place.id, mostLooseEnds + 1);
  return found.map(({ slug, name }) => ({
    title: name,
    href: `/${place.slug}/measures/${slug}`,
    why: 'No outcome is measured by it yet',
  }));
}

/** Open commitments to an outcome that nothing measures: one will never know whether they helped. */
async function unfollowed(trx: Trx, { place, now }: Asking): Promise<LooseEnd[]> {
  const which = { group: 'open', toUnmeasured: true, limit: mostLooseEnds + 1 } as const;
  const commitments = await commitmentsWhere(trx, place.id, which, todayInLondon(now));
  return commitments.map((one) => ({
    title: one.title,
    href: `/${place.slug}/commitments/${one.slug}`,
    why: `${one.ownerName}: no measure says whether its outcome moves`,
  }));
}
/** Whether something moved is worked out for so many measures, those that were changed last. */
const lookedAt = 6;

async function homePart(trx: Trx, { place }: Asking): Promise<HomePart> {
  const home = `/${place.slug}`;
  const [followed, newest] = await Promise.all([
    countFollowed(trx, place.id),
    recordsWithWords(trx, place.id, ['measure'], '', lookedAt),
  ]);
  const ids = newest.map((ref) => ref.id);
  const latest = await withSeries(trx, place.id, { ids });
  const read = latest
    .filter((measure) => measure.status === 'published')
    .flatMap((measure) => {
      const [first] = measure.series;
      return first === undefined || first.figures.length === 0 ? [] : [{ measure, reading: readingOf(measure, first) }];
    });
  const moved = read.filter(({ reading }) => reading.last === 'better' || reading.last === 'worse');
  return {
    part: 'changed',
    figures:
      followed === 0
        ? []
        : [
            {
              value: String(followed),
              text: followed === 1 ? 'measure is followed' : 'measures are followed',
              href: `${home}/measures`,
            },
          ],
    items: moved.slice(0, 3).map(({ measure, reading }) => ({
      title: measure.name,
      href: `${home}/measures/${measure.slug}`,
      note: reading.sentence,
      status: markStatus(reading.last),
    })),
    more: { text: 'All measures', href: `${home}/measures` },
  };
}

async function priorityPart(trx: Trx, id: Uuid, { place }: Asking): Promise<RecordPart | undefined> {
  const ids = (await measureIdsOf(trx, place.id, [id])).get(id) ?? new Set();
  const measures = await withSeries(trx, place.id, { ids: [...ids] });
  // What the work is for comes before what it costs, who does it and what it may harm.
  const ordered = measures.toSorted((a, b) => aims.indexOf(a.aim) - aims.indexOf(b.aim));
  const shown = ordered.flatMap((measure) => {
    const [first] = measure.series;
    return first === undefined || first.figures.length === 0
      ? []
      : [{ measure, first, reading: readingOf(measure, first) }];
  });
  if (shown.length === 0) return undefined;
  const commitments = shown.flatMap(({ first }) =>
    first.baseline?.commitmentId === undefined
      ? []
      : [{ kind: 'commitment' as const, id: first.baseline.commitmentId }],
  );
  const titles = new Map((await cardsOf(trx, place.id, commitments)).map((card) => [card.id, card.title]));
  const home = `/${place.slug}`;
  return {
    part: 'changed',
    title: 'What moved since',
    lede: 'Measured beside the work, not because of it.',
    body: (
      <>
        {shown.slice(0, 2).map(({ measure, first, reading }) => {
          const { baseline } = first;
          const title = baseline?.commitmentId === undefined ? undefined : titles.get(baseline.commitmentId);
          const changed =
            baseline === undefined || title === undefined ? undefined : whatChanged(reading, measure, baseline, title);
          return (
            <section key={measure.id}>
              <h3>
                <a href={`${home}/measures/${measure.slug}`}>{measure.name}</a>
              </h3>
              <MeasureChart
                measure={measure}
                series={first}
                reading={reading}
                csvHref={`${home}/measures/${measure.slug}/figures.csv`}
              />
              {changed !== undefined && <WhatChangedCard sentence={changed.sentence} warning={notTheCause} />}
            </section>
          );
        })}
        {shown.length > 2 && (
          <Rows
            items={shown.slice(2).map(({ measure, reading }) => (
              <>
                <a href={`${home}/measures/${measure.slug}`}>{measure.name}</a>{' '}
                <StatusTag status={markStatus(reading.last)} />
              </>
            ))}
          />
        )}
      </>
    ),
  };
}
