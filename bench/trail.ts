// The pages of the thread that are measured: the ordinary records of the demo, one of each kind, and the lists they stand in.
import type { Service } from '../src/start.ts';

export type Page = {
  name: string;
  path: string;
  /** Who of the demo opens it; nobody signed in without. */
  as?: string;
};

const amara = 'amara@wrenmouth.example';
const ruth = 'ruth@wrenmouth.example';
const tom = 'tom@wrenmouth.example';
const joan = 'joan@wrenmouth.example';

/** The pages, with the addresses of the demo's own records. Asked before anything is copied. A page added here is in every benchmark. */
export async function trailOf(service: Service): Promise<Page[]> {
  const { db, places } = service.context;
  const place = places.bySlug('wrenmouth');
  if (place === undefined) throw new Error('the demo place is not there');
  const scope = { role: 'thread_service' as const, job: 'bench', place: place.id };
  const { cards, circle, priority, referral } = await db.read(scope, async (trx) => ({
    cards: await trx
      .selectFrom('thread_record')
      .select(['kind', 'address'])
      .where('place_id', '=', place.id)
      .where('visibility', '=', 'public')
      .orderBy('id')
      .execute(),
    circle: await trx
      .selectFrom('person')
      .innerJoin('account', 'account.id', 'person.account_id')
      .select('person.id')
      .where('person.place_id', '=', place.id)
      .where('account.email', '=', ruth)
      .executeTakeFirstOrThrow(),
    referral: await trx
      .selectFrom('thread_record')
      .select('address')
      .where('place_id', '=', place.id)
      .where('kind', '=', 'referral')
      .where('title', '=', 'Referral: Fuel and heating help')
      .executeTakeFirstOrThrow(),
    priority: await trx
      .selectFrom('priority')
      .select('id')
      .where('place_id', '=', place.id)
      .where('slug', '=', 'tell-it-once')
      .executeTakeFirstOrThrow(),
  }));
  const first = (kind: string): string => {
    const found = cards.find((card) => card.kind === kind)?.address;
    if (found === undefined) throw new Error(`the demo has no ${kind}`);
    return found;
  };
  return [
    { name: 'home', path: '/wrenmouth' },
    { name: 'priorities', path: '/wrenmouth/priorities' },
    { name: 'priority', path: '/wrenmouth/priorities/tell-it-once' },
    { name: 'conversations', path: '/wrenmouth/conversations' },
    { name: 'conversation', path: '/wrenmouth/conversations/stay-well' },
    { name: 'statement', path: '/wrenmouth/conversations/stay-well/statements/1' },
    { name: 'plans', path: '/wrenmouth/plans' },
    { name: 'plan', path: first('plan') },
    { name: 'commitments', path: '/wrenmouth/commitments' },
    { name: 'commitment', path: '/wrenmouth/commitments/make-first-visits-together-not-one-after-another' },
    { name: 'meetings', path: '/wrenmouth/meetings' },
    { name: 'meeting', path: first('meeting') },
    { name: 'body', path: '/wrenmouth/meetings/bodies/tell-it-once-group' },
    { name: 'decision', path: first('decision') },
    { name: 'actions', path: '/wrenmouth/actions' },
    { name: 'community', path: '/wrenmouth/community' },
    { name: 'community search', path: '/wrenmouth/community?words=lunch&near=Marsh+End&day=TU' },
    { name: 'service', path: '/wrenmouth/community/services/soup-and-company' },
    { name: 'measures', path: '/wrenmouth/measures' },
    { name: 'measure', path: '/wrenmouth/measures/times-a-person-told-their-story-before-help-began' },
    { name: 'learning', path: '/wrenmouth/learning' },
    { name: 'story', path: '/wrenmouth/learning/stories/a-warm-room-somewhere-every-day' },
    { name: 'partners', path: '/wrenmouth/partners' },
    { name: 'partner', path: first('organisation') },
    { name: 'follow the thread', path: `/wrenmouth/thread/priority/${priority.id}` },
    { name: 'events', path: '/wrenmouth/events' },
    { name: 'loose ends', path: '/wrenmouth/loose-ends' },
    { name: 'search', path: '/wrenmouth/search?q=story' },
    { name: 'today (Amara)', path: '/wrenmouth/today', as: amara },
    { name: 'people (Amara)', path: '/wrenmouth/people', as: amara },
    { name: 'person (Amara)', path: `/wrenmouth/people/${circle.id}`, as: amara },
    { name: 'referrals (Amara)', path: '/wrenmouth/referrals', as: amara },
    { name: 'to answer (Joan)', path: '/wrenmouth/referrals?list=to-answer', as: joan },
    { name: 'referral (Amara)', path: referral.address, as: amara },
    { name: 'my plan (Ruth)', path: '/wrenmouth/me', as: ruth },
    { name: 'my organisation (Joan)', path: '/wrenmouth/my-organisation', as: joan },
    { name: 'my services (Joan)', path: '/wrenmouth/my-organisation/services', as: joan },
    { name: 'priority (Tom)', path: '/wrenmouth/priorities/tell-it-once', as: tom },
  ];
}
