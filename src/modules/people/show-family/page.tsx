import {
  ActionLink,
  Button,
  Hero,
  InsetText,
  Rows,
  Thread,
  WarningCallout,
  type ThreadPart,
} from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import { missingSentence } from '../domain/asking.ts';
import { familyKindWords, safeContactWords, strengthKindWords } from '../domain/words.ts';
import { FamilyCircleFigure } from '../parts/family-circle.tsx';
import { Gaps, HelpTwice, WhatCannotWait } from '../parts/family-help.tsx';
import { FamilyQuestions } from '../parts/family-questions.tsx';
import type { Family, FamilyPerson } from '../parts/load-family.ts';

type FamilyProps = { family: Family; home: string; address: string; today: LocalDate };

/** How it is safe to get in touch with each of them: before anything else. */
function SafeContacts(props: { members: readonly FamilyPerson[] }) {
  const careful = props.members.filter(({ person }) => person.safeContact !== 'any');
  if (careful.length === 0) return null;
  return (
    <WarningCallout heading="Before you get in touch" headingLevel={2}>
      <ul>
        {careful.map(({ person }) => (
          <li key={person.id}>
            {person.knownAs}: {safeContactWords[person.safeContact].toLowerCase()}. {person.safeContactNote}
          </li>
        ))}
      </ul>
    </WarningCallout>
  );
}

/** One of the family: what they are good at, how many are around them, and what is not yet known of it. */
function memberPart(props: FamilyProps, one: FamilyPerson): ThreadPart {
  const { person, member } = one;
  const forms = `${props.home}/people/${person.id}`;
  return {
    title: <a href={forms}>{person.knownAs}</a>,
    lede: [member.relation, `here since ${formatDate(member.since)}`].filter((part) => part !== '').join(', '),
    tone: 'warm',
    children: (
      <>
        {one.strengths.length > 0 && (
          <Rows
            items={one.strengths.map((strength) => (
              <>
                {strength.kind === 'strength' && <strong>{strengthKindWords[strength.about]}: </strong>}
                {strength.words}
              </>
            ))}
          />
        )}
        {one.isHidden ? (
          <p class="ct-small">Who is around {person.knownAs} is not laid beside others here. Their own page has it.</p>
        ) : (
          one.circle.length > 0 && (
            <p class="ct-small">
              {plural(one.circle.length, 'part')} of a circle, the closest:{' '}
              {listInWords(one.circle.filter((tie) => tie.ring === 1).map((tie) => tie.name)) || 'nobody yet'}
            </p>
          )
        )}
        {one.missing !== undefined && (
          <>
            <InsetText text={`${missingSentence(one.missing, one.asking, props.today)}.`} />
            <p>
              {one.missing !== 'circle' && one.can.plan && (
                <ActionLink href={`${forms}/words/strength/new`}>Add a strength of {person.knownAs}</ActionLink>
              )}
              {one.missing !== 'strengths' && one.can.circle && (
                <ActionLink href={`${forms}/circle/new`}>Add to the circle of {person.knownAs}</ActionLink>
              )}
              {one.can.plan && (
                <ActionLink href={`${forms}/plan/asking`}>Say who will ask {person.knownAs}, and by when</ActionLink>
              )}
            </p>
          </>
        )}
      </>
    ),
  };
}

/** A household or family, as far as the reader may see each of them: strengths and circles, then what helps and what is missing. */
export function FamilyPage(props: FamilyProps) {
  const { family, home, address } = props;
  const { members, before } = family;
  const canAdd = members.some((one) => one.can.circle);
  const hasQuestions = family.asked.length > 0 || family.byHand.length > 0;
  const parts: ThreadPart[] = [
    ...members.map((one) => memberPart(props, one)),
    {
      title: 'Their circles together',
      lede: 'Who and what is there already. Services come after.',
      tone: 'plum',
      id: 'circle',
      children: <FamilyCircleFigure family={family} home={home} />,
    },
    ...(hasQuestions
      ? [
          {
            title: 'Is this the same?',
            lede: 'Somebody in one circle may be somebody in another. You decide: nothing is joined by itself.',
            id: 'same',
            children: <FamilyQuestions family={family} action={`${address}/same`} />,
          },
        ]
      : []),
    {
      title: 'Helped twice',
      lede: 'The same kind of help from two organisations. Of family and friends nobody says that.',
      id: 'twice',
      children: <HelpTwice family={family} />,
    },
    {
      title: 'What nobody gives yet',
      id: 'gaps',
      tone: 'warm',
      children: <Gaps family={family} home={home} />,
    },
    {
      title: 'Who belongs to it',
      lede: 'You see those whom you may see. To be of one family opens nothing of anybody to anybody.',
      id: 'members',
      children: (
        <>
          <Rows
            items={members.map(({ person, member, can }) => (
              <>
                {person.name}
                {member.relation !== '' && `, ${member.relation}`}
                {can.circle && (
                  <>
                    {' · '}
                    <a href={`${address}/members/${member.id}/edit`}>
                      Change<span class="nhsuk-u-visually-hidden">: {person.name}</span>
                    </a>
                  </>
                )}
              </>
            ))}
          />
          {canAdd && <ActionLink href={`${address}/members/new`}>Add somebody who has a record</ActionLink>}
          {before.length > 0 && (
            <p class="ct-small">
              Before:{' '}
              {before
                .map(
                  ({ person, member }) =>
                    `${person.knownAs} (${formatDate(member.since)} to ${member.until === undefined ? '' : formatDate(member.until)})`,
                )
                .join(', ')}
            </p>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <Hero
        kicker={familyKindWords[family.kind]}
        title={listInWords(members.map(({ person }) => person.knownAs))}
        lede="What each of them is good at and who is around them, beside each other."
      >
        <Button href="#circle">Their circles together</Button>
        <Button href="#gaps" variant="secondary">
          What nobody gives yet
        </Button>
      </Hero>
      <SafeContacts members={members} />
      <WhatCannotWait family={family} home={home} />
      <Thread parts={parts} />
    </>
  );
}
