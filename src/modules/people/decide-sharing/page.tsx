import { Button, Empty, Hero, Radios, Rows, Select, errorOf } from '../../../design/index.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { wayGivenWords, waysGiven } from '../domain/words.ts';
import { categoryWords } from '../messages.ts';
import { decisionNote, decisionWords, WhoMaySee } from '../parts/record.tsx';
import { WhoSelect } from '../parts/who-select.tsx';
import type { Sharing } from '../parts/load-record.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function How(props: { form: FormView; name: string }) {
  return (
    <Radios
      name={props.name}
      legend="How did the person tell you this?"
      legendSize="s"
      inline
      value={typedText(props.form.typed, props.name)}
      error={errorOf(props.form, props.name)}
      items={waysGiven.map((value) => ({ value, text: wayGivenWords[value] }))}
    />
  );
}

/** What a person allows: what holds today, what was decided when, and the two things that can be said. */
export function SharingPage(props: {
  sharing: Sharing;
  organisations: readonly { id: string; name: string }[];
  lead: string | undefined;
  me: string;
  forms: string;
  form: FormView;
  isOwn: boolean;
}) {
  const { sharing, form, forms, isOwn } = props;
  return (
    <>
      <Hero
        title={isOwn ? 'What I allow' : 'What the person allows'}
        lede="It holds from the moment it is written down. Taking it back holds at once, too."
      />
      <h2>Who may see what today</h2>
      <WhoMaySee whoMaySee={sharing.whoMaySee} />
      <h2>What was decided</h2>
      {sharing.decisions.length === 0 ? (
        <Empty heading="Nothing decided yet" headingLevel={3}>
          <p>Ask who may know, who may see the plan, and whether there is anybody who must not know.</p>
        </Empty>
      ) : (
        <Rows
          items={sharing.decisions.map((one) => (
            <>
              <p class="ct-row__title">{decisionWords(one, sharing.workers)}</p>
              <p class="ct-small">{decisionNote(one)}</p>
              {one.withdrawnAt === undefined && (
                <form method="post" action={`${forms}/sharing/withdraw`}>
                  <Button name="decision" value={one.id} variant="secondary" small preventDoubleClick>
                    Take this back
                    <span class="nhsuk-u-visually-hidden">: {decisionWords(one, sharing.workers)}</span>
                  </Button>
                </form>
              )}
            </>
          ))}
        />
      )}
      <h2>Let somebody see something</h2>
      <form method="post" action={`${forms}/sharing/permit`}>
        <Select
          name="permit-who"
          label="Who may see it?"
          hint="Only while they work with the person, and only as far as an agreement between the partners lets them."
          value={typedText(form.typed, 'permit-who')}
          error={errorOf(form, 'permit-who')}
          items={[
            { value: '', text: 'Choose' },
            { value: 'everybody', text: 'Every partner who works with the person' },
            ...props.organisations.map((one) => ({ value: one.id, text: one.name })),
          ]}
        />
        <Select
          name="category"
          label="What may they see?"
          value={typedText(form.typed, 'category')}
          error={errorOf(form, 'category')}
          items={[
            { value: '', text: 'Choose' },
            ...personCategories.map((value) => ({ value, text: capital(categoryWords[value] ?? value) })),
            { value: '*', text: 'All of these' },
          ]}
        />
        {!isOwn && <How form={form} name="how" />}
        <Button preventDoubleClick>Allow this</Button>
      </form>
      <h2>Somebody who must not know</h2>
      <form method="post" action={`${forms}/sharing/deny`}>
        <WhoSelect
          name="deny-who"
          label="Who must not know?"
          organisations={props.organisations.filter((one) => one.id !== props.lead)}
          workers={sharing.workers.filter((one) => one.account !== props.me)}
          value={typedText(form.typed, 'deny-who')}
          error={errorOf(form, 'deny-who')}
        />
        {!isOwn && <How form={form} name="deny-how" />}
        <Button variant="secondary" preventDoubleClick>
          Keep it from them
        </Button>
      </form>
    </>
  );
}
