import { Button, Empty, Hero, InsetText, Rows, Table, TextField } from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { formatNumber, plural } from '../../../lib/text.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { handoverStanding } from '../domain/handover.ts';
import { tooLongSentence, type WaitedTooLong } from '../domain/waiting.ts';
import { fullWeekHours, peoplePerFullWeek, roomLeft, workloadSentence, type Workload } from '../domain/workload.ts';
import { PersonRows } from '../list-people/page.tsx';
import type { SeenHandover } from '../store/handovers.ts';
import type { Person } from '../store/people.ts';

const unknown = 'Not known';

function Team(props: { team: readonly Workload[] }) {
  return (
    <section>
      <h2>Who does how much</h2>
      <p>{workloadSentence(props.team)}</p>
      <Table
        caption="Counts of each worker; no record is opened for them"
        captionSize="s"
        responsive
        head={[
          { text: 'Worker' },
          { text: 'People', numeric: true },
          { text: 'Per full week', numeric: true },
          { text: 'Room', numeric: true },
          { text: 'Tasks', numeric: true },
          { text: 'Late', numeric: true },
          { text: 'Unanswered', numeric: true },
          { text: 'Next 7 days', numeric: true },
        ]}
        firstCellIsHeader
        rows={props.team.map((one) => {
          const fair = peoplePerFullWeek(one);
          const left = roomLeft(one);
          return [
            {
              text: (
                <>
                  {one.name}
                  {one.awayUntil !== undefined && (
                    <span class="ct-small"> Away until {formatDate(one.awayUntil as LocalDate)}</span>
                  )}
                </>
              ),
            },
            { text: formatNumber(one.people), numeric: true },
            { text: fair === undefined ? unknown : formatNumber(fair, 1), numeric: true },
            { text: left === undefined ? unknown : formatNumber(left), numeric: true },
            { text: formatNumber(one.tasks), numeric: true },
            { text: formatNumber(one.overdue), numeric: true },
            { text: formatNumber(one.unanswered), numeric: true },
            { text: formatNumber(one.thisWeek), numeric: true },
          ];
        })}
      />
      <p class="ct-small">
        Per full week: people for each {fullWeekHours} hours of work. Room: for how many more people. Late: tasks whose
        day is past. Unanswered: referrals that wait for a group. Next 7 days: appointments. People are counted and not
        weighed: how much each asks of a worker is not measured. The table is for sharing work fairly, never for
        ranking.
      </p>
    </section>
  );
}

function Handovers(props: { handovers: readonly SeenHandover[]; home: string }) {
  return (
    <Rows
      items={props.handovers.map((one) => (
        <>
          <p class="ct-row__title">
            <a href={`${props.home}/handovers/${one.id}`}>
              {plural(one.people.length, 'person', 'people')} from {one.from.name} to {one.to.name}
            </a>{' '}
            <StatusTag status={handoverStanding(one)} />
          </p>
        </>
      ))}
    />
  );
}

/** Whom a worker helps, how much it is, and, for those who coordinate, how it is shared out. */
export function CaseloadPage(props: {
  home: string;
  form: FormView;
  me: Workload | undefined;
  team: readonly Workload[] | undefined;
  people: readonly Person[];
  handovers: readonly SeenHandover[];
  tooLong: readonly WaitedTooLong[];
  more: string | undefined;
}) {
  const { home, form, me, team, people } = props;
  const fair = me === undefined ? undefined : peoplePerFullWeek(me);
  const hours = { ...form, typed: { hours: me?.hours?.toString(), room: me?.room?.toString(), ...form.typed } };
  return (
    <>
      <Hero
        title="Caseload"
        lede={
          me === undefined
            ? 'How the work of your organisation is shared out.'
            : `You lead for ${plural(me.people, 'person', 'people')}${fair === undefined ? '' : `: ${formatNumber(fair, 1)} for each full week you work`}.`
        }
      >
        {(me !== undefined || team !== undefined) && <Button href={`${home}/handovers/new`}>Hand people over</Button>}
        <Button href={`${home}/today`} variant="secondary">
          Today
        </Button>
      </Hero>
      {props.tooLong.map((one) => (
        <InsetText key={one.kind} text={`${tooLongSentence(one)}.`} />
      ))}
      {team !== undefined &&
        (team.length === 0 ? (
          <Empty heading="Nobody to count yet">
            <p>Once your organisation has a link worker, it stands here how much each of them does.</p>
          </Empty>
        ) : (
          <Team team={team} />
        ))}
      {props.handovers.length > 0 && (
        <section>
          <h2>Handovers</h2>
          <Handovers handovers={props.handovers} home={home} />
        </section>
      )}
      {me !== undefined && (
        <section>
          <h2>Your people</h2>
          {people.length === 0 ? <p>You lead for nobody yet.</p> : <PersonRows people={people} home={home} />}
          {props.more !== undefined && (
            <p>
              <a href={props.more}>More people</a>
            </p>
          )}
        </section>
      )}
      {me !== undefined && (
        <form method="post" action={`${home}/caseload/hours`}>
          <h2>Your hours and your room</h2>
          <p>So that work is shared out fairly. Those who coordinate your organisation see it.</p>
          <TextField
            form={hours}
            name="hours"
            label="Hours you work a week"
            hint="For example, 22.5. Leave it empty if you would rather not say."
            width={5}
            inputmode="decimal"
          />
          <TextField form={hours} name="room" label="How many people you have room for" width={5} inputmode="decimal" />
          <Button variant="secondary" preventDoubleClick>
            Save
          </Button>
        </form>
      )}
    </>
  );
}
