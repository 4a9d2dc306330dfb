// Writes docs/people-coverage.md: where each item of two record standards lives in our tables, or why it does not.
//   npm run coverage
// The standards themselves lie beside the project and are never copied into it; only names of their items are named.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../test/support/shared-data.ts';
import { rules, type Rule } from './people-coverage-map.ts';

export const coverageFile = join(import.meta.dirname, '..', 'docs', 'people-coverage.md');
export const models = [
  { file: 'people/prsb/SocialPrescribing.json', name: 'Social Prescribing v1.1' },
  { file: 'people/prsb/PersonalisedCSP.json', name: 'Personalised Care and Support Plan v2.0' },
] as const;

type RawConcept = { name: string; type: string; mro?: string; concept?: RawConcept[] };
/** An item, or a group without items, of a standard. */
export type Concept = { path: string; isMandatory: boolean; isLeaf: boolean };
export type Mapped = Concept & { ours: string | undefined; why: string | undefined };

function walk(raw: RawConcept, above: string): Concept[] {
  const path = above === '' ? raw.name.trim() : `${above}/${raw.name.trim()}`;
  const below = raw.concept ?? [];
  return [
    { path, isMandatory: raw.mro === 'M', isLeaf: below.length === 0 },
    ...below.flatMap((one) => walk(one, path)),
  ];
}

/** Every concept of a standard, groups before what is in them. */
export function conceptsOf(json: unknown): Concept[] {
  const { dataset } = json as { dataset: { concept: RawConcept[] }[] };
  return dataset.flatMap((one) => one.concept.flatMap((concept) => walk(concept, '')));
}

/** Whether a rule is about a path. */
export function fits(rule: string, path: string): boolean {
  const star = rule.indexOf('*/');
  if (star < 0) return path === rule || path.startsWith(`${rule}/`);
  return path.startsWith(rule.slice(0, star)) && path.endsWith(`/${rule.slice(star + 2)}`);
}

/**
 * What holds each concept. A group is held by what is in it: it counts when anything beneath it is held.
 * @throws when an item has no rule.
 */
export function mapConcepts(concepts: readonly Concept[], by: readonly Rule[] = rules): Mapped[] {
  const leaves = new Map(
    concepts
      .filter((one) => one.isLeaf)
      .map((one): [string, Mapped] => {
        const rule = by.find(([path]) => fits(path, one.path));
        if (rule === undefined) throw new Error(`no rule says where this lives: ${one.path}`);
        const [, ours] = rule;
        return [
          one.path,
          typeof ours === 'string' ? { ...one, ours, why: undefined } : { ...one, ours: undefined, why: ours.not },
        ];
      }),
  );
  return concepts.map((one) => {
    const leaf = leaves.get(one.path);
    if (leaf !== undefined) return leaf;
    const isHeld = [...leaves.values()].some((item) => item.path.startsWith(`${one.path}/`) && item.ours !== undefined);
    return { ...one, ours: isHeld ? 'what is in it' : undefined, why: isHeld ? undefined : 'Nothing in it is carried' };
  });
}

function section(name: string, mapped: readonly Mapped[]): string {
  const held = mapped.filter((one) => one.ours !== undefined);
  const mandatory = mapped.filter((one) => one.isMandatory);
  const heldMandatory = mandatory.filter((one) => one.ours !== undefined);
  const items = mapped.filter((one) => one.isLeaf);
  const percent = Math.floor((100 * held.length) / mapped.length);
  return [
    `## ${name}`,
    '',
    `${held.length} of ${mapped.length} are held (${percent} %), among them ${heldMandatory.length} of ${mandatory.length} mandatory ones. ` +
      `The other ${mapped.length - held.length} have a reason.`,
    '',
    '| item | where it lives, or why it does not |',
    '|---|---|',
    ...items.map((one) => {
      const where = one.ours === undefined ? `– ${one.why ?? ''}` : one.ours.replaceAll(/[a-z_]+\.[a-z_]+/g, '`$&`');
      return `| ${one.isMandatory ? '**' : ''}${one.path}${one.isMandatory ? '**' : ''} | ${where} |`;
    }),
    '',
  ].join('\n');
}

/** The report as it stands in the documents. */
export function coverageReport(): string {
  const head = [
    '# What the record standards ask for, and where it lives',
    '',
    'Made by `npm run coverage` from the rules in `tools/people-coverage-map.ts`. A test fails when it is not current, when an item has no rule,',
    'when a rule fits nothing, or when a mandatory item is not held. Mandatory items are in bold. Groups count as held when something in them is.',
    '',
    'The standards are those of the Professional Record Standards Body. Only the names of their items are named here.',
    '',
    '',
  ].join('\n');
  return (
    head + models.map(({ file, name }) => section(name, mapConcepts(conceptsOf(sharedData(file).json())))).join('\n')
  );
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(coverageFile, coverageReport());
  console.log(
    readFileSync(coverageFile, 'utf8')
      .match(/^\d+ of .*$/gm)
      ?.join('\n'),
  );
}
