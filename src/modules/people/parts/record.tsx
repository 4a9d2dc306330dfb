import { ActionLink, Details, Empty, Quote, Rows, SummaryList, type ThreadPart } from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';
import { strengthKindWords, wayGivenWords } from '../domain/words.ts';
import { categoryWords } from '../messages.ts';
import type { SeenDecision, Worker } from '../store/sharing.ts';
import type { SeenWords } from '../store/words.ts';
import { Beside, saidOf } from './beside.tsx';
import { Circle } from './circle.tsx';
import { Goals } from './goals.tsx';
import { planParts } from './plan.tsx';
import { wellbeingPart } from './wellbeing.tsx';
import { standingOf } from '../store/referrals.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { PersonRecord, Sharing } from './load-record.ts';
import type { RecordProps } from './record-props.ts';
import { referralNote } from './referral.tsx';

export type { RecordProps };

function WordList(props: RecordProps & { words: readonly SeenWords[] }) {
  const { can, forms } = props;
  return (
    <Rows
      items={props.words.map((one) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            {one.kind === 'strength' && <strong>{strengthKindWords[one.about]}: </strong>}
            {one.words}
          </p>
          <p class="ct-small">
            {one.kind === 'need' && one.category === 'safeguarding' && 'Kept apart: touches on safety · '}
            {one.kind === 'strength' && one.saidBy === 'somebody-else' && 'Said by somebody who knows them · '}
            {formatDate(one.saidOn)}
            {can.has(one.kind === 'need' ? one.category : 'plan') && (
              <>
                {' · '}
                <a href={`${forms}/words/${one.kind}/${one.id}/edit`}>
                  Change<span class="nhsuk-u-visually-hidden">: {one.words}</span>
                </a>
              </>
            )}
          </p>
          {!(one.kind === 'need' && one.category === 'safeguarding') && (
            <Beside {...props} id={one.id} what={one.words} />
          )}
        </>
      ))}
    />
  );
}

/** What a record tells, in its order: what matters, strengths and circle, goals, and only then what help is wanted. */
export function recordParts(props: RecordProps): ThreadPart[] {
  const { record, can, forms, isOwn, called } = props;
  const who = isOwn ? 'you' : 'they';
  return [
    {
      title: isOwn ? 'What matters to you' : 'What matters',
      tone: 'warm',
      children: (
        <>
          {record.matters.length === 0 ? (
            <Empty heading="Nothing written down yet" headingLevel={3}>
              <p>Ask first what matters. Everything else follows from it.</p>
            </Empty>
          ) : (
            record.matters.map((one) => (
              <Quote
                key={one.id}
                source={
                  <>
                    <Beside {...props} id={one.id} what={one.words} />
                    {formatDate(one.saidOn)}
                    {can.has('plan') && (
                      <>
                        {' · '}
                        <a href={`${forms}/words/what-matters/${one.id}/edit`}>
                          Change<span class="nhsuk-u-visually-hidden">: {one.words}</span>
                        </a>
                      </>
                    )}
                  </>
                }
              >
                {one.words}
              </Quote>
            ))
          )}
          {can.has('plan') && <ActionLink href={`${forms}/words/what-matters/new`}>Add what matters</ActionLink>}
        </>
      ),
    },
    {
      title: isOwn ? 'Your strengths' : 'Strengths',
      lede: `What ${who} are good at, know, love and have come through.`,
      children: (
        <>
          {record.strengths.length === 0 ? (
            <Empty heading="Not known yet" headingLevel={3}>
              <p>Everybody has some. Ask what a good day looks like, or what others come to them for.</p>
            </Empty>
          ) : (
            <WordList {...props} words={record.strengths} />
          )}
          {can.has('plan') && <ActionLink href={`${forms}/words/strength/new`}>Add a strength</ActionLink>}
        </>
      ),
    },
    {
      title: isOwn ? 'Your circle' : 'The circle',
      lede: 'Who and what is there already. Services come after.',
      tone: 'plum',
      children: (
        <>
          {record.circle.length === 0 ? (
            <Empty heading="Nobody is drawn here yet" headingLevel={3}>
              <p>
                Family, neighbours, a group, a place, a pet: whoever and whatever {who} can lean on, or who leans on
                them.
              </p>
            </Empty>
          ) : (
            <Circle
              centre={called}
              circle={record.circle}
              saidOf={(tie) => saidOf(props, tie.id)?.sentence}
              hrefOf={(tie) => (can.has('circle') ? `${forms}/circle/${tie.id}/edit` : undefined)}
            />
          )}
          {record.circle.map((tie) => {
            const said = saidOf(props, tie.id);
            return (
              said !== undefined && (
                <p class="ct-small" key={tie.id}>
                  <strong>{tie.name}</strong>. {said.sentence}: “{said.words}”
                </p>
              )
            );
          })}
          {!isOwn && <KnownPeople {...props} />}
          {can.has('circle') && <ActionLink href={`${forms}/circle/new`}>Add to the circle</ActionLink>}
        </>
      ),
    },
    {
      title: isOwn ? 'Your goals' : 'Goals',
      children: (
        <>
          {record.goals.length === 0 && (
            <Empty heading="No goal yet" headingLevel={3}>
              <p>A goal is what somebody wants in their own words, with the next small step and who takes it.</p>
            </Empty>
          )}
          <Goals
            goals={record.goals}
            steps={record.steps}
            circle={record.circle}
            home={props.home}
            person={forms}
            today={props.today}
            you={isOwn ? 'You' : called}
            canWrite={can.has('plan')}
            canFollow={props.opensMore !== false}
            beside={(id, what) => <Beside {...props} id={id} what={what} />}
          />
          {can.has('plan') && <ActionLink href={`${forms}/goals/new`}>Add a goal</ActionLink>}
        </>
      ),
    },
    ...planParts(props),
    ...(record.referrals.length === 0 && record.introductions.length === 0 && (isOwn || !can.has('referral'))
      ? []
      : [
          {
            id: 'referrals',
            title: isOwn ? 'Whom we asked to help you' : 'Referrals',
            lede: isOwn
              ? 'You can take each of them back, without a reason.'
              : 'Whom we asked to help, and what came of it.',
            children: (
              <>
                {record.referrals.length === 0 && <p>Nobody has been asked yet.</p>}
                <Rows
                  items={record.referrals.map((one) => (
                    <>
                      <p class="ct-row__title">
                        <a href={`${props.home}/referrals/${one.id}`}>{one.to.name}</a>{' '}
                        <StatusTag status={standingOf(one, props.today)} />
                      </p>
                      <p class="ct-small">{referralNote(one)}</p>
                      <Beside {...props} id={one.id} what={one.to.name} />
                    </>
                  ))}
                />
                {props.allReferrals !== undefined && (
                  <p>
                    <a href={props.allReferrals}>Show every referral</a>
                  </p>
                )}
                {record.introductions.length > 0 && (
                  <p class="ct-small">
                    Told of: {record.introductions.map((one) => `${one.name} (${formatDate(one.on)})`).join(', ')}
                  </p>
                )}
                {!isOwn && can.has('referral') && (
                  <ActionLink href={`${forms}/referrals/new`}>Ask somebody to help</ActionLink>
                )}
              </>
            ),
          },
        ]),
    ...(record.wellbeing.length === 0 && !can.has('plan') ? [] : [wellbeingPart(props)]),
    ...(record.needs.length === 0 && !can.has('needs')
      ? []
      : [
          {
            title: isOwn ? 'What you would like help with' : 'What help is wanted',
            children: (
              <>
                {record.needs.length > 0 && (
                  <Details summary={`Show what ${who} said`}>
                    <WordList {...props} words={record.needs} />
                  </Details>
                )}
                {can.has('needs') && <ActionLink href={`${forms}/words/need/new`}>Add something</ActionLink>}
              </>
            ),
          },
        ]),
  ];
}

function KnownPeople(props: RecordProps) {
  const ties = props.record.circle.filter((tie) => tie.otherPerson !== undefined && props.known.has(tie.otherPerson));
  if (ties.length === 0) return null;
  return (
    <p class="ct-small">
      Whom you also help:{' '}
      {ties.map((tie, index) => (
        <>
          {index > 0 && ', '}
          <a href={`${props.home}/people/${tie.otherPerson ?? ''}`} key={tie.id}>
            {tie.name}
          </a>
        </>
      ))}
    </p>
  );
}

const kindWords = { lead: 'leads', referral: 'was asked to help', circle: 'helps' } as const;

/** Who works with the person now. */
export function WhoHelps(props: { record: PersonRecord }) {
  const { relationships } = props.record;
  if (relationships.length === 0) return <p>Nobody whom you may see here.</p>;
  return (
    <SummaryList
      rows={relationships.map((one) => ({
        key: one.organisation,
        value: `${one.workerName === '' ? '' : `${one.workerName}: `}${kindWords[one.kind]} since ${formatDate(todayInLondon(one.from))}`,
      }))}
    />
  );
}

/** Which organisation may see what, in words. */
export function WhoMaySee(props: { whoMaySee: Sharing['whoMaySee'] }) {
  const { whoMaySee } = props;
  if (whoMaySee.length === 0) return <p>Nobody beyond those who wrote it down themselves.</p>;
  return (
    <SummaryList
      rows={whoMaySee.map((one) => ({
        key: one.organisation,
        value: sentence(listInWords(one.categories.map((category) => categoryWords[category] ?? category))),
      }))}
    />
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What was decided, in one sentence. */
export function decisionWords(one: SeenDecision, workers: readonly Worker[]): string {
  const worker = workers.find((other) => other.account === one.account);
  const named = one.account === undefined ? undefined : (worker?.name ?? 'A worker');
  const who =
    named === undefined
      ? (one.organisation ?? 'Every partner who works with them')
      : `${named}${one.organisation === undefined ? '' : `, ${one.organisation},`}`;
  const what = categoryWords[one.category] ?? one.category;
  return one.effect === 'permit'
    ? `${who} may see ${what}`
    : one.category === '*'
      ? `${who} must not know`
      : `${who} must not know ${what}`;
}

/** When and how it was decided, and when it was taken back. */
export function decisionNote(one: SeenDecision): string {
  const basis = one.basis === 'consent' ? '' : ` · ${one.reason}`;
  const end = one.withdrawnAt === undefined ? '' : ` · Taken back ${formatInstant(one.withdrawnAt)}`;
  return `Said ${wayGivenWords[one.how].toLowerCase()} on ${formatInstant(one.at)}${basis}${end}`;
}
