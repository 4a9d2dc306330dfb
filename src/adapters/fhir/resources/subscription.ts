import { isUuid } from '../../../kernel/ids.ts';
import { ukCore } from '../core/codes.ts';
import { objectAt, textAt, withoutGaps, type JsonObject } from '../core/json.ts';
import { FhirError, gone, problem, ruleBroken } from '../core/outcome.ts';
import {
  addSubscription,
  isSubscriptionDeleted,
  setSubscriptionStatus,
  subscriptions,
  type Subscription,
} from '../store/subscriptions.ts';
import { stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';

/** So many has one client at most. */
const mostOfOne = 20;

function standing(one: Subscription): Stored {
  const content = withoutGaps({
    meta: { profile: [ukCore('Subscription')] },
    status: one.status,
    reason: one.reason,
    criteria: one.criteria,
    error: one.error,
    channel: { type: 'rest-hook', endpoint: one.endpoint },
  });
  return stored('Subscription', { id: one.id, version: one.version, at: one.changedAt, person: undefined }, content);
}

async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  return (await subscriptions(work.trx, work.place.id, { ids: ids.filter(isUuid) })).map(standing);
}

async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  const found = await subscriptions(work.trx, work.place.id, { ids: hints.ids?.filter(isUuid) });
  return found
    .filter((one) => after === undefined || one.id < after)
    .slice(0, limit)
    .map(standing);
}

/** What is told, and where: by words that name nobody, to an address that the operator allowed for this client. */
function read(work: Work, resource: JsonObject): { criteria: string; endpoint: string; reason: string } {
  const channel = objectAt(resource, 'channel');
  const refuse = (text: string, path: string): never => {
    throw new FhirError(422, [problem('business-rule', text, `Subscription.${path}`)]);
  };
  const criteria = textAt(resource, 'criteria') ?? '';
  if (!/^Task\?[\w=&|/.:,-]{1,900}$/.test(criteria) || /identifier|name|birth/i.test(criteria))
    refuse('Say what to tell of as Task?…, by owner, requester, status or focus: no number or name.', 'criteria');
  if (textAt(channel, 'type') !== 'rest-hook') refuse('Only rest-hook is offered.', 'channel.type');
  if (channel?.['payload'] !== undefined)
    refuse('A notice says that something changed, and never what: leave it out.', 'channel.payload');
  if (channel?.['header'] !== undefined)
    refuse('No secrets are kept for others: put what you need into the address.', 'channel.header');
  if (resource['contact'] !== undefined) refuse('This is not kept.', 'contact');
  const endpoint = textAt(channel, 'endpoint') ?? '';
  const isAllowed =
    URL.canParse(endpoint) &&
    work.client.hooks.some((hook) => endpoint === hook || endpoint.startsWith(hook.replace(/\/?$/, '/')));
  if (!isAllowed || !endpoint.startsWith('https://'))
    refuse('Notices go only to addresses of https that were registered for this client.', 'channel.endpoint');
  const reason = textAt(resource, 'reason') ?? '';
  if (reason.length > 300) refuse('At most 300 characters are kept here.', 'reason');
  return { criteria, endpoint, reason };
}

async function create(work: Work, resource: JsonObject): Promise<string> {
  const { trx, place, client, now } = work;
  const asked = read(work, resource);
  if (textAt(resource, 'status') !== 'requested') throw ruleBroken('It begins as requested.', 'Subscription.status');
  const own = await subscriptions(trx, place.id, {});
  if (own.filter((one) => one.status !== 'off').length >= mostOfOne)
    throw ruleBroken(`A client has at most ${mostOfOne}: turn one off first.`);
  const id = work.newId();
  await addSubscription(trx, place.id, { id, client: client.id, ...asked }, now);
  return id;
}

async function update(work: Work, before: Stored, resource: JsonObject): Promise<void> {
  const [one] = await subscriptions(work.trx, work.place.id, { ids: [before.id] });
  if (one === undefined) throw gone();
  const { criteria, endpoint } = read(work, resource);
  if (criteria !== one.criteria || endpoint !== one.endpoint)
    throw ruleBroken('What is told and where does not change: make another.', 'Subscription.criteria');
  const status = textAt(resource, 'status');
  if (status !== 'off' && status !== 'active' && status !== 'requested')
    throw ruleBroken('Turn it off, or on again with requested.', 'Subscription.status');
  await setSubscriptionStatus(work.trx, work.place.id, one, status === 'off' ? 'off' : 'active', work.now);
}

export const subscriptionKind: Kind = {
  type: 'Subscription',
  parameters: {
    status: { kind: 'token', paths: ['status'] },
    url: { kind: 'uri', paths: ['channel.endpoint'] },
    type: { kind: 'token', paths: ['channel.type'] },
  },
  load,
  find,
  create,
  update,
  isToldAnew: true,
  async remove({ trx, place, now }, before) {
    await setSubscriptionStatus(trx, place.id, before, 'deleted', now);
  },
  isRemoved: async ({ trx, place }, id) => isUuid(id) && (await isSubscriptionDeleted(trx, place.id, id)),
};
