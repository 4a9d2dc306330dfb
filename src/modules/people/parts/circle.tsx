import { Rings, type Ring, type RingItem } from '../../../design/index.ts';
import { careWords, circleKindWords, directionWords, rings, ringWords, tieQualityWords } from '../domain/words.ts';
import type { SeenTie } from '../store/circle.ts';

/** Which way support goes, seen from the person. */
export const arrows = { gives: 'in', receives: 'out', both: 'both' } as const;
const lines = { strong: 'strong', ordinary: 'plain', thin: 'thin' } as const;
/** Things of one kind have one shape, whoever draws them. */
export const shapes: Partial<Record<SeenTie['kind'], RingItem['shape']>> = {
  group: 'square',
  place: 'square',
  service: 'diamond',
  agency: 'diamond',
};

/** What a tie gives and how it is, in short sentences, with what the person says is not right about it. */
export function noteOf(tie: SeenTie, said?: string): string {
  const tieWords = tie.strength === 'ordinary' ? '' : tie.strength === 'strong' ? 'A strong tie' : 'A thin tie';
  const quality = tie.quality === 'helps' ? '' : tieQualityWords[tie.quality];
  const care = tie.care === 'none' ? '' : careWords[tie.care];
  const parts = [tie.gives, care, directionWords[tie.direction], tieWords, quality, said ?? ''];
  return parts.filter((part) => part !== '').join('. ');
}

/** A circle as the drawing takes it: ring by ring, with what each line means said in words. */
export function ringsOf(
  circle: readonly SeenTie[],
  hrefOf: (tie: SeenTie) => string | undefined,
  saidOf?: (tie: SeenTie) => string | undefined,
): Ring[] {
  return rings.map((ring) => ({
    name: ringWords[ring],
    items: circle
      .filter((tie) => tie.ring === ring)
      .map((tie) => ({
        label: tie.name,
        kind: circleKindWords[tie.kind],
        note: noteOf(tie, saidOf?.(tie)),
        href: hrefOf(tie),
        version: hrefOf(tie) === undefined ? undefined : tie.version,
        shape: shapes[tie.kind],
        line: tie.quality === 'strains' ? 'strained' : lines[tie.strength],
        arrow: arrows[tie.direction],
      })),
  }));
}

/** A person in the middle of who and what supports them. */
export function Circle(props: {
  centre: string;
  circle: readonly SeenTie[];
  hrefOf: (tie: SeenTie) => string | undefined;
  /** What the person says of a tie that is not right. */
  saidOf?: (tie: SeenTie) => string | undefined;
}) {
  return (
    <Rings
      title={`Who and what is around ${props.centre}. A line points to whoever is supported; a heavy line is a strong tie, a zigzag a hard one.`}
      centre={props.centre}
      rings={ringsOf(props.circle, props.hrefOf, props.saidOf)}
    />
  );
}
