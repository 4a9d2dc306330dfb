import { Button, Checkboxes, Hero, Radios, errorOf } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { waysGiven, wayGivenWords } from '../domain/words.ts';
import { DetailFields } from '../edit-person/fields.tsx';
import { WhoSelect } from '../parts/who-select.tsx';
import { CandidateRows, KnownElsewhere } from '../match-person/page.tsx';
import type { Candidate } from '../store/candidates.ts';
import type { Worker } from '../store/sharing.ts';

/** People whom nobody has yet said that it is not: before somebody is added a second time. */
function AskWhetherKnown(props: { form: FormView; home: string; known: Known }) {
  const { form, home, known } = props;
  const ids = [...new Set([typedText(form.typed, 'somebody-else'), ...known.candidates.map((one) => one.person.id)])];
  return (
    <>
      <h2>Is it one of them?</h2>
      {known.isKnownElsewhere && (
        <>
          <KnownElsewhere />
          <Checkboxes
            name="known-elsewhere"
            error={errorOf(form, 'known-elsewhere')}
            values={[]}
            items={[{ value: 'seen', text: 'It cannot wait: add them here as well' }]}
          />
        </>
      )}
      {known.candidates.length > 0 && (
        <>
          <CandidateRows candidates={known.candidates} leads={{ to: 'page', home }} />
          <Checkboxes
            name="somebody-else"
            error={errorOf(form, 'somebody-else')}
            values={[]}
            items={[{ value: ids.join(' ').trim(), text: 'It is somebody else: none of these' }]}
          />
        </>
      )}
    </>
  );
}

/** Who may be the one who is being added. */
export type Known = { candidates: readonly Candidate[]; isKnownElsewhere: boolean };

/** The first form about a person: three questions about who may know, then the person. */
export function AddPersonPage(props: {
  form: FormView;
  action: string;
  us: string;
  organisations: readonly { id: string; name: string }[];
  workers: readonly Worker[];
  home: string;
  /** Where somebody here may be the same person: it is asked before anybody is added. */
  known: Known | undefined;
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
        <input type="hidden" name="request" value={typedText(form.typed, 'request')} />
        {props.known !== undefined && <AskWhetherKnown form={form} home={props.home} known={props.known} />}
        {(props.known?.candidates ?? []).length === 0 && (
          <input type="hidden" name="somebody-else" value={typedText(form.typed, 'somebody-else')} />
        )}
        {props.known?.isKnownElsewhere !== true && (
          <input type="hidden" name="known-elsewhere" value={typedText(form.typed, 'known-elsewhere')} />
        )}
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
