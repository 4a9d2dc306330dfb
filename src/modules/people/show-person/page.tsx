import { Button, Hero, Thread, WarningCallout } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { safeContactWords } from '../domain/words.ts';
import { workPart } from '../parts/work.tsx';
import { Beside } from '../parts/beside.tsx';
import { recordParts, WhoHelps, type RecordProps } from '../parts/record.tsx';
import { familyParts } from '../parts/family.tsx';
import type { FamilyMember } from '../store/families.ts';
import type { Person } from '../store/people.ts';

/** How it is safe to get in touch: before anything else on every page about the person. */
export function SafeContact(props: { person: Person }) {
  const { person } = props;
  if (person.safeContact === 'any') return null;
  return (
    <WarningCallout heading={safeContactWords[person.safeContact]} headingLevel={2}>
      <p>{person.safeContactNote}</p>
    </WarningCallout>
  );
}

/** The facts beside a name, in one line. */
export function factsOf(person: Person): string {
  return [
    person.bornOn === undefined ? '' : `Born ${formatDate(person.bornOn)}`,
    person.postcode,
    person.phone,
    person.formatNeeds,
    person.language === '' ? '' : `${person.language}${person.interpreter ? ', with an interpreter' : ''}`,
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

/** A person, beginning with what matters to them: their strengths and circle lead, their plan follows. */
export function PersonPage(
  props: RecordProps & { person: Person; isLead: boolean; now: Date; families: readonly FamilyMember[] },
) {
  const { person, forms, isLead } = props;
  return (
    <>
      <Hero kicker="Support circle and plan" title={person.name} lede={factsOf(person)}>
        {isLead && <Button href={`${forms}/sharing`}>Who may see this</Button>}
        {props.can.has('identity') && isLead && (
          <Button href={`${forms}/edit`} variant="secondary">
            Details
          </Button>
        )}
        {props.can.has('identity') && isLead && (
          <Button href={`${forms}/representatives`} variant="secondary">
            Who acts for them
          </Button>
        )}
        <Button href={`${props.home}/people/concern?person=${person.id}`} variant="secondary">
          Pass a concern on
        </Button>
      </Hero>
      <SafeContact person={person} />
      <Beside {...props} id={person.id} what={person.name} />
      <Thread
        parts={[
          ...recordParts(props),
          ...workPart(props),
          ...familyParts(props),
          { title: 'Who is working with them', children: <WhoHelps record={props.record} /> },
        ]}
      />
    </>
  );
}
