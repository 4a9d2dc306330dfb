import { formSchema, textField } from '../../../platform/http/fields.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Result } from '../../../lib/result.ts';
import { capacityStates } from '../domain/capacity.ts';
import { formMessages } from '../messages.ts';
import { doingOf, needService, refuse, slugParams, speakers, type Wiring } from '../requests.ts';
import { countContact } from '../store/contacts.ts';
import { markChecked, reportCapacity, type TapRefusal } from '../store/taps.ts';

async function tap(
  request: PlaceRequest<{ slug: string }>,
  notice: string,
  write: (trx: Trx, id: Uuid) => Promise<Result<{ slug: string }, TapRefusal>>,
): Promise<Answer> {
  const { place, scope, params, context } = request;
  const done = await context.db.write(scope, async (trx) => {
    const service = await needService(trx, place.id, params.slug);
    return await write(trx, service.id);
  });
  return done.ok ? redirect(`/${place.slug}/my-organisation/services`, notice) : refuse(done.error);
}

/** What its own people say of a service in one tap: that all is still right, whether it can take somebody, and a contact. */
export function tapRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services/:slug/checked',
    ability: speakers,
    params: slugParams,
    body: formSchema({}),
    handle: async (request) =>
      await tap(request, 'service-checked', (trx, id) => markChecked(trx, doingOf(request), id)),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services/:slug/capacity',
    ability: speakers,
    params: slugParams,
    body: formSchema({ capacity: textField(40) }),
    handle: async (request) => {
      const state = capacityStates.find((one) => one === request.body.capacity);
      if (state === undefined) throw new HttpError('request/refused', `${formMessages.capacity}.`);
      return await tap(request, 'capacity-reported', (trx, id) => reportCapacity(trx, doingOf(request), id, state));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/my-organisation/services/:slug/contact',
    ability: speakers,
    params: slugParams,
    body: formSchema({ contact: textField(10) }),
    handle: async (request) => {
      const { contact } = request.body;
      if (contact !== 'one' && contact !== 'back') throw new HttpError('request/refused', `${formMessages.contact}.`);
      const notice = contact === 'one' ? 'contact-counted' : 'contact-taken-back';
      return await tap(request, notice, (trx, id) => countContact(trx, doingOf(request), id, contact));
    },
  });
}
