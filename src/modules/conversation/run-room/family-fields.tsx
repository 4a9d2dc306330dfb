import { Button, Details } from '../../../design/index.ts';
import { sameAs } from '../domain/exercise.ts';
import { memberName } from '../parts/room-parts.tsx';
import type { Exercise } from '../store/exercises.ts';

type Pair = { what: 'support' | 'offer'; id: string; text: string; like: { id: string; text: string } };

/** What was said twice in nearly the same words and is not joined yet. */
function pairsOf(exercise: Exercise): Pair[] {
  const supports = exercise.supports.filter((one) => one.kind !== 'worry' && one.sameAs === undefined);
  const offers = exercise.offers.filter((one) => one.sameAs === undefined);
  return [
    ...supports.flatMap((one, at): Pair[] => {
      const like = sameAs(one.what, supports.slice(0, at));
      return like === undefined
        ? []
        : [{ what: 'support', id: one.id, text: one.what, like: { id: like.id, text: like.what } }];
    }),
    ...offers.flatMap((one, at): Pair[] => {
      const like = sameAs(one.what, offers.slice(0, at));
      return like === undefined
        ? []
        : [
            {
              what: 'offer',
              id: one.id,
              text: `${one.what} (${one.organisation}, for ${memberName(exercise, one.member)})`,
              like: { id: like.id, text: `${like.what} (${like.organisation})` },
            },
          ];
    }),
  ];
}

/** Proposes to join what says the same; the facilitator decides. */
export function JoinedFields({ base, exercise }: { base: string; exercise: Exercise }) {
  const pairs = pairsOf(exercise);
  if (pairs.length === 0) return null;
  return (
    <Details summary={`These may say the same (${pairs.length})`}>
      {pairs.map((pair) => (
        <form method="post" action={`${base}/console`} key={pair.id}>
          <p>
            {pair.text} — {pair.like.text}
          </p>
          <input type="hidden" name="item" value={pair.id} />
          <input type="hidden" name="like" value={pair.like.id} />
          <input type="hidden" name="what" value={pair.what} />
          <Button name="do" value="join" small variant="secondary">
            Join them<span class="nhsuk-u-visually-hidden">: {pair.text}</span>
          </Button>
        </form>
      ))}
    </Details>
  );
}
