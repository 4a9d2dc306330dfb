import {
  Button,
  Checkboxes,
  DayField,
  Details,
  Empty,
  errorOf,
  Hero,
  Rows,
  Tag,
  TextField,
} from '../../../design/index.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedList, type FormView } from '../../../lib/form-reader.ts';
import { listInWords } from '../../../lib/text.ts';
import { agreementPurposes, agreementStanding, purposeWords } from '../domain/agreement.ts';
import { categoryWords } from '../messages.ts';
import type { SeenAgreement } from '../store/agreements.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Standing(props: { one: SeenAgreement; now: Date; today: LocalDate }) {
  switch (agreementStanding(props.one, props.now, props.today)) {
    case 'ended':
      return <Tag colour="grey">Ended</Tag>;
    case 'review-overdue':
      return <Tag colour="orange">Review overdue</Tag>;
    case 'in-force':
      return <Tag colour="green">In force</Tag>;
  }
}

function OneAgreement(props: {
  one: SeenAgreement;
  base: string;
  now: Date;
  today: LocalDate;
  form: FormView;
  canEdit: boolean;
}) {
  const { one, base, now } = props;
  const isRunning = one.until === undefined || one.until > now;
  const here = one.parties.filter((party) => party.until === undefined || party.until > now);
  return (
    <>
      <p class="ct-row__title">
        {one.name} <Standing {...props} />
      </p>
      <p>
        {listInWords(here.map((party) => party.name))} may share{' '}
        {listInWords(one.categories.map((category) => categoryWords[category] ?? category))}, for{' '}
        {listInWords(one.purposes.map((purpose) => purposeWords[purpose]))}, at most.
      </p>
      <p class="ct-small">
        {one.lawfulBasis} · from {formatDate(todayInLondon(one.from))}
        {one.until !== undefined && ` until ${formatDate(todayInLondon(one.until))}`} · review by{' '}
        {formatDate(one.reviewOn)}
      </p>
      {isRunning && props.canEdit && (
        <Details summary={`Change: ${one.name}`}>
          <form method="post" action={`${base}/${one.id}/review`}>
            <DayField form={props.form} name="review" legend="It was reviewed. When again?" />
            <Button variant="secondary" small preventDoubleClick>
              Save the review
            </Button>
          </form>
          {here.map((party) => (
            <form method="post" action={`${base}/${one.id}/leave`} key={party.organisation}>
              <Button name="organisation" value={party.organisation} variant="secondary" small preventDoubleClick>
                {party.name} leaves it
              </Button>
            </form>
          ))}
          <form method="post" action={`${base}/${one.id}/end`}>
            <p>Ending it closes at once whatever it opened.</p>
            <Button variant="warning" small preventDoubleClick>
              End this agreement
            </Button>
          </form>
        </Details>
      )}
    </>
  );
}

/** What partners may share with each other at most, and a form for a new agreement. */
export function AgreementsPage(props: {
  agreements: readonly SeenAgreement[];
  partners: readonly { id: string; name: string }[];
  base: string;
  now: Date;
  form: FormView;
  /** The form of one agreement keeps its own problems; the others are about a new one. */
  canEdit: boolean;
}) {
  const { form, base, now } = props;
  const today = todayInLondon(now);
  const common = { base, now, today, form: { typed: {}, problems: [] }, canEdit: props.canEdit };
  return (
    <>
      <Hero
        title="Sharing agreements"
        lede="What partners may share about a person at most. An agreement alone opens nothing: the person must allow it, and the partner must be working with them."
      />
      {props.agreements.length === 0 ? (
        <Empty heading="No agreement yet">
          <p>Without one, each organisation sees only what it wrote itself.</p>
        </Empty>
      ) : (
        <Rows
          items={props.agreements.map((one) => (
            <OneAgreement key={one.id} one={one} {...common} />
          ))}
        />
      )}
      {props.canEdit && (
        <form method="post" action={base}>
          <h2>Add an agreement</h2>
          <TextField form={form} name="name" label="Its name" hint="As it stands on the paper that was signed" />
          <Checkboxes
            name="parties"
            legend="Between whom?"
            legendSize="s"
            error={errorOf(form, 'parties')}
            values={typedList(form.typed, 'parties')}
            items={props.partners.map((one) => ({ value: one.id, text: one.name }))}
          />
          <Checkboxes
            name="purposes"
            legend="What for?"
            legendSize="s"
            error={errorOf(form, 'purposes')}
            values={typedList(form.typed, 'purposes')}
            items={agreementPurposes.map((value) => ({ value, text: capital(purposeWords[value]) }))}
          />
          <Checkboxes
            name="categories"
            legend="What may be shared?"
            legendSize="s"
            error={errorOf(form, 'categories')}
            values={typedList(form.typed, 'categories')}
            items={personCategories.map((value) => ({ value, text: capital(categoryWords[value] ?? value) }))}
          />
          <TextField
            form={form}
            name="basis"
            label="On which lawful basis?"
            hint="For example: public task under UK GDPR article 6(1)(e); confidentiality by the person’s consent"
          />
          <DayField form={form} name="review" legend="When is it looked at again?" hint="For example, 27 3 2030" />
          <DayField
            form={form}
            name="until"
            legend="Until when does it hold (optional)"
            hint="For example, 27 3 2032"
          />
          <Button preventDoubleClick>Add this agreement</Button>
        </form>
      )}
    </>
  );
}
