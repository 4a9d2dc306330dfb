import {
  Button,
  Empty,
  errorOf,
  Fieldset,
  Hero,
  InsetText,
  LongField,
  Pagination,
  Radios,
  Rows,
  Table,
  TextField,
} from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import type { ServiceContent } from '../domain/content.ts';
import { checkedWords, fieldLabel, fieldText, type OfferedField } from '../domain/offered.ts';
import type { Refusal } from '../store/do-not-list.ts';
import type { Question } from '../store/import-questions.ts';
import type { Service } from '../store/services.ts';

/** What somebody has to decide, the longest first. */
export function QuestionsPage(props: { home: string; questions: readonly Question[]; nextHref: string | undefined }) {
  return (
    <>
      <Hero
        kicker="Bring in another directory"
        title="Questions to decide"
        lede="Where another directory says something else, or may list what is here already. Nothing is written before you decide."
      />
      {props.questions.length === 0 ? (
        <Empty heading="Nothing to decide">
          <p>What another directory says differently stands here when you bring it in.</p>
        </Empty>
      ) : (
        <Rows
          items={props.questions.map((one) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${props.home}/community/imports/questions/${one.id}`}>
                  <strong>{one.offered.content.name}</strong>
                </a>
              </p>
              <p class="ct-small nhsuk-u-margin-bottom-0">
                {one.isDuplicate ? 'It may be here already: ' : 'It says something else: '}
                {one.why.toLowerCase()} · {one.source}
              </p>
            </>
          ))}
        />
      )}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More questions' }} label="More questions" />
      )}
    </>
  );
}

/** One question: both listings beside each other, field by field, and the decision. */
export function QuestionPage(props: {
  home: string;
  question: Question;
  service: Service;
  ours: ServiceContent;
  base: number;
  fields: readonly OfferedField[];
  today: LocalDate;
  form: FormView;
}) {
  const { question, service, ours, fields, today, form } = props;
  const theirs = question.offered.content;
  return (
    <>
      <Hero
        kicker={question.source}
        title={theirs.name}
        lede={
          question.isDuplicate
            ? `It may be the same as “${ours.name}”, because ${question.why}.`
            : 'This service came from there. Both have changed since.'
        }
      />
      <p>
        Here: <a href={`${props.home}/community/services/${service.slug}`}>{ours.name}</a>, run by{' '}
        {service.organisation.name}. There: {question.offered.organisation.name}.{' '}
        {checkedWords(question.offered.checkedOn)}
      </p>
      {question.state !== 'asked' ? (
        <InsetText text="Somebody has decided about this already." />
      ) : (
        <form method="post" action={`${props.home}/community/imports/questions/${question.id}`}>
          <input type="hidden" name="base" value={String(props.base)} />
          <Fieldset legend="Where they differ" legendSize="m">
            {fields.length === 0 && <p>They say the same.</p>}
            {fields.map((field) => (
              <Radios
                key={field}
                name={`field-${field}`}
                legend={fieldLabel(field)}
                legendSize="s"
                value={typedText(form.typed, `field-${field}`) || 'ours'}
                items={[
                  { value: 'ours', text: `Ours: ${shown(ours, field, today)}` },
                  { value: 'theirs', text: `Theirs: ${shown(theirs, field, today)}` },
                ]}
              />
            ))}
          </Fieldset>
          {question.isDuplicate ? (
            <Radios
              name="decision"
              legend="Your decision"
              legendSize="m"
              value={typedText(form.typed, 'decision')}
              error={errorOf(form, 'decision')}
              items={[
                { value: 'same', text: 'It is the same service: keep one, with what I chose above' },
                { value: 'different', text: 'It is another service: list both' },
                { value: 'leave-out', text: 'Leave it out' },
                {
                  value: 'keep-out',
                  text: 'They asked not to be listed',
                  conditional: <LongField form={form} name="reason" label="How do you know?" rows={2} />,
                },
              ]}
            />
          ) : (
            <input type="hidden" name="decision" value="same" />
          )}
          <Button preventDoubleClick>Decide</Button>
        </form>
      )}
    </>
  );
}

function shown(content: ServiceContent, field: OfferedField, today: LocalDate): string {
  const text = fieldText(content, field, today);
  return text === '' ? 'nothing' : text;
}

/** Those who asked not to be listed, and adding one. */
export function NotListedPage(props: { home: string; refusals: readonly Refusal[]; form: FormView }) {
  const { home, form } = props;
  return (
    <>
      <Hero
        kicker="Services"
        title="Those who asked not to be listed"
        lede="Kept so that no import brings them back. Only those who approve read this."
      />
      {props.refusals.length > 0 && (
        <Table
          responsive
          firstCellIsHeader
          caption="Not to be listed"
          captionSize="m"
          head={['Who', 'Since', 'How we know', '']}
          rows={props.refusals.map((one) => [
            one.shown,
            formatDate(todayInLondon(one.since)),
            one.reason,
            <form key={one.id} method="post" action={`${home}/community/not-listed/${one.id}/remove`}>
              <Button small variant="secondary">
                Let them be listed again<span class="nhsuk-u-visually-hidden">: {one.shown}</span>
              </Button>
            </form>,
          ])}
        />
      )}
      <form method="post" action={`${home}/community/not-listed`}>
        <h2>Add somebody</h2>
        <TextField form={form} name="name" label="Name of the service or group" width={30} />
        <TextField form={form} name="organisation" label="Organisation, if it is another name" width={30} />
        <TextField form={form} name="postcode" label="Postcode, if you know it" width={10} />
        <TextField form={form} name="phone" label="Phone, if you know it" width={20} />
        <LongField form={form} name="reason" label="How do you know?" rows={2} />
        <Button preventDoubleClick>Keep them off the list</Button>
      </form>
    </>
  );
}
