import { Button, Details, Rows } from '../../../design/index.ts';
import { circleKindWords } from '../domain/words.ts';
import type { SeenTie } from '../store/circle.ts';
import type { Family } from './load-family.ts';

function Answers(props: { action: string; tie: string; other: string; about: string; apart?: boolean }) {
  return (
    <form class="ct-actions" method="post" action={props.action}>
      <input type="hidden" name="tie" value={props.tie} />
      <input type="hidden" name="other" value={props.other} />
      {props.apart !== true && (
        <Button name="answer" value="same" small preventDoubleClick>
          Yes, the same<span class="nhsuk-u-visually-hidden">: {props.about}</span>
        </Button>
      )}
      <Button name="answer" value="different" variant="secondary" small>
        {props.apart === true ? 'Take them apart' : 'No'}
        <span class="nhsuk-u-visually-hidden">: {props.about}</span>
      </Button>
    </form>
  );
}

/** Whether somebody in one circle is somebody in another: asked, and answered by a person. Nothing is joined by itself. */
export function FamilyQuestions(props: { family: Family; action: string }) {
  const { family, action } = props;
  const called = new Map(family.members.map(({ person }) => [person.id, person.knownAs]));
  const words = ({ person, tie }: { person: string; tie: SeenTie }): string =>
    `“${tie.name}”, ${circleKindWords[tie.kind]}, in the circle of ${called.get(person) ?? ''}`;
  const byId = new Map(family.circle.joined.flatMap((joined) => joined.ties.map((one) => [one.tie.id, one])));
  return (
    <>
      {family.asked.length > 0 && (
        <Rows
          items={family.asked.map(({ one, other }) => (
            <>
              <p class="nhsuk-u-margin-bottom-2">
                {words(one)}, and {words(other)}: is this the same?
              </p>
              <Answers action={action} tie={one.tie.id} other={other.tie.id} about={one.tie.name} />
            </>
          ))}
        />
      )}
      {family.byHand.length > 0 && (
        <Details summary="Joined by hand">
          <Rows
            items={family.byHand.flatMap(({ tie, other }) => {
              const [first, second] = [byId.get(tie), byId.get(other)];
              if (first === undefined || second === undefined) return [];
              return [
                <>
                  <p class="nhsuk-u-margin-bottom-2">
                    {words(first)}, and {words(second)}
                  </p>
                  <Answers action={action} tie={tie} other={other} about={first.tie.name} apart />
                </>,
              ];
            })}
          />
        </Details>
      )}
    </>
  );
}
