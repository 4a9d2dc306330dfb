import { Hero, InsetText, QrCode, Thread } from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { linkDays } from '../domain/referral.ts';
import { MoveButtons } from '../show-referral/page.tsx';
import { ReferralContact, WhatIsAsked } from '../parts/referral.tsx';
import type { Person } from '../store/people.ts';
import { standingOf, type SeenReferral } from '../store/referrals.ts';

/** The link, told once: to pass on by phone, or to be read from the screen. */
export function NewLinkPage(props: { address: string; referral: SeenReferral }) {
  const { address, referral } = props;
  return (
    <>
      <Hero kicker="Referral" title="A link for the group" lede={`For ${referral.to.name}. It is shown only now.`} />
      <InsetText>
        <p>
          <a href={address}>{address}</a>
        </p>
      </InsetText>
      <p>
        It works for {linkDays} days and answers once. Pass it on to the group alone: whoever has it can answer for
        them. Every earlier link has ended.
      </p>
      <QrCode text={address} label="The link as a picture that a phone can read" class="ct-qr" />
    </>
  );
}

/** Where a link is wrong, too old or was replaced: one page for all, which tells nothing. */
export function NoLinkPage() {
  return (
    <>
      <Hero title="This link does not work" />
      <p>
        It may be mistyped, too old, or replaced by a newer one. Look for a newer letter, or ring those who sent it:
        they can make another.
      </p>
    </>
  );
}

/** Where it is over. */
export function OverPage() {
  return (
    <>
      <Hero title="This has been answered, and is over" />
      <p>Thank you. There is nothing more to do here, and nothing of it can be seen any longer.</p>
    </>
  );
}

/** A referral for whoever holds its link: what must be known before answering, and the answer. */
export function LinkPage(props: {
  referral: SeenReferral;
  person: Person | undefined;
  here: string;
  today: LocalDate;
}) {
  const { referral, person, here } = props;
  const isAsked = referral.status === 'requested';
  return (
    <>
      <Hero
        kicker={`${referral.from.name} asks`}
        title={isAsked ? 'Can you help?' : referral.to.name}
        lede={isAsked ? `It is about: ${referral.to.name}. You need no account.` : undefined}
      />
      <ReferralContact referral={referral} />
      {person !== undefined && (
        <InsetText>
          <p>
            <strong>{person.name}</strong>
            {person.phone !== '' && `, ${person.phone}`}
          </p>
          {person.formatNeeds !== '' && <p>{person.formatNeeds}</p>}
          {person.interpreter && <p>Needs an interpreter{person.language === '' ? '' : `: ${person.language}`}</p>}
          <p class="ct-small">You see this as long as you help. The person can see that you looked.</p>
        </InsetText>
      )}
      <Thread
        parts={[
          {
            title: 'What is asked',
            tone: 'warm',
            children: (
              <>
                <WhatIsAsked referral={referral} />
                {isAsked && <p>You see the name once you have said yes.</p>}
              </>
            ),
          },
          {
            title: isAsked ? 'Your answer' : 'How it stands',
            children: (
              <>
                {!isAsked && (
                  <p>
                    <StatusTag status={standingOf(referral, props.today)} />
                  </p>
                )}
                <MoveButtons referral={referral} sides={new Set(['performer'])} here={here} />
                {isAsked && referral.sentAt !== undefined && (
                  <p class="ct-small">
                    Saying no is an answer, too: they can then ask somebody else. Sent{' '}
                    {formatDate(todayInLondon(referral.sentAt))}.
                  </p>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
