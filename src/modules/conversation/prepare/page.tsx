import {
  Button,
  Details,
  errorOf,
  LongField,
  Radios,
  Rows,
  Select,
  Table,
  Tag,
  Textarea,
  TextField,
} from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { plural } from '../../../lib/text.ts';
import type { Conversation } from '../domain/conversation.ts';
import { attendanceOf, type ShownAttendance } from '../domain/attendance.ts';
import { whoIsMissing, type Presence } from '../domain/who-is-missing.ts';
import type { PopulationShare } from '../../../thread/kinds.ts';
import type { Sector } from '../store/conversations.ts';
import type { InvitedPartner, KeptGroup, OpenAnswer } from '../store/invitations.ts';

/** A group with the figure that is shown, and where that stands. */
export type ShownGroup = KeptGroup & { href: string | undefined };
type Props = {
  conversation: Conversation;
  base: string;
  partners: readonly InvitedPartner[];
  groups: readonly ShownGroup[];
  sectors: readonly Sector[];
  /** Figures of the place that say how many there are of a group. */
  shares: readonly PopulationShare[];
  /** Who said in the room that they are there; undefined before anybody was asked. */
  came: readonly ShownAttendance[] | undefined;
  notAsked: readonly { id: string; name: string }[];
  answers: readonly OpenAnswer[];
  /** The partners for which the reader speaks. */
  own: readonly string[];
  can: { run: boolean };
  form: FormView;
};

const standings: Record<Presence['standing'], { text: string; colour: 'red' | 'orange' | 'green' | 'grey' }> = {
  nobody: { text: 'Nobody yet', colour: 'red' },
  few: { text: 'Fewer than half of its share', colour: 'orange' },
  there: { text: 'There', colour: 'green' },
  unknown: { text: 'No figure to compare with', colour: 'grey' },
};
const answerWords: Record<InvitedPartner['answer'], string> = {
  none: 'No answer yet',
  coming: 'Comes',
  'not-coming': 'Does not come',
};

/** Before a workshop: who is asked, who comes, who is not here, and how each partner sees the place. */
export function PreparePage(props: Props) {
  const { conversation, partners, groups, own, can } = props;
  const coming = partners.filter((one) => one.answer === 'coming').reduce((sum, one) => sum + one.people, 0);
  const people = Math.max(
    coming,
    groups.reduce((most, one) => Math.max(most, one.coming), 0),
  );
  const presence = whoIsMissing(groups, people);
  const missing = presence.filter((one) => one.standing === 'nobody' || one.standing === 'few');
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Before the workshop</h1>
      <p>
        {plural(partners.length, 'partner')} asked, {plural(coming, 'person comes', 'people come')} so far.
      </p>
      <section aria-labelledby="missing">
        <h2 class="nhsuk-heading-m" id="missing">
          Who is not here
        </h2>
        {missing.length === 0 && partners.every((one) => one.answer !== 'none') ? (
          <p>Nobody whom you listed. Have you listed those who are seldom asked?</p>
        ) : (
          <ul class="nhsuk-list nhsuk-list--bullet">
            {missing.map((one) => (
              <li key={one.label}>
                {one.label}: {one.coming === 0 ? 'nobody' : plural(one.coming, 'person', 'people')}
                {one.expected !== undefined && `, where a room like the place would have ${Math.round(one.expected)}`}
              </li>
            ))}
            {partners
              .filter((one) => one.answer !== 'coming')
              .map((one) => (
                <li key={one.id}>
                  {one.name}: {answerWords[one.answer].toLowerCase()}
                </li>
              ))}
          </ul>
        )}
      </section>
      {props.sectors.length > 0 && <BySector {...props} />}
      {groups.length > 0 && (
        <Table
          id="groups"
          responsive
          caption="People of the place"
          captionSize="m"
          head={['Group', 'What we ask', 'Of 100 people here', { text: 'Come', numeric: true }, 'Beside its share']}
          rows={groups.map((group) => {
            const standing = standings[presence.find((one) => one.label === group.label)?.standing ?? 'unknown'];
            return [
              group.label,
              group.asked,
              group.percent === undefined ? (
                ''
              ) : (
                <>
                  {group.percent} ({group.href === undefined ? group.source : <a href={group.href}>{group.source}</a>})
                </>
              ),
              { text: String(group.coming), numeric: true },
              <Tag colour={standing.colour} key={group.id}>
                {standing.text}
              </Tag>,
            ];
          })}
          firstCellIsHeader
        />
      )}
      {own.length > 0 && <AnswerForm {...props} />}
      {partners.length > 0 && <SideBySide partners={partners} />}
      {can.run && <RunForms {...props} />}
    </>
  );
}

/** Invitations by sector, and after the workshop who came. */
function BySector({ sectors, partners, groups, came }: Props) {
  const nobody = attendanceOf(sectors, { partners, groups }, []);
  const askedOf = (sector: string | undefined): string =>
    [
      ...partners.filter((one) => one.sector === sector).map((one) => one.name),
      ...groups.filter((one) => one.sector === sector).map((one) => one.label),
    ].join(', ');
  const here = (label: string): string => {
    const row = came?.find((one) => one.label === label);
    return row === undefined ? '' : row.came === null ? 'Not shown' : String(row.came);
  };
  return (
    <Table
      id="by-sector"
      responsive
      caption="Invitations by group"
      captionSize="m"
      head={[
        'Group',
        'Asked',
        { text: 'Say they come', numeric: true },
        ...(came === undefined ? [] : [{ text: 'Were in the room', numeric: true }]),
      ]}
      rows={nobody.map((row, at) => [
        row.label,
        askedOf(sectors[at]?.id) || 'Nobody yet',
        { text: String(row.said), numeric: true },
        ...(came === undefined ? [] : [{ text: here(row.label), numeric: true }]),
      ])}
      firstCellIsHeader
    />
  );
}

/** Each partner's vision, challenges and opportunities beside those of the others. */
function SideBySide({ partners }: { partners: readonly InvitedPartner[] }) {
  return (
    <Table
      id="side-by-side"
      responsive
      caption="How each partner sees the place"
      captionSize="m"
      head={['Partner', 'Asked', 'Comes', 'Vision', 'Challenges', 'Opportunities']}
      rows={partners.map((one) => [
        one.name,
        one.asked,
        one.answer === 'coming' ? plural(one.people, 'person', 'people') : answerWords[one.answer],
        one.vision,
        one.challenges,
        one.opportunities,
      ])}
      firstCellIsHeader
    />
  );
}

function AnswerForm({ base, partners, own, form }: Props) {
  const mine = partners.filter((one) => own.includes(one.id));
  const [first] = mine;
  const typed = form.typed['vision'] === undefined && first !== undefined ? { ...form, typed: startOf(first) } : form;
  return (
    <form method="post" action={`${base}/prepare`} novalidate>
      <h2 class="nhsuk-heading-m">Answer for your organisation</h2>
      <Select
        name="organisation"
        label="Organisation"
        value={typedText(typed.typed, 'organisation') || first?.id}
        error={errorOf(form, 'organisation')}
        items={mine.map((one) => ({ value: one.id, text: one.name }))}
      />
      <Radios
        name="answer"
        legend="Do you come?"
        legendSize="s"
        value={typedText(typed.typed, 'answer')}
        error={errorOf(form, 'answer')}
        items={[
          { value: 'coming', text: 'Yes' },
          { value: 'not-coming', text: 'No' },
        ]}
      />
      <TextField form={typed} name="people" label="How many of you?" width={5} />
      <LongField form={typed} name="vision" label="What do you wish for this place?" rows={3} />
      <LongField form={typed} name="challenges" label="What makes it hard?" rows={3} />
      <LongField form={typed} name="opportunities" label="What could we do together?" rows={3} />
      <Button name="do" value="answer" preventDoubleClick>
        Send our answer
      </Button>
    </form>
  );
}

function startOf(one: InvitedPartner): Record<string, string> {
  return {
    organisation: one.id,
    answer: one.answer === 'none' ? '' : one.answer,
    people: one.people === 0 ? '' : String(one.people),
    vision: one.vision,
    challenges: one.challenges,
    opportunities: one.opportunities,
  };
}

function RunForms(props: Props) {
  const { base, notAsked, partners, answers, form, shares } = props;
  return (
    <>
      <h2 class="nhsuk-heading-m">Ask</h2>
      <Details summary="Ask a partner">
        <form method="post" action={`${base}/prepare`} novalidate>
          <Select
            name="organisation"
            id="asked-organisation"
            label="Partner"
            value=""
            error={errorOf(form, 'asked-organisation')}
            items={[
              { value: '', text: 'Choose' },
              ...[...notAsked, ...partners].map((one) => ({ value: one.id, text: one.name })),
            ]}
          />
          <SectorField {...props} name="sector" />
          <TextField form={form} name="asked" label="What do you ask of it?" />
          <Button name="do" value="invite" variant="secondary">
            Ask it
          </Button>
        </form>
      </Details>
      <Details summary="Add or change a group of people who should be heard">
        <form method="post" action={`${base}/prepare`} novalidate>
          <TextField form={form} name="label" label="Group" hint="For example: people under 25" />
          <SectorField {...props} name="group-sector" />
          <TextField form={form} name="group-asked" label="What do you ask of them?" />
          {shares.length > 0 && (
            <Select
              name="figure"
              label="How many there are, by a figure of this place"
              value={typedText(form.typed, 'figure')}
              error={errorOf(form, 'figure')}
              items={[
                { value: '', text: 'None of these: typed below, or not known' },
                ...shares.map((one) => ({
                  value: one.series,
                  text: `${one.label}: ${one.percent} of 100 (${one.source})`,
                })),
              ]}
            />
          )}
          <TextField form={form} name="percent" label="Of 100 people of the place, how many are of it?" width={5} />
          <TextField
            form={form}
            name="source"
            label="Where the figure comes from"
            hint="For example: the census of 2021"
          />
          <TextField form={form} name="coming" label="How many of them come?" width={5} />
          <Button name="do" value="group" variant="secondary">
            Keep it
          </Button>
        </form>
      </Details>
      {answers.length > 0 && (
        <section aria-labelledby="answers">
          <h2 class="nhsuk-heading-m" id="answers">
            What people said matters to them
          </h2>
          <Rows
            items={answers.map((answer) => (
              <form method="post" action={`${base}/prepare`} key={answer.id}>
                <p class="ct-row__title">{answer.body}</p>
                <input type="hidden" name="item" value={answer.id} />
                <Textarea
                  name="statements"
                  id={`statements-${answer.id}`}
                  label="Statements that you make of it, one a line"
                  rows={2}
                />
                <Button name="do" value="take-up" variant="secondary" small>
                  Done<span class="nhsuk-u-visually-hidden"> with: {answer.body}</span>
                </Button>
              </form>
            ))}
          />
        </section>
      )}
    </>
  );
}

/** Of which group of the conversation those are who are asked; where there are none, nothing is asked. */
function SectorField({ sectors, form, name }: Props & { name: string }) {
  if (sectors.length === 0) return null;
  return (
    <Select
      name={name}
      label="Of which group in the room?"
      value={typedText(form.typed, name)}
      error={errorOf(form, name)}
      items={[{ value: '', text: 'None' }, ...sectors.map((one) => ({ value: one.id, text: one.label }))]}
    />
  );
}
