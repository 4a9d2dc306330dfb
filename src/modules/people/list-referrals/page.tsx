import { Empty, Hero, Rows } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { referralNote } from '../parts/referral.tsx';
import type { Person } from '../store/people.ts';
import { standingOf, type ReferralList, type SeenReferral } from '../store/referrals.ts';

const listWords: Readonly<Record<ReferralList, { link: string; none: string }>> = {
  'to-answer': { link: 'Wait for our answer', none: 'Nobody waits for an answer from us.' },
  helping: { link: 'We are helping', none: 'We help nobody through a referral just now.' },
  unanswered: { link: 'Nobody has answered us', none: 'Everybody has answered us.' },
  'to-read': { link: 'Answers to read', none: 'There is no answer to read.' },
  all: { link: 'All, the newest first', none: 'There are no referrals yet.' },
};

/** Referrals in one list, with a way to the others. */
export function ReferralsPage(props: {
  shown: readonly SeenReferral[];
  people: ReadonlyMap<string, Person>;
  list: ReferralList;
  home: string;
  today: LocalDate;
  more: string | undefined;
}) {
  const { home, list } = props;
  return (
    <>
      <Hero title="Referrals" lede="Whom we asked, and who asked us. Every referral is owed an answer." />
      <p>
        <a href={`${home}/referrals/open`}>Offered to us and to others</a> ·{' '}
        <a href={`${home}/referrals/answers`}>How we answer</a>
      </p>
      <nav class="ct-contents" aria-label="Lists of referrals">
        <ul>
          {Object.entries(listWords).map(([value, { link }]) => (
            <li key={value}>
              <a href={`${home}/referrals?list=${value}`} aria-current={value === list ? 'page' : undefined}>
                {link}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {props.shown.length === 0 ? (
        <Empty heading={listWords[list].none}>
          <p>
            A referral begins on a person’s page: <a href={`${home}/people`}>open People</a>, choose somebody, and ask a
            group to help.
          </p>
        </Empty>
      ) : (
        <Rows
          items={props.shown.map((referral) => (
            <>
              <p class="ct-row__title">
                <a href={`${home}/referrals/${referral.id}`}>
                  {props.people.get(referral.person)?.name ?? 'Somebody'}: {referral.to.name}
                </a>{' '}
                <StatusTag status={standingOf(referral, props.today)} />
              </p>
              <p class="ct-small">{referralNote(referral)}</p>
            </>
          ))}
        />
      )}
      {props.more !== undefined && (
        <p>
          <a href={props.more}>More referrals</a>
        </p>
      )}
    </>
  );
}
