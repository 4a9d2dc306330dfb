import { Rows } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { capacityStanding, isCurrent } from '../domain/capacity.ts';
import { costWords } from '../domain/content.ts';
import { distanceWords } from '../domain/distance.ts';
import { freshnessOf, freshnessWords } from '../domain/freshness.ts';
import { isOpen, listingStanding } from '../domain/listing.ts';
import { scheduleText } from '../domain/schedule.ts';
import type { ServiceHelp } from '../store/help-counts.ts';
import type { Service } from '../store/services.ts';
import { helpWords } from './help-words.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';

/** Where it is, in a few words; of a masked place only that it is kept private. */
export function whereWords(service: Service): string {
  const { venue } = service.content;
  if (venue === undefined) return 'By phone, online or at home';
  if (venue.masked) return 'Address kept private';
  return [venue.name, venue.city].filter((part) => part !== '').join(', ');
}

/** Services under each other: what, who runs it, when, where, how far, what it costs, and how fresh the words are. */
export function ServiceRows(props: {
  services: readonly (Service & { metres?: number | undefined })[];
  home: string;
  /** How many people were referred to them or told of them, where that is to be shown. */
  help?: ReadonlyMap<string, ServiceHelp> | undefined;
  today: LocalDate;
  now: Date;
}) {
  const { today, now } = props;
  return (
    <Rows
      items={props.services.map((service) => {
        const { content } = service;
        const times = content.schedules.map((one) => scheduleText(one, today)).join('; ');
        const help = props.help?.get(service.id);
        const isStale = freshnessOf(service.checkedOn, today) !== 'fresh';
        return (
          <>
            <p class="nhsuk-u-margin-bottom-1">
              <a href={`${props.home}/community/services/${service.slug}`}>
                <strong>{content.name}</strong>
              </a>
              {service.metres !== undefined && ` ${distanceWords(service.metres)} away`}
            </p>
            <p class="ct-small nhsuk-u-margin-bottom-2">
              {[
                times === '' ? 'Ask when' : times,
                whereWords(service),
                costWords(content.costs),
                service.organisation.name,
              ].join(' · ')}
            </p>
            {help !== undefined && <p class="ct-small nhsuk-u-margin-bottom-2">{helpWords(help)}</p>}
            {!isOpen(content, today) && <StatusTag status={listingStanding(service, today)} />}{' '}
            {isStale ? (
              <StatusTag status={{ text: freshnessWords(service.checkedOn, today), tone: 'late' }} />
            ) : (
              <span class="ct-small">{freshnessWords(service.checkedOn, today)}</span>
            )}{' '}
            {isCurrent(service.capacity, now) && <StatusTag status={capacityStanding(service.capacity, now)} />}
          </>
        );
      })}
    />
  );
}
