import {
  Button,
  Empty,
  errorOf,
  Hero,
  LongField,
  Quote,
  Radios,
  Rows,
  SummaryList,
  Tag,
  WarningCallout,
} from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView, type Typed } from '../../../lib/form-reader.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { closeReasons, closeWords, formatRequestCode, requestStanding, sourceWords } from '../domain/help-request.ts';
import { formatNhsNumber } from '../domain/nhs-number.ts';
import { safeContactWords, wayGivenWords } from '../domain/words.ts';
import { CandidateRows, Carried, KnownElsewhere } from '../match-person/page.tsx';
import type { Candidate } from '../store/candidates.ts';
import { askerWords, type HelpRequest, type OpenRequest } from '../store/help-requests.ts';

/** What waits to be taken in: for this organisation, and open to whoever can first. */
export function IntakePage(props: {
  waiting: readonly HelpRequest[];
  open: readonly OpenRequest[];
  home: string;
  today: LocalDate;
}) {
  const { home, today } = props;
  const standing = (one: { receivedAt: Date; urgency: HelpRequest['urgency'] }) =>
    requestStanding({ receivedOn: todayInLondon(one.receivedAt), urgency: one.urgency }, today);
  return (
    <>
      <Hero
        title="Requests for help"
        lede="From people themselves, from those who ask for them, and from practices. Who has waited longest stands first."
      >
        <Button href={`${home}/refer`} variant="secondary">
          Take in a letter from a practice
        </Button>
        <Button href={`${home}/people/match`} variant="secondary">
          Somebody is here or on the phone
        </Button>
      </Hero>
      {props.waiting.length === 0 ? (
        <Empty heading="Nobody waits to be taken in">
          <p>
            People ask for help on <a href={`${home}/ask-for-help`}>a page without an account</a>. What they send to
            your organisation stands here until somebody has taken it in.
          </p>
        </Empty>
      ) : (
        <Rows
          items={props.waiting.map((one) => (
            <>
              <p class="ct-row__title">
                <a href={`${home}/intake/${one.id}`}>{one.name}</a> <StatusTag status={standing(one)} />{' '}
                {one.safeContact !== 'any' && <Tag colour="yellow">Check how to get in touch</Tag>}
              </p>
              <p class="ct-small">
                {sourceWords[one.source]} · code {formatRequestCode(one.code)}
              </p>
            </>
          ))}
        />
      )}
      {props.open.length > 0 && (
        <>
          <h2>Open to whoever can first</h2>
          <p>You see who it is once your organisation has taken it.</p>
          <Rows
            items={props.open.map((one, index) => (
              <>
                <p class="ct-row__title">
                  {sourceWords[one.source]}, {formatDate(todayInLondon(one.receivedAt))}{' '}
                  <StatusTag status={standing(one)} />
                </p>
                <form method="post" action={`${home}/intake/${one.id}/take`}>
                  <Button small preventDoubleClick>
                    We take it<span class="nhsuk-u-visually-hidden">: number {index + 1} in the list</span>
                  </Button>
                </form>
              </>
            ))}
          />
        </>
      )}
    </>
  );
}

/** What a request says, as it was sent. */
export function WhatWasSent(props: { request: HelpRequest }) {
  const { request } = props;
  const rows = [
    { key: 'Name', value: request.name },
    { key: 'Day of birth', value: request.bornOn === undefined ? '' : formatDate(request.bornOn) },
    { key: 'NHS number', value: request.nhsNumber === undefined ? '' : formatNhsNumber(request.nhsNumber) },
    { key: 'Postcode', value: request.postcode },
    { key: 'Phone', value: request.phone },
    { key: 'Email', value: request.email },
    { key: 'Asked by', value: [askerWords(request), request.asker.contact].filter((one) => one !== '').join(': ') },
    { key: 'How soon', value: request.urgency === 'urgent' ? 'Urgent' : '' },
    { key: 'What they need to take part', value: request.accessNeeds },
    { key: 'To be safe on a visit', value: request.risks === '' ? 'Nothing was said' : request.risks },
    {
      key: 'Agreed',
      value: `${wayGivenWords[request.permissionHow]}, ${formatDate(request.permissionOn)}`,
    },
    { key: 'Code', value: formatRequestCode(request.code) },
  ];
  return (
    <>
      {request.safeContact !== 'any' && (
        <WarningCallout heading={safeContactWords[request.safeContact]} headingLevel={2}>
          <p>{request.safeContactNote}</p>
        </WarningCallout>
      )}
      <Quote>{request.reason}</Quote>
      <SummaryList rows={rows.filter((row) => row.value !== '')} />
    </>
  );
}

/** One request: what was sent, whether the person is known already, and what becomes of it. */
export function RequestPage(props: {
  request: HelpRequest;
  typed: Typed;
  candidates: readonly Candidate[];
  isKnownElsewhere: boolean;
  form: FormView;
  home: string;
}) {
  const { request, candidates, form, home, typed } = props;
  const here = `${home}/intake/${request.id}`;
  if (request.status !== 'waiting')
    return (
      <>
        <Hero kicker="Request for help" title={request.status === 'closed' ? 'It is closed' : 'It is taken in'} />
        <WhatWasSent request={request} />
        {request.referral !== undefined && (
          <p>
            <a href={`${home}/referrals/${request.referral}`}>Open the referral that it became</a>
          </p>
        )}
      </>
    );
  return (
    <>
      <Hero
        kicker="Request for help"
        title="Who is it?"
        lede="Ask them where you are not sure. You decide: nothing is joined by itself."
      />
      <WhatWasSent request={request} />
      <h2>{candidates.length === 0 ? 'Nobody you may see fits' : 'Is it one of them?'}</h2>
      {props.isKnownElsewhere && <KnownElsewhere />}
      <CandidateRows candidates={candidates} leads={{ to: 'form', action: `${here}/person` }} />
      <form method="post" action={`${home}/people/new`}>
        <Carried typed={typed} names={Object.keys(typed)} />
        <input type="hidden" name="request" value={request.id} />
        <input type="hidden" name="somebody-else" value={candidates.map((one) => one.person.id).join(' ')} />
        {props.isKnownElsewhere && <input type="hidden" name="known-elsewhere" value="seen" />}
        <input type="hidden" name="begin" value="yes" />
        <Button variant={candidates.length === 0 ? undefined : 'secondary'} preventDoubleClick>
          {candidates.length === 0 ? 'Add this person' : 'It is somebody else: add them'}
        </Button>
      </form>
      <h2>Nobody is to be taken in</h2>
      <form method="post" action={`${here}/close`}>
        <Radios
          name="close-reason"
          legend="Why?"
          legendSize="s"
          value={typedText(form.typed, 'close-reason')}
          error={errorOf(form, 'close-reason')}
          items={closeReasons.map((value) => ({ value, text: closeWords[value] }))}
        />
        <LongField form={form} name="close-note" label="In your own words (needed for another reason)" rows={2} />
        <Button variant="secondary" preventDoubleClick>
          Close the request
        </Button>
      </form>
    </>
  );
}
