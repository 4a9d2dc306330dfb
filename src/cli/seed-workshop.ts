import type { DemoInvited, DemoInvitedGroup } from '../../demo/wrenmouth/workshop-types.ts';
import type { Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import {
  holdWorkshop,
  recomputeResults,
  scenarios,
  templates,
  type HeldWorkshop,
} from '../modules/conversation/index.ts';
import { findMeasure, measuresWhere } from '../modules/measures/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { link } from '../thread/store/write.ts';
import { dateAt, doingAt, found, momentAt, type Seeding } from './seeding.ts';

type Known = {
  conversation: Uuid;
  sectors: ReadonlyMap<string, Uuid>;
  statements: ReadonlyMap<string, Uuid>;
  priorities: ReadonlyMap<string, Uuid>;
  commitments: ReadonlyMap<string, Uuid>;
  agendaItems: ReadonlyMap<string, Uuid>;
};

/** Each value as often as it is counted, one after the other. */
function spread<T>(counts: readonly (readonly [T, number])[]): T[] {
  return counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));
}

function blocksOf(data: Wrenmouth): HeldWorkshop['blocks'] {
  const { workshop, conversation } = data;
  const template = templates.find((one) => one.key === workshop.template);
  const people = conversation.sectors.reduce((sum, sector) => sum + sector.people, 0);
  const words = spread(Object.entries(workshop.words));
  const fingers = spread(workshop.fingers.map((count, at) => [at, count] as const));
  const dots = spread(workshop.dots.map((one, at) => [at, one.people] as const));
  const numbers = Array.from({ length: people }, (_, at) => at + 1);
  return (template?.blocks ?? []).map((block) => {
    const give = (content: (person: number) => HeldWorkshop['blocks'][number]['ballots'][number]['content']) =>
      numbers.map((participant) => ({ participant, content: content(participant - 1) }));
    switch (block.kind) {
      case 'here':
        return { ...block, ballots: give(() => ({ here: true })) };
      case 'word':
        return { ...block, ballots: give((person) => ({ word: words[person] ?? '' })) };
      case 'dots': {
        const options = workshop.dots.map((one) => one.option);
        const ballots = give((person) => ({
          dots: [dots[person], dots[person + people]].filter((one) => one !== undefined),
        }));
        return { ...block, options, ballots };
      }
      case 'fist':
        return { ...block, ballots: give((person) => ({ fingers: fingers[person] ?? 0 })) };
      default:
        return { ...block, ballots: [] };
    }
  });
}

function invitedOf(one: DemoInvited, known: Known, seeding: Seeding): HeldWorkshop['invited'][number] {
  const { people, vision, challenges, opportunities } = one;
  return {
    organisation: found(seeding.organisations, one.organisation),
    sector: one.sector === null ? undefined : found(known.sectors, one.sector),
    asked: one.asked,
    answer:
      people === null
        ? undefined
        : { answer: people > 0 ? 'coming' : 'not-coming', people, vision, challenges, opportunities },
  };
}

async function groupOf(
  trx: Trx,
  one: DemoInvitedGroup,
  data: Wrenmouth,
  known: Known,
  place: Uuid,
): Promise<HeldWorkshop['groups'][number]> {
  const name = data.measures.find((measure) => measure.slug === one.measure)?.name;
  const words = {
    label: one.label,
    asked: one.asked,
    coming: one.coming,
    sector: one.sector === null ? undefined : found(known.sectors, one.sector),
  };
  const listed = name === undefined ? undefined : (await measuresWhere(trx, place)).find((each) => each.name === name);
  const measure = listed === undefined ? undefined : await findMeasure(trx, place, listed.slug);
  const line = measure?.series[0];
  if (measure === undefined || line === undefined)
    return { ...words, percent: one.percent ?? undefined, source: one.source, series: undefined };
  return { ...words, percent: line.figures.at(-1)?.value ?? undefined, source: measure.name, series: line.id };
}

/** Holds the workshop of the demo: who was asked, the half day, its themes, the family, and what was offered. */
export async function seedWorkshop(trx: Trx, data: Wrenmouth, known: Known, seeding: Seeding): Promise<void> {
  const { workshop, conversation } = data;
  const doing = { ...doingAt(seeding, conversation.place, conversation.roomDay), account: undefined };
  const numbers = new Map(conversation.statements.map((one, at) => [one.key, at + 1]));
  const family = scenarios.find((one) => one.key === workshop.family);
  if (family === undefined) throw new Error(`the demo data speaks of "${workshop.family}", which is nowhere`);
  const groups: HeldWorkshop['groups'][number][] = [];
  for (const one of workshop.groups) groups.push(await groupOf(trx, one, data, known, doing.place.id));
  const themes = await holdWorkshop(trx, doing, known.conversation, {
    invited: workshop.invited.map((one) => invitedOf(one, known, seeding)),
    groups,
    blocks: blocksOf(data),
    saidAgain: workshop.saidAgain.map((one) => ({ body: one.body, into: found(numbers, one.statement) })),
    themes: workshop.themes.map(({ label, draft, critique, revised, minorityView, statements }) => ({
      label,
      draft,
      critique,
      revised,
      minorityView,
      stage: 'agreed',
      statementIds: statements.map((key) => found(known.statements, key)),
    })),
    family: { ...family, priority: found(known.priorities, workshop.priority) },
    supports: workshop.supports,
    steps: workshop.steps.map((step) => ({ ...step, what: '' })),
    offers: workshop.offers.map((offer) => ({
      ...offer,
      organisationId: found(seeding.organisations, offer.organisation),
      byOn: dateAt(seeding, offer.byDay),
      pence: offer.pence ?? undefined,
      commitment: offer.commitment === null ? undefined : found(known.commitments, offer.commitment),
      agendaItem: offer.agendaItem === null ? undefined : found(known.agendaItems, offer.agendaItem),
    })),
  });
  // Who answered before the workshop and again can be counted only once it was held.
  await recomputeResults(trx, doing.place, known.conversation, momentAt(seeding, conversation.closesDay));
  for (const { label, priority } of workshop.themes) {
    const from = { kind: 'priority', id: found(known.priorities, priority) } as const;
    const to = { kind: 'theme', id: found(themes, label) } as const;
    await link(trx, doing.place.id, from, 'answers', to, { account: undefined, now: doing.now });
  }
}
