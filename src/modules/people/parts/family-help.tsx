import { Rows, SummaryList, WarningCallout } from '../../../design/index.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import type { Gap } from '../domain/family-help.ts';
import { helpKindWords } from '../domain/words.ts';
import type { Family } from './load-family.ts';

function namesOf(family: Family, people: readonly string[]): string {
  const called = new Map(family.members.map(({ person }) => [person.id, person.knownAs]));
  return listInWords(people.map((one) => called.get(one) ?? '').toSorted((a, b) => a.localeCompare(b, 'en')));
}

/** What cannot wait: before everything else, and kept waiting by nothing. */
export function WhatCannotWait(props: { family: Family; home: string }) {
  const { family, home } = props;
  const unmet = new Set(family.gaps.filter((gap) => gap.isUrgent).map((gap) => gap.id));
  if (family.urgentNeeds.length + family.urgentSteps.length === 0) return null;
  return (
    <WarningCallout heading="This cannot wait" headingLevel={2}>
      <ul>
        {family.urgentNeeds.map((one) => (
          <li key={one.id}>
            <a href={`${home}/people/${one.person}`}>{namesOf(family, [one.person])}</a>: {one.words}
            {unmet.has(one.id) && '. Nobody is written down as helping with this'}
          </li>
        ))}
        {family.urgentSteps.map((step) => (
          <li key={step.id}>
            <a href={`${home}/people/${step.person}#goal-${step.goal}`}>{namesOf(family, [step.person])}</a>:{' '}
            {step.what}
          </li>
        ))}
      </ul>
    </WarningCallout>
  );
}

/** The same kind of help from two organisations, and to how many the story was told. */
export function HelpTwice(props: { family: Family }) {
  const { family } = props;
  return (
    <>
      {family.duplicates.length === 0 && <p>No kind of help comes from two organisations, as far as you may see.</p>}
      <Rows
        items={family.duplicates.map((one) => (
          <>
            <p class="nhsuk-u-margin-bottom-1">
              <strong>
                {plural(one.givers.length, 'organisation')} for {helpKindWords[one.kind]}
              </strong>
            </p>
            <ul class="ct-small">
              {one.givers.map((giver) => (
                <li key={giver.by}>
                  {giver.name}, for {namesOf(family, giver.people)}
                  {giver.what.length > 0 && `: ${giver.what.join('; ')}`}
                </li>
              ))}
            </ul>
          </>
        ))}
      />
      {family.duplicates.length > 0 && (
        <p>They may not know of each other. Ask the family whether it helps or tires them, and who should stay.</p>
      )}
      {family.withoutKind > 0 && (
        <p class="ct-small">
          Of {plural(family.withoutKind, 'offer')} of an organisation nobody has said what kind of help it is.
        </p>
      )}
      {family.told.length > 0 && (
        <>
          <p>
            <strong>The story was told to {plural(family.told.length, 'organisation')}</strong>, as far as you may see.
          </p>
          <SummaryList
            rows={family.told.map((one) => ({ key: one.organisation, value: namesOf(family, one.people) }))}
          />
        </>
      )}
    </>
  );
}

const whyWords: Readonly<Record<Gap['why'], string>> = {
  nobody: 'Nobody is written down as helping with this',
  'kind-not-said': 'It is not said yet what kind of help this is, so nobody can see whether it is given',
  'no-step': 'No step towards it is planned',
};

/** What is wanted and nobody gives, and goals towards which nothing is planned; what cannot wait first. */
export function Gaps(props: { family: Family; home: string }) {
  const { family, home } = props;
  if (family.gaps.length === 0) return <p>Nothing that you may see here is without somebody who helps.</p>;
  const can = new Map(family.members.map((one) => [one.person.id, one.can.plan]));
  return (
    <Rows
      items={family.gaps.map((gap) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            <strong>{namesOf(family, [gap.person])}:</strong> {gap.words}
          </p>
          <p class="ct-small">
            {gap.isUrgent && 'It cannot wait · '}
            {whyWords[gap.why]}
            {gap.about === 'need' &&
              family.openReferrals.has(gap.person) &&
              ' · A referral is open: it may be about this'}
            {gap.about === 'goal' && can.get(gap.person) === true && (
              <>
                {' · '}
                <a href={`${home}/people/${gap.person}/goals/${gap.id}/steps/new`}>
                  Add a step<span class="nhsuk-u-visually-hidden"> towards {gap.words}</span>
                </a>
              </>
            )}
            {gap.about === 'need' && (
              <>
                {' · '}
                <a href={`${home}/people/${gap.person}/referrals/new`}>
                  Ask somebody to help<span class="nhsuk-u-visually-hidden"> with {gap.words}</span>
                </a>
                {' · '}
                <a href={`${home}/people/${gap.person}/words/need/${gap.id}/edit`}>
                  Change<span class="nhsuk-u-visually-hidden">: {gap.words}</span>
                </a>
              </>
            )}
          </p>
        </>
      ))}
    />
  );
}
