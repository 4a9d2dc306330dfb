import { daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { isCurrent } from '../domain/capacity.ts';
import { freshnessOf, freshnessWords } from '../domain/freshness.ts';
import { feedbackWords } from '../domain/feedback.ts';
import { isCurrentListing, stateOn } from '../domain/listing.ts';
import type { Feedback } from '../store/feedback.ts';
import type { Service } from '../store/services.ts';
import type { Version } from '../store/versions.ts';

/** Something that its own people have to look at, what it is about, and where it is done. */
export type Task = { name: string; what: string; href: string };

/** A service that ends, or a report of capacity that runs out, is told so many days before. */
const soonDays = 14;
const dayMs = 86_400_000;

/** What needs those who run the services, the most pressing first: errors, words sent back, what is stale, what ends soon. */
export function tasksOf(props: {
  home: string;
  services: readonly Service[];
  newest: ReadonlyMap<string, Version>;
  feedback: readonly Feedback[];
  today: LocalDate;
  now: Date;
}): Task[] {
  const { home, services, newest, feedback, today, now } = props;
  const here = `${home}/my-organisation`;
  const wrong = feedback.map((one) => ({
    name: one.service.name,
    what: `A reader says: ${feedbackWords(one.topic).toLowerCase()}`,
    href: `${here}/feedback`,
  }));
  const of = (tell: (service: Service) => string | undefined, href: (service: Service) => string): Task[] =>
    services.flatMap((service) => {
      const what = tell(service);
      const name = newest.get(service.id)?.content.name ?? service.content.name;
      return what === undefined ? [] : [{ name, what, href: href(service) }];
    });
  const edit = (service: Service): string => `${here}/services/${service.slug}/edit`;
  const card = (service: Service): string => `#${service.slug}`;
  const isListed = (service: Service): boolean => service.isApproved && isCurrentListing(service.content, today);
  return [
    ...wrong,
    ...of((one) => (newest.get(one.id)?.state.state === 'sent-back' ? 'Your words were sent back' : undefined), edit),
    ...of(
      (one) =>
        isListed(one) && freshnessOf(one.checkedOn, today) !== 'fresh'
          ? `${freshnessWords(one.checkedOn, today)}: is it still right?`
          : undefined,
      card,
    ),
    ...of((one) => endsSoon(one, today), edit),
    ...of(
      (one) =>
        isListed(one) &&
        one.content.takesReferrals &&
        one.capacity !== undefined &&
        (!isCurrent(one.capacity, now) || one.capacity.expiresAt.getTime() - now.getTime() < 3 * dayMs)
          ? 'Can it still take someone? What you said runs out'
          : undefined,
      card,
    ),
    ...of((one) => (newest.get(one.id)?.state.state === 'waiting' ? 'Your words wait for approval' : undefined), card),
  ];
}

function endsSoon(service: Service, today: LocalDate): string | undefined {
  const { content } = service;
  const state = stateOn(content, today);
  if (state === 'expired') return 'It has ended, and no search finds it';
  if (state !== 'active') return undefined;
  if (content.listedTo !== undefined && daysBetween(today, content.listedTo) <= soonDays) return 'It ends soon';
  const ends = content.schedules.flatMap((one) => one.to ?? []).toSorted();
  const last = ends.at(-1);
  if (last === undefined || ends.length < content.schedules.length) return undefined;
  const days = daysBetween(today, last);
  if (days > soonDays) return undefined;
  return days < 0 ? 'Its times have ended' : 'Its times end soon';
}
