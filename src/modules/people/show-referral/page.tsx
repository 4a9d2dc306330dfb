import { Button, Hero, InsetText, Thread, type ThreadPart } from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { messageBack } from '../domain/message-back.ts';
import { isEnded, mayReopen, movesFor, reasonWords, type ReferralMove } from '../domain/referral.ts';
import { isOneButton, moveWords } from '../move-referral/page.tsx';
import type { LoadedReferral } from '../parts/load-referral.ts';
import { ReferralContact, ReferralHistory, WhatIsAsked } from '../parts/referral.tsx';
import { isToRead, standingOf, type ReferralEvent, type SeenReferral } from '../store/referrals.ts';

function dayOf(instant: Date | undefined): LocalDate | undefined {
  return instant === undefined ? undefined : todayInLondon(instant);
}

/** What came of it, as far as somebody said. */
function Outcome(props: { referral: SeenReferral }) {
  const { referral } = props;
  return (
    <>
      {referral.statusReason !== undefined && <p>{reasonWords[referral.statusReason]}.</p>}
      {referral.output !== undefined && <p>{referral.output}</p>}
      {referral.statusNote !== '' && <p>{referral.statusNote}</p>}
    </>
  );
}

/** A button for each thing that can be done now, the helpful one foremost; a mistake is mended by a quiet link. */
export function MoveButtons(props: { referral: SeenReferral; sides: LoadedReferral['sides']; here: string }) {
  const { referral, here } = props;
  const moves = movesFor(referral.status, props.sides);
  const main = moves.filter((move) => move !== 'mistake');
  return (
    <>
      {main.length > 0 && (
        <div class="ct-actions">
          {main.map((move, index) => {
            const variant = index === 0 && helpful.has(move) ? undefined : 'secondary';
            return isOneButton(move) ? (
              <form method="post" action={`${here}/${move}`} key={move}>
                <input type="hidden" name="version" value={referral.version} />
                <Button preventDoubleClick variant={variant}>
                  {moveWords[move].button}
                </Button>
              </form>
            ) : (
              <Button href={`${here}/${move}`} variant={variant} key={move}>
                {moveWords[move].button}
              </Button>
            );
          })}
        </div>
      )}
      {moves.length > main.length && (
        <p class="ct-small">
          <a href={`${here}/mistake`}>{moveWords.mistake.button}</a>
        </p>
      )}
    </>
  );
}

/** The way to ask again once it is over, or to the referral that goes on from it. */
function AskAgain(props: { referral: SeenReferral; here: string; home: string; again: string | undefined }) {
  const { referral, here, home, again } = props;
  if (again !== undefined)
    return (
      <p>
        <a href={`${home}/referrals/${again}`}>You asked again: the new referral</a>
      </p>
    );
  if (!mayReopen(referral.status, referral.statusReason)) return null;
  return (
    <p>
      <a href={`${here}/reopen`}>Ask the same group again</a>
    </p>
  );
}

const helpful: ReadonlySet<ReferralMove> = new Set(['accept', 'start', 'resume', 'finish']);

/** A referral for those with an account: who asks whom for what, how it stands, what can be done, what happened. */
export function ReferralPage(
  props: LoadedReferral & {
    events: readonly ReferralEvent[];
    goal: { id: string; words: string } | undefined;
    /** Where the service stands in the directory. */
    service: string | undefined;
    /** The referral that goes on from this one. */
    again: string | undefined;
    home: string;
    today: LocalDate;
    canFollow: boolean;
  },
) {
  const { referral, person, isOwn, sides, home } = props;
  const here = `${home}/referrals/${referral.id}`;
  const isRequester = sides.has('requester');
  const toRead = isRequester && isToRead(referral);
  const message = messageBack({
    service: referral.to.name,
    organisation: referral.to.organisationName ?? '',
    sentOn: dayOf(referral.sentAt),
    answeredOn: dayOf(referral.answeredAt),
    closedOn: dayOf(referral.closedAt),
    status: referral.status,
    reason: referral.statusReason,
    note: referral.statusNote,
    output: referral.output,
  });
  const parts: ThreadPart[] = [
    {
      title: 'How it stands',
      tone: 'warm',
      children: (
        <>
          <p>
            <StatusTag status={standingOf(referral, props.today)} />
          </p>
          <Outcome referral={referral} />
          {toRead && (
            <form method="post" action={`${here}/read`}>
              <Button preventDoubleClick>I have read it</Button>
            </form>
          )}
          <MoveButtons referral={referral} sides={sides} here={here} />
          {isRequester && person !== undefined && referral.to.organisation !== undefined && (
            <AskAgain referral={referral} here={here} home={home} again={props.again} />
          )}
          {referral.reopens !== undefined && (
            <p>
              <a href={`${home}/referrals/${referral.reopens}`}>The earlier referral from which this one goes on</a>
            </p>
          )}
        </>
      ),
    },
    ...(isRequester && referral.to.organisation !== undefined && !isEnded(referral.status)
      ? [
          {
            title: 'Answering without an account',
            children: (
              <>
                <p>
                  The group can answer from a phone, by a link that works for fourteen days. A new link ends every
                  earlier one.
                </p>
                <form method="post" action={`${here}/link`}>
                  <Button preventDoubleClick variant="secondary">
                    Make a link
                  </Button>
                </form>
              </>
            ),
          },
        ]
      : []),
    { title: isOwn ? 'What was asked for you' : 'What is asked', children: <WhatIsAsked referral={referral} /> },
    ...(props.goal === undefined
      ? []
      : [
          {
            title: 'The goal it serves',
            children: (
              <p>
                <a
                  href={
                    isOwn
                      ? `${home}/me#goal-${props.goal.id}`
                      : `${home}/people/${referral.person}#goal-${props.goal.id}`
                  }
                >
                  {props.goal.words}
                </a>
              </p>
            ),
          },
        ]),
    {
      title: 'What happened',
      children: (
        <>
          <ReferralHistory events={props.events} />
          {props.canFollow && (
            <p>
              <a href={`${home}/thread/referral/${referral.id}`}>Follow the thread of this referral</a>
            </p>
          )}
        </>
      ),
    },
    ...(isRequester && message !== undefined
      ? [
          {
            title: 'A note for your own records',
            lede: 'At most ten lines, without the name: ready to paste.',
            children: (
              <InsetText>
                <pre class="ct-note">{message}</pre>
              </InsetText>
            ),
          },
        ]
      : []),
  ];
  const sent = referral.sentAt === undefined ? '' : `, ${formatDate(todayInLondon(referral.sentAt))}`;
  return (
    <>
      <Hero
        kicker="Referral"
        title={referral.to.name}
        lede={`${referral.from.name} asks ${referral.to.organisationName ?? 'a group'}${sent}`}
      >
        {person !== undefined && (
          <Button href={isOwn ? `${home}/me` : `${home}/people/${person.id}`} variant="secondary">
            {isOwn ? 'My plan' : person.name}
          </Button>
        )}
        {props.service !== undefined && (
          <Button href={props.service} variant="secondary">
            About this service
          </Button>
        )}
      </Hero>
      <ReferralContact referral={referral} />
      {person === undefined && !isEnded(referral.status) && (
        <InsetText text="You see who it is once you have said yes, and as long as you help." />
      )}
      <Thread parts={parts} />
    </>
  );
}
