import { ActionLink, Button, InsetText, LongField, Quote, Rows, WarningCallout } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { Contingency } from '../parts/contingency.tsx';
import { SafeContact } from '../show-person/page.tsx';
import type { CarerAlert } from '../store/carer-alerts.ts';
import type { SeenTie } from '../store/circle.ts';
import type { SeenContingency } from '../store/contingency.ts';
import type { Person } from '../store/people.ts';

function Urgent() {
  return (
    <WarningCallout heading="If somebody is in danger" headingLevel={2}>
      <p>Ring 999. For urgent help that is no emergency, ring 111.</p>
    </WarningCallout>
  );
}

/** Where a carer says that they cannot carry on, and reads what happens now. */
export function SayPage(props: {
  form: FormView;
  home: string;
  person: Person;
  alerts: readonly CarerAlert[];
  contingencies: readonly SeenContingency[];
  circle: readonly SeenTie[];
}) {
  const { form, person } = props;
  // While things are hidden the page does not tell that anything was ever said here, nor to whom.
  const isOpen = !person.safeMode && props.alerts.some((one) => one.answer === undefined);
  const lead = person.leadName;
  const helps = props.contingencies.length > 0 && (
    <section key="helps">
      <h2>What you wrote down for such a day</h2>
      {props.contingencies.map((one) => (
        <Contingency contingency={one} circle={props.circle} change={undefined} key={one.id} />
      ))}
    </section>
  );
  const say = (
    <section key="say">
      <h2>{isOpen ? 'Do you want to add something?' : 'Say it'}</h2>
      {!isOpen && (
        <p>
          Looking after somebody can be too much for anybody. Press the button, and whoever keeps your record knows at
          once. You need not explain.
        </p>
      )}
      <form method="post" action={`${props.home}/me/cannot-carry-on`}>
        <LongField form={form} name="words" label="What would help most right now? (optional)" rows={3} />
        <Button preventDoubleClick>{isOpen ? 'Add this' : 'I cannot carry on'}</Button>
      </form>
    </section>
  );
  return (
    <>
      <h1>{isOpen ? 'Thank you for saying so' : 'When you cannot carry on'}</h1>
      {isOpen &&
        (lead === undefined ? (
          <InsetText text="Nobody keeps your record at the moment, so nobody was told. Please ring your GP practice or 111 today." />
        ) : (
          <InsetText
            text={`Everybody who works with people at ${lead} sees it from now on, at the top of their list. You have done nothing wrong. It is not your job to find the answer.`}
          />
        ))}
      <Urgent />
      {isOpen ? [helps, say] : [say, helps]}
      {!person.safeMode && props.alerts.length > 0 && (
        <section>
          <h2>What you said, and what was done</h2>
          <Rows
            items={props.alerts.map((one) => (
              <>
                <p class="nhsuk-u-margin-bottom-1">
                  {one.answer === undefined ? 'Somebody will be in touch.' : one.answer.words}
                </p>
                <p class="ct-small">
                  Said {formatInstant(one.saidAt)}
                  {one.words !== '' && ` · ${one.words}`}
                </p>
              </>
            ))}
          />
        </section>
      )}
    </>
  );
}

/** What a worker sees of a carer who cannot carry on, and where they say what was done. */
export function AlertPage(props: {
  form: FormView;
  action: string;
  home: string;
  person: Person;
  alert: CarerAlert;
  contingencies: readonly SeenContingency[];
  circle: readonly SeenTie[];
  /** People of the circle with a record that this reader may see. */
  known: ReadonlySet<string>;
}) {
  const { person, alert, home } = props;
  const caredFor = props.circle.filter((tie) => tie.care === 'cares-for');
  return (
    <>
      <h1>{person.knownAs} cannot carry on</h1>
      <p class="nhsuk-lede-text">
        Said {formatInstant(alert.saidAt)}. Get in touch today, and ask what would help first.
      </p>
      <SafeContact person={person} />
      {person.phone !== '' && <p>{person.phone}</p>}
      {alert.words !== '' && <Quote>{alert.words}</Quote>}
      {caredFor.length > 0 && (
        <section>
          <h2>Whom they look after</h2>
          <Rows
            items={caredFor.map((tie) =>
              tie.otherPerson !== undefined && props.known.has(tie.otherPerson) ? (
                <a href={`${home}/people/${tie.otherPerson}#contingency`} key={tie.id}>
                  {tie.name}: if things go wrong
                </a>
              ) : (
                tie.name
              ),
            )}
          />
        </section>
      )}
      <section>
        <h2>What they wrote down for such a day</h2>
        {props.contingencies.length === 0 && <p>Nothing is written down yet. Ask, and write it down together.</p>}
        {props.contingencies.map((one) => (
          <Contingency contingency={one} circle={props.circle} change={undefined} key={one.id} />
        ))}
        <ActionLink href={`${home}/people/${person.id}`}>Their whole page</ActionLink>
      </section>
      {alert.answer === undefined ? (
        <form method="post" action={props.action}>
          <input type="hidden" name="version" value={alert.version} />
          <LongField
            form={props.form}
            name="answer"
            label="What did you do?"
            hint="They read it. It takes this off everybody’s list."
            rows={3}
          />
          <Button preventDoubleClick>Save</Button>
        </form>
      ) : (
        <InsetText text={`${formatInstant(alert.answer.at)}: ${alert.answer.words}`} />
      )}
    </>
  );
}
