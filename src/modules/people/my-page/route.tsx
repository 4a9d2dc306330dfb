import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { Guesses } from '../../../lib/guesses.ts';
import { accessDaysOf, accessesTo } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { file, redirect } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { loadRecord, loadSharing } from '../parts/load-record.ts';
import { shownReview } from '../parts/plan.tsx';
import { doingOf, findMine, mayWrite, personalPage, placeParams, type Wiring } from '../requests.ts';
import { alertsOf } from '../store/carer-alerts.ts';
import { appointmentsOf } from '../store/appointments.ts';
import { notesOf } from '../store/notes.ts';
import { particularsOf } from '../store/particulars.ts';
import { concernsTold } from '../store/concerns.ts';
import { erasuresOf } from '../store/erasures.ts';
import { emergenciesAbout } from '../store/emergencies.ts';
import { familiesOf } from '../store/families.ts';
import { goalFigures } from '../store/goals.ts';
import { findingsOf, representativesOf } from '../store/representatives.ts';
import { whoMaySee } from '../store/sharing.ts';
import { setSafeMode } from '../store/person-writes.ts';
import { downloadOf } from './download.ts';
import { MyPage, NoRecordPage } from './page.tsx';

/** Whose record an account was found to be: what is read of it need not wait until that is found again. */
const guessed = new Guesses<Uuid>();

/** The page tells of so many looks. */
const mostLooks = 200;

async function read(trx: Trx, place: Uuid, person: Uuid) {
  const [record, looks, emergencies, concerns, representatives, findings, seers] = await Promise.all([
    loadRecord(trx, place, person),
    accessDaysOf(trx, place, { kind: 'person', id: person }, mostLooks),
    emergenciesAbout(trx, place, person),
    concernsTold(trx, place, person),
    representativesOf(trx, place, person),
    findingsOf(trx, place, person),
    whoMaySee(trx, person),
  ]);
  return { record, looks, emergencies, concerns, representatives, findings, whoMaySee: seers };
}

/** Everything of the reader's own record; undefined where nothing is written about them here. */
async function load(trx: Trx, request: PlaceRequest) {
  const { place, actor } = request;
  const account = actor.kind === 'member' ? `${place.id} ${actor.account}` : '';
  const guess = guessed.of(account);
  const ahead = guess === undefined ? undefined : read(trx, place.id, guess);
  ahead?.catch(() => {});
  const person = await findMine(trx, request);
  if (person === undefined) return undefined;
  guessed.keep(account, person.id);
  const [{ record, ...rest }, can] = await Promise.all([
    ahead !== undefined && person.id === guess ? ahead : read(trx, place.id, person.id),
    mayWrite(trx, request, person),
  ]);
  // While things are hidden no organisation is named either: its name alone may tell too much.
  const steps = record.steps.map((step) => (person.safeMode ? { ...step, organisationName: undefined } : step));
  const reviews = record.reviews.map((one) => shownReview(one, person.safeMode));
  return { person, record: { ...record, steps, reviews }, ...rest, can };
}

/** One's own record: reading it, taking it along, and hiding parts of it. */
export function myPage({ app, context }: Wiring): void {
  const common = { ability: 'here', purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/me',
    query: querySchema({}),
    handle: async (request) => {
      const { place, scope, now, context } = request;
      const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
      return personalPage({
        title: 'Your circle and plan',
        back: { text: 'Home', href: `/${place.slug}` },
        body:
          loaded === undefined ? (
            <NoRecordPage home={`/${place.slug}`} />
          ) : (
            <MyPage
              {...loaded}
              called={loaded.person.knownAs}
              isOwn
              home={`/${place.slug}`}
              forms={`/${place.slug}/people/${loaded.person.id}`}
              today={todayInLondon(now)}
              now={now}
              known={new Set()}
            />
          ),
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/me/download',
    handle: async (request) => {
      const { scope, now, context } = request;
      const loaded = await context.db.read(scope, async (trx) => {
        const mine = await load(trx, request);
        if (mine === undefined) return undefined;
        const [place, person] = [request.place.id, mine.person.id];
        const [looks, sharing, alerts, particulars, notes, appointments, erasures, families, figures] =
          await Promise.all([
            accessesTo(trx, place, { kind: 'person', id: person }, 1_000),
            loadSharing(trx, place, person),
            mine.person.safeMode ? [] : alertsOf(trx, place, person),
            particularsOf(trx, place, person),
            notesOf(trx, place, person, { limit: 1_000 }),
            appointmentsOf(trx, place, person),
            erasuresOf(trx, place, person),
            familiesOf(trx, place, person),
            goalFigures(trx, place, person),
          ]);
        return { ...mine, looks, sharing, alerts, particulars, notes, appointments, erasures, families, figures };
      });
      if (loaded === undefined) throw notFound();
      // The name of the file says nothing: it stays in the list of downloads.
      return file('application/json; charset=utf-8', JSON.stringify(downloadOf(loaded, now), null, 2), 'plan.json');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/me/safe-mode',
    body: formSchema({ hide: textField(10) }),
    handle: async (request) => {
      const { place, scope, body, context } = request;
      const isOn = body.hide === 'yes';
      await context.db.write(scope, async (trx) => {
        const person = await findMine(trx, request);
        if (person === undefined) throw notFound();
        await setSafeMode(trx, doingOf(request, person), person.id, isOn);
      });
      return redirect(`/${place.slug}/me`, isOn ? 'safe-mode-on' : 'safe-mode-off');
    },
  });
}
