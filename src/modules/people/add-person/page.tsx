import { Button, Hero, Radios, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { waysGiven, wayGivenWords } from '../domain/words.ts';
import { DetailFields } from '../edit-person/fields.tsx';
import { WhoSelect } from '../parts/who-select.tsx';
import type { Worker } from '../store/sharing.ts';

/** The first form about a person: three questions about who may know, then the person. */
export function AddPersonPage(props: {
  form: FormView;
  action: string;
  us: string;
  organisations: readonly { id: string; name: string }[];
  workers: readonly Worker[];
}) {
  const { form } = props;
  return (
    <>
      <Hero
        kicker="Somebody new"
        title="Begin with what they allow"
        lede="Ask these three questions first, together with the person. They can change every answer at any time."
      />
      <form method="post" action={props.action}>
        <Radios
          name="may-know"
          legend="Who may know that we are helping you?"
          legendSize="m"
          value={typedText(form.typed, 'may-know')}
          error={errorOf(form, 'may-know')}
          items={[
            { value: 'only-us', text: `Only ${props.us}` },
            { value: 'partners', text: 'Also partners who work with them', hint: 'Only while they work with them.' },
          ]}
        />
        <Radios
          name="may-plan"
          legend="Who may see your support plan?"
          legendSize="m"
          value={typedText(form.typed, 'may-plan')}
          error={errorOf(form, 'may-plan')}
          items={[
            { value: 'only-us', text: `Only ${props.us}` },
            {
              value: 'partners',
              text: 'Also partners who work with them',
              hint: 'Then nobody has to tell their story twice. What touches on safety stays with us.',
            },
          ]}
        />
        <Radios
          name="must-not"
          legend="Is there anybody who must not know?"
          legendSize="m"
          hint="For example, somebody they used to live with who works for one of us. It counts for everything."
          value={typedText(form.typed, 'must-not')}
          error={errorOf(form, 'must-not')}
          items={[
            { value: 'nobody', text: 'No' },
            {
              value: 'somebody',
              text: 'Yes',
              conditional: (
                <WhoSelect
                  name="must-not-who"
                  label="Who must not know?"
                  organisations={props.organisations}
                  workers={props.workers}
                  value={typedText(form.typed, 'must-not-who')}
                  error={errorOf(form, 'must-not-who')}
                />
              ),
            },
          ]}
        />
        <Radios
          name="how"
          legend="How did the person tell you this?"
          legendSize="s"
          inline
          value={typedText(form.typed, 'how')}
          error={errorOf(form, 'how')}
          items={waysGiven.map((value) => ({ value, text: wayGivenWords[value] }))}
        />
        <h2>The person</h2>
        <DetailFields form={form} />
        <Button preventDoubleClick>Add this person</Button>
      </form>
    </>
  );
}
