import {
  Button,
  Checkboxes,
  errorOf,
  Hero,
  Rows,
  Select,
  SummaryList,
  Tag,
  WarningCallout,
} from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import {
  duties,
  dutyInSentence,
  dutyTasks,
  dutyWords,
  type Holder,
  type SigningDuty,
  type Standing,
} from '../domain/duties.ts';
import { documentNames, documentTitles } from './documents.ts';

function StandingWords(props: { one: Standing }) {
  const { one } = props;
  switch (one.state) {
    case 'vacant':
      return <Tag colour="orange">Nobody named</Tag>;
    case 'unsigned':
      return (
        <>
          {one.holder.name} <Tag colour="yellow">Not signed yet</Tag>
        </>
      );
    case 'signed':
      return (
        <>
          {one.holder.name} <Tag colour="green">Signed</Tag> {formatInstant(one.signedAt)}
          {one.isEarlierText && '. The documents have changed since: read them again'}
        </>
      );
  }
}

/** Who answers for the care of people here, what is missing, and where it is signed. */
export function CarePage(props: {
  standings: readonly Standing[];
  team: readonly Holder[];
  isDemo: boolean;
  isOn: boolean;
  digest: string;
  /** The duties that the reader holds and has not signed for under today's text, and those they have signed for. */
  mine: { toSign: readonly SigningDuty[]; signed: readonly SigningDuty[] };
  /** Whom an administrator could name; undefined for others. */
  accounts: readonly { account: string; name: string }[] | undefined;
  holders: readonly Holder[];
  base: string;
  home: string;
  form: FormView;
}) {
  const { standings, form, base } = props;
  const missing = standings.filter((one) => one.state !== 'signed');
  return (
    <>
      <Hero
        title="Care of people"
        lede="Who answers for what this place knows about people. No record of a person is begun before four people have signed."
      />
      {props.isOn ? (
        <p>
          <Tag colour="green">On</Tag>{' '}
          {props.isDemo ? 'This is a demo place: everybody in it is invented.' : 'Records of people can be kept here.'}
        </p>
      ) : (
        <WarningCallout heading="Records of people are off" headingLevel={2}>
          <p>What is missing:</p>
          <ul>
            {missing.map((one) => (
              <li key={one.duty}>
                {dutyWords[one.duty]}: {one.state === 'vacant' ? 'nobody is named' : 'has not signed the documents'}
              </li>
            ))}
          </ul>
        </WarningCallout>
      )}
      <h2>The four who sign</h2>
      <SummaryList rows={standings.map((one) => ({ key: dutyWords[one.duty], value: <StandingWords one={one} /> }))} />
      <h2>Who receives concerns</h2>
      {props.team.length === 0 ? (
        <p>The safeguarding lead alone, once there is one.</p>
      ) : (
        <Rows items={props.team.map((one) => `${one.name}, since ${formatDate(todayInLondon(one.from))}`)} />
      )}
      <h2>What waits for their decision</h2>
      <ul>
        <li>
          <a href={`${props.home}/erasure`}>Requests to be forgotten</a>, for the data protection officer
        </li>
        <li>
          <a href={`${props.home}/emergency-access`}>Emergency access to review</a>, for the Caldicott guardian
        </li>
      </ul>
      <h2>What is signed</h2>
      <p>
        Drafts that lie beside the program. Read them, have your organisation change what must be changed, then sign.
      </p>
      <ul>
        {documentNames.map((name) => (
          <li key={name}>
            <a href={`${base}/documents/${name}`}>{documentTitles[name]}</a>
          </li>
        ))}
      </ul>
      {props.mine.toSign.map((duty) => (
        <form method="post" action={`${base}/sign`} key={duty}>
          <h3>Sign as {dutyInSentence(duty)}</h3>
          <p>{dutyTasks[duty]}</p>
          <input type="hidden" name="duty" value={duty} />
          <input type="hidden" name="digest" value={props.digest} />
          <Checkboxes
            name="read"
            legend="The documents"
            legendSize="s"
            error={errorOf(form, 'read')}
            items={[{ value: 'yes', text: 'I have read the documents, and I answer for them in this place' }]}
            values={[]}
          />
          <Button preventDoubleClick>Sign</Button>
        </form>
      ))}
      {props.mine.signed.map((duty) => (
        <form method="post" action={`${base}/withdraw`} key={duty}>
          <h3>You have signed as {dutyInSentence(duty)}</h3>
          <p>Taking it back stops new records at once. Those that are there stay.</p>
          <Button name="duty" value={duty} variant="secondary" preventDoubleClick>
            Take my signature back
          </Button>
        </form>
      ))}
      {props.accounts !== undefined && (
        <>
          <h2>Name somebody</h2>
          <form method="post" action={`${base}/name`}>
            <Select
              name="duty"
              label="For what?"
              value={typedText(form.typed, 'duty')}
              error={errorOf(form, 'duty')}
              items={[{ value: '', text: 'Choose' }, ...duties.map((value) => ({ value, text: dutyWords[value] }))]}
            />
            <Select
              name="account"
              label="Whom?"
              hint="Somebody with a role in this place other than resident."
              value={typedText(form.typed, 'account')}
              error={errorOf(form, 'account')}
              items={[
                { value: '', text: 'Choose' },
                ...props.accounts.map((one) => ({ value: one.account, text: one.name })),
              ]}
            />
            <Button preventDoubleClick>Name them</Button>
          </form>
          {props.holders.length > 0 && (
            <>
              <h2>End a duty</h2>
              <Rows
                items={props.holders.map((one) => (
                  <form method="post" action={`${base}/end`} key={one.id}>
                    <p class="ct-row__title">
                      {one.name}, {dutyInSentence(one.duty)}
                    </p>
                    <Button name="holder" value={one.id} variant="secondary" small preventDoubleClick>
                      End
                      <span class="nhsuk-u-visually-hidden">
                        {' '}
                        the duty of {one.name} as {dutyInSentence(one.duty)}
                      </span>
                    </Button>
                  </form>
                ))}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

/** Where somebody wants to begin a record and the place may not keep any yet. */
export function CareOffPage(props: { home: string }) {
  return (
    <>
      <Hero title="Records of people are off here" />
      <p>
        A place keeps no record of a person until its data protection officer, its Caldicott guardian, its safeguarding
        lead and its clinical safety officer are named and have signed the safety documents.
      </p>
      <p>
        <a href={`${props.home}/admin/care`}>See what is missing</a>
      </p>
    </>
  );
}
