import { Rings, Table } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { beforeAndAfter, gapsOf, outcomeWords, ringWords, supportKindWords, needWords } from '../domain/exercise.ts';
import type { Exercise, Offer } from '../store/exercises.ts';
import { attendanceWords } from '../domain/attendance.ts';
import { classWords } from '../domain/consensus.ts';
import type { Block, BlockResult, SharedList } from '../store/rooms.ts';

/** Whom something is about: somebody of the family, or all of them. */
export function memberName(exercise: Pick<Exercise, 'members'>, member: number): string {
  return exercise.members[member]?.name ?? 'The whole family';
}

/** The same within a sentence. */
function forWhom(exercise: Pick<Exercise, 'members'>, member: number): string {
  return `for ${exercise.members[member]?.name ?? 'the whole family'}`;
}

export function Fictitious({ exercise }: { exercise: Exercise }) {
  return (
    <p class="ct-fictitious">
      <strong>This family is fictitious.</strong> {exercise.story} Do not speak of a real family here.
    </p>
  );
}

/** The circle around the family, as rings and as lists. What tables said alike stands there once. */
export function FamilyCircle({ exercise }: { exercise: Exercise }) {
  const first = exercise.supports.filter((one) => one.kind !== 'worry' && one.sameAs === undefined);
  return (
    <Rings
      title={`What supports the ${exercise.familyName} family`}
      headingLevel={2}
      centre={exercise.familyName}
      rings={ringWords.map((name, at) => ({
        name,
        items: first
          .filter((one) => one.ring === at + 1)
          .map((one) => {
            const again = exercise.supports.filter((other) => other.sameAs === one.id).length;
            const said = again === 0 ? '' : `, said ${again + 1} times`;
            return {
              label: one.what,
              kind: one.kind === 'worry' ? '' : supportKindWords[one.kind],
              note: `${forWhom(exercise, one.member)}${said}`,
              shape: one.kind === 'person' ? 'circle' : one.kind === 'service' ? 'square' : 'diamond',
            } as const;
          }),
      }))}
    />
  );
}

/** One sentence for each number, before and after steps were taken out. */
export function HandOffSentences({ exercise }: { exercise: Exercise }) {
  const { before, after } = beforeAndAfter(exercise.steps);
  const isFewer = exercise.steps.some((step) => step.isSpared);
  const line = (now: number, then: number, words: (count: number) => string): string =>
    isFewer && then !== now ? `${words(now)}; after our changes ${then}` : words(now);
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>{line(before.told, after.told, (count) => `The family tells its story ${plural(count, 'time')}`)}.</li>
      <li>
        {line(before.handOffs, after.handOffs, (count) => `It is handed on ${plural(count, 'time')}`)},{' '}
        {line(before.cold, after.cold, (count) => `${count} of them with nobody named or nothing passed on`)}.
      </li>
      <li>{line(before.agencies, after.agencies, (count) => `It meets ${plural(count, 'agency', 'agencies')}`)}.</li>
      <li>{line(before.waitDays, after.waitDays, (count) => `It waits ${plural(count, 'day')} in all`)}.</li>
      <li>{line(before.bounces, after.bounces, (count) => `It is sent away ${plural(count, 'time')}`)}.</li>
    </ul>
  );
}

export function StepTable({ exercise }: { exercise: Exercise }) {
  return (
    <Table
      id="steps"
      scroll
      caption="The steps, one after the other"
      captionSize="s"
      head={['Who', 'Agency', 'Told the story', 'Passed on', { text: 'Days waited', numeric: true }, 'What came of it']}
      rows={exercise.steps.map((step) => [
        `${memberName(exercise, step.member)}${step.isSpared ? ' (taken out)' : ''}`,
        step.agency,
        step.isTold ? 'Yes' : 'No',
        step.isShared ? (step.hasContact ? 'Yes, to somebody named' : 'Yes, to nobody named') : 'No',
        { text: String(step.waitDays), numeric: true },
        outcomeWords[step.outcome],
      ])}
      firstCellIsHeader
    />
  );
}

/** Offers that say the same together, the first of them in front. */
export function groupedOffers(offers: readonly Offer[]): { first: Offer; others: Offer[] }[] {
  return offers
    .filter((offer) => offer.sameAs === undefined)
    .map((first) => ({ first, others: offers.filter((other) => other.sameAs === first.id) }));
}

/** What is offered, and for whom nobody offers anything. With `latest` so many offers, the newest first: a wall is not scrolled. */
export function OfferList({ exercise, latest }: { exercise: Exercise; latest?: number }) {
  const gaps = gapsOf(exercise.members, exercise.offers);
  const worries = exercise.supports.filter((one) => one.kind === 'worry');
  const grouped = groupedOffers(exercise.offers);
  const shown = latest === undefined ? grouped : grouped.toReversed().slice(0, latest);
  return (
    <>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {shown.map(({ first, others }) => (
          <li key={first.id}>
            <strong>{first.what}</strong> {forWhom(exercise, first.member)}: {first.organisation}
            {others.length > 0 && `, and also ${others.map((other) => other.organisation).join(', ')}: who leads?`} (
            {needWords[first.needs].toLowerCase()})
          </li>
        ))}
      </ul>
      {shown.length < grouped.length && <p>And {plural(grouped.length - shown.length, 'offer')} before these.</p>}
      {gaps.length > 0 && (
        <p>
          <strong>Nobody offers anything for:</strong> {gaps.map((at) => memberName(exercise, at)).join(', ')}
        </p>
      )}
      {worries.length > 0 && <p>Worries that were put aside: {worries.map((one) => one.what).join('; ')}</p>}
    </>
  );
}

/** What the votes said when voting last closed. */
export function SharedInRoom({ blocks }: { blocks: readonly Block[] }) {
  const result = blocks.findLast((block) => block.kind === 'vote' && block.result !== undefined)?.result;
  return result?.kind === 'vote' ? <SharedLists lists={result.lists} /> : <p>Nobody has voted yet.</p>;
}

/** What the room shares, where it differs and what it does not know, without figures: so few lines of each that all of it is seen at once. */
function SharedLists({ lists }: { lists: readonly SharedList[] }) {
  const some = lists.filter(({ bodies }) => bodies.length > 0);
  if (some.length === 0) return <p>There are too few votes yet to say.</p>;
  const most = [5, 5, 3, 2][some.length] ?? 1;
  return (
    <>
      {some.map(({ name, bodies, more }) => (
        <section key={name}>
          <h2>
            {classWords[name]}
            {bodies.length + more > most && ` (${most} of ${bodies.length + more})`}
          </h2>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {bodies.slice(0, most).map((body) => (
              <li key={body}>{body}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function percentOf(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** What a closed block gave: figures of fewer than five people were left out before it was kept. */
export function BlockResultList({ block, result }: { block: Block; result: BlockResult }) {
  switch (result.kind) {
    case 'vote':
      return <SharedLists lists={result.lists} />;
    case 'here':
      return (
        <>
          <p>
            {result.people === null ? 'Fewer than five people' : plural(result.people, 'person', 'people')} said so.
          </p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {result.sectors.map((one) => (
              <li key={one.label}>
                {one.label}: {attendanceWords(one)}
              </li>
            ))}
          </ul>
        </>
      );
    case 'word':
      return result.words.length === 0 ? (
        <p>Every word was said once.</p>
      ) : (
        <ol class="nhsuk-list nhsuk-list--number">
          {result.words.slice(0, 12).map(({ word, people }) => (
            <li key={word}>
              {word}
              {people >= 5 ? ` (${people})` : ''}
            </li>
          ))}
        </ol>
      );
    case 'dots':
      return (
        <ol class="nhsuk-list nhsuk-list--number">
          {result.options.map(({ option, dots }) => (
            <li key={option}>
              {block.options[option]} ({dots === null ? 'fewer than five people' : plural(dots, 'dot')})
            </li>
          ))}
        </ol>
      );
    case 'pairs':
      return (
        <ol class="nhsuk-list nhsuk-list--number">
          {result.options.map(({ option, chance, low, high }) => (
            <li key={option}>
              {block.options[option]}: preferred to an ordinary one with {percentOf(chance)} chance, between place {low}{' '}
              and {high}
            </li>
          ))}
        </ol>
      );
    case 'ideas':
      return (
        <ol class="nhsuk-list nhsuk-list--number">
          {result.ideas.map((idea) => (
            <li key={idea.text}>
              <strong>{idea.text}</strong> First step: {idea.firstStep} ({idea.total} of 25
              {idea.missing > 0 ? `, ${plural(idea.missing, 'score')} missing` : ''})
            </li>
          ))}
        </ol>
      );
    case 'fist':
      return result.low === null ? (
        <p>{plural(result.people, 'person answered', 'people answered')}. How they did would show somebody’s hand.</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>Four or five fingers: {result.high}</li>
          <li>Three: {result.middle}</li>
          <li>None to two: {result.low}. What would make it a three?</li>
        </ul>
      );
  }
}
