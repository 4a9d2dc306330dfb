import { Button, Hero, Quote, Rows } from '../../design/index.ts';
import { trailAddress, type Trail, type TrailStep } from './trail.ts';

/** Opens the pages of one invented person with one press, and comes back to the step. */
function SignInAs(props: { person: NonNullable<TrailStep['signInAs']>; next: string; isMain?: boolean }) {
  const { person } = props;
  return (
    <form method="post" action="/sign-in/demo">
      <input type="hidden" name="email" value={person.email} />
      <input type="hidden" name="next" value={props.next} />
      <Button variant={props.isMain === true ? undefined : 'secondary'} small={props.isMain !== true}>
        Sign in as {person.name}
      </Button>
    </form>
  );
}

/** Every step in order, with what to look at. `mayTry` says whether invented people can be signed in as. */
export function TrailPage(props: { trail: Trail; mayTry: boolean; signedInAs: string | undefined }) {
  const { trail } = props;
  return (
    <>
      <Hero
        kicker="For newcomers"
        title="Follow one thread"
        lede="One sentence that somebody said, and everything that came of it. A strip at the top of each page leads you on and back."
      >
        <Button href={trailAddress(trail, 1)}>Begin</Button>
      </Hero>
      <Quote source="Somebody in a room of fifty people">{trail.said}</Quote>
      <h2 class="nhsuk-heading-m" id="steps">
        {trail.steps.length} steps
      </h2>
      <Rows
        items={trail.steps.map((step, index) => {
          const address = trailAddress(trail, index + 1);
          const person = step.signInAs;
          return (
            <>
              <p class="ct-row__title">
                {index + 1}. <a href={address}>{step.title}</a>
              </p>
              <p class="ct-small">{step.look}</p>
              {person !== undefined && props.signedInAs !== person.email && (
                <>
                  <p class="ct-small nhsuk-u-margin-bottom-2">
                    Only those whom the person allows may see it. Go there as {person.name}, {person.role.toLowerCase()}
                    .
                  </p>
                  {props.mayTry && <SignInAs person={person} next={address} />}
                </>
              )}
            </>
          );
        })}
      />
    </>
  );
}

/** A step that cannot be shown at once: because it is somebody's to see, or because its record is no longer there. */
export function StepPage(props: { step: TrailStep; address: string; mayTry: boolean; isGone: boolean }) {
  const { step } = props;
  const person = props.isGone ? undefined : step.signInAs;
  return (
    <div class="ct-prose">
      <h1 class="nhsuk-heading-l">{step.title}</h1>
      {person === undefined ? (
        <p>
          This record is no longer where the trail left it, because somebody has changed the demonstration. Go on to the
          next step.
        </p>
      ) : (
        <>
          <p>
            It is about one person, so only those may see it whom that person allows. {person.name} works with her as a{' '}
            {person.role.toLowerCase()}.
          </p>
          {props.mayTry ? (
            <SignInAs person={person} next={props.address} isMain />
          ) : (
            <p>Nobody can be tried out here, because not every place here is invented. Go on to the next step.</p>
          )}
        </>
      )}
    </div>
  );
}
