import {
  Button,
  Checkboxes,
  DayField,
  Empty,
  Hero,
  LongField,
  Radios,
  Rows,
  Select,
  SummaryList,
  errorOf,
} from '../../../design/index.ts';
import { formatDate, formatInstant } from '../../../lib/dates.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { handoverKinds, handoverKindWords, handoverStanding, type HandoverAnswer } from '../domain/handover.ts';
import { AnswerForm } from '../parts/answer-form.tsx';
import type { Ledger, SeenHandover } from '../store/handovers.ts';

/** What is open of a person, in words. */
function openWords(one: { tasks: number; appointments: number; referrals: number }): string {
  const parts = [
    one.tasks === 0 ? '' : plural(one.tasks, 'task'),
    one.appointments === 0 ? '' : plural(one.appointments, 'appointment'),
    one.referrals === 0 ? '' : plural(one.referrals, 'running referral'),
  ].filter((part) => part !== '');
  return listInWords(parts);
}

/** The form on which people are offered to a colleague. */
export function NewHandoverPage(props: {
  form: FormView;
  action: string;
  from: { account: string; name: string };
  isMine: boolean;
  /** Whose people whoever coordinates can hand over. */
  workers: readonly { account: string; name: string }[];
  home: string;
  colleagues: readonly { account: string; name: string }[];
  ledger: Ledger;
}) {
  const { form, ledger, from } = props;
  return (
    <>
      <Hero
        title="Hand people over"
        lede="A colleague is asked and says yes or no. Nothing moves before that. Then everybody is told in plain words, in the way that is safe for them."
      />
      {props.workers.length > 0 && (
        <form method="get" action={`${props.home}/handovers/new`}>
          <Select
            name="from"
            label="Whose people?"
            value={from.account}
            items={props.workers.map((one) => ({ value: one.account, text: one.name }))}
          />
          <Button variant="secondary">Show them</Button>
        </form>
      )}
      {ledger.length === 0 ? (
        <Empty heading={props.isMine ? 'You lead for nobody' : `${from.name} leads for nobody`}>
          <p>There is nobody to hand over.</p>
        </Empty>
      ) : (
        <form method="post" action={props.action}>
          <input type="hidden" name="from" value={from.account} />
          <Select
            name="to"
            label="To whom?"
            value={typedText(form.typed, 'to')}
            error={errorOf(form, 'to')}
            items={[
              { value: '', text: 'Choose a colleague' },
              ...props.colleagues
                .filter((one) => one.account !== from.account)
                .map((one) => ({ value: one.account, text: one.name })),
            ]}
          />
          <Radios
            name="kind"
            legend="For how long?"
            legendSize="m"
            value={typedText(form.typed, 'kind')}
            error={errorOf(form, 'kind')}
            items={handoverKinds.map((value) => ({
              value,
              text: handoverKindWords[value],
              ...(value === 'leave' && {
                conditional: (
                  <DayField form={form} name="back" legend="On which day does everybody come back by themselves?" />
                ),
              }),
            }))}
          />
          <Radios
            name="whom"
            legend="Whom?"
            legendSize="m"
            value={typedText(form.typed, 'whom')}
            error={errorOf(form, 'whom')}
            items={[
              { value: 'everybody', text: `Everybody: ${plural(ledger.length, 'person', 'people')}` },
              {
                value: 'some',
                text: 'Only some',
                conditional: (
                  <Checkboxes
                    name="people"
                    legend="Which?"
                    legendSize="s"
                    small
                    values={typedList(form.typed, 'people')}
                    error={errorOf(form, 'people')}
                    items={ledger.map((one) => ({ value: one.person, text: one.name, hint: openWords(one) }))}
                  />
                ),
              },
            ]}
          />
          <LongField
            form={form}
            name="note"
            label="What should the colleague know? (optional)"
            hint="About the work, not about anybody: what concerns a person belongs into a note about them."
            rows={3}
          />
          <p>
            Whoever asked that this colleague must not know of them stays with {props.isMine ? 'you' : from.name}. Open
            tasks and appointments move along; referrals stay with your organisation and are named.
          </p>
          <Button preventDoubleClick>Ask the colleague</Button>
        </form>
      )}
    </>
  );
}

const answerWords: Readonly<Record<HandoverAnswer, string>> = {
  accept: 'Yes, I take them on',
  decline: 'No, I cannot',
  withdraw: 'Take the question back',
  end: 'End it now: everybody comes back',
};

/** One handover: who, for how long, with what, and what can be said of it. */
export function HandoverPage(props: {
  form: FormView;
  action: string;
  home: string;
  handover: SeenHandover;
  people: readonly { id: string; name: string }[];
  answers: readonly HandoverAnswer[];
}) {
  const { form, handover, answers } = props;
  const names = new Map(props.people.map((one) => [one.id, one.name]));
  const shown = handover.people.filter((one) => names.has(one.person));
  return (
    <>
      <Hero kicker="Handover" title={`From ${handover.from.name} to ${handover.to.name}`} lede={handover.note} />
      <p>
        <StatusTag status={handoverStanding(handover)} />
      </p>
      <SummaryList
        rows={[
          {
            key: 'For how long',
            value: handover.backOn === undefined ? 'For good' : `Until ${formatDate(handover.backOn)}`,
          },
          { key: 'Asked on', value: formatInstant(handover.offeredAt) },
          {
            key: 'Answered on',
            value: handover.answeredAt === undefined ? '' : formatInstant(handover.answeredAt),
          },
          { key: 'Answer', value: handover.answer },
        ].filter((row) => row.value !== '')}
      />
      <h2>{plural(shown.length, 'person', 'people')}</h2>
      <Rows
        items={shown.map((one) => (
          <>
            <p class="ct-row__title">
              <a href={`${props.home}/people/${one.person}`}>{names.get(one.person)}</a>
            </p>
            <p class="ct-small">
              {[
                one.back ? `Back with ${handover.from.name}` : one.moved ? `With ${handover.to.name}` : '',
                one.moved ? openWords(one) : '',
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </p>
          </>
        ))}
      />
      {answers.length > 0 && (
        <AnswerForm
          form={form}
          action={props.action}
          version={handover.version}
          answers={answers.map((value) => ({ value, text: answerWords[value] }))}
          hint="Needed for a no"
        />
      )}
    </>
  );
}
