import { Type } from 'typebox';
import { Button, Empty, Hero, Pagination, Rows, Thread } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { file, page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { bodyKindName, bodyStanding } from '../domain/body.ts';
import { isOfficer } from '../domain/speaker.ts';
import { MeetingRows } from '../parts/rows.tsx';
import { writeCalendar } from '../parts/calendar.ts';
import type { Wiring } from '../requests.ts';
import { allBodies } from '../store/bodies.ts';
import { meetingsWhere } from '../store/meetings.ts';

const onePage = 50;

/** The bodies of a place, what they will meet about and what they met about; and the same as a calendar. */
export function listMeetings({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings',
    ability: 'anyone',
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor, now }) => {
      const [bodies, next, found] = await context.db.read(
        scope,
        async (trx) =>
          await Promise.all([
            allBodies(trx, place.id),
            meetingsWhere(trx, place.id, { from: now, limit: 30 }),
            meetingsWhere(trx, place.id, { before: now, after: query.after, limit: onePage + 1 }),
          ]),
      );
      const past = found.slice(0, onePage);
      const last = found.length > onePage ? past.at(-1) : undefined;
      const home = `/${place.slug}`;
      const today = todayInLondon(now);
      const body = (
        <>
          <Hero
            kicker="What was decided"
            title="Meetings"
            lede="Who decides, when they meet, what they decided, and who accepted to do it."
          >
            {isOfficer(actor) && <Button href={`${home}/meetings/new`}>Plan a meeting</Button>}
            {isOfficer(actor) && (
              <Button href={`${home}/meetings/bodies/new`} variant="secondary">
                Add a body
              </Button>
            )}
          </Hero>
          <p>
            <a href={`${home}/actions`}>All actions</a> ·{' '}
            <a href={`${home}/calendar/meetings.ics`}>Meetings as a calendar</a>
          </p>
          <Thread
            parts={[
              {
                title: 'Next',
                tone: 'plum',
                children:
                  next.length === 0 ? (
                    <Empty heading="No meeting is called" headingLevel={3}>
                      <p>When a meeting is called, it stands here with its agenda.</p>
                    </Empty>
                  ) : (
                    <MeetingRows meetings={next} home={home} now={now} />
                  ),
              },
              {
                title: 'Past',
                tone: 'plum',
                children:
                  past.length === 0 ? (
                    <p>No meeting has been held yet.</p>
                  ) : (
                    <>
                      <MeetingRows meetings={past} home={home} now={now} />
                      {last !== undefined && (
                        <Pagination
                          next={{ href: `${home}/meetings?after=${last.id}`, text: 'Earlier meetings' }}
                          label="Earlier meetings"
                        />
                      )}
                    </>
                  ),
              },
              {
                title: 'Who meets',
                children:
                  bodies.length === 0 ? (
                    <p>No body has been added yet.</p>
                  ) : (
                    <Rows
                      items={bodies.map((one) => (
                        <>
                          <a href={`${home}/meetings/bodies/${one.slug}`}>{one.name}</a>{' '}
                          <StatusTag status={bodyStanding(one, today)} />
                          <p class="ct-small nhsuk-u-margin-bottom-0">{bodyKindName(one.kind)}</p>
                        </>
                      ))}
                    />
                  ),
              },
            ]}
          />
        </>
      );
      return page({ title: 'Meetings', back: { text: place.name, href: home }, body });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/calendar/meetings.ics',
    ability: 'anyone',
    handle: async ({ place }) => {
      // A calendar program carries no session: everybody gets the public meetings.
      const scope = { role: 'thread_public', place: place.id } as const;
      const meetings = await context.db.read(scope, (trx) => meetingsWhere(trx, place.id, { limit: 500 }));
      const address = `${context.config.baseUrl}/${place.slug}`;
      return file(
        'text/calendar; charset=utf-8',
        writeCalendar(`Meetings of ${place.name}`, meetings, address),
        'meetings.ics',
      );
    },
  });
}
