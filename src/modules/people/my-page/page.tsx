import { ActionLink, Button, Empty, Hero, InsetText, Rows, Thread, type ThreadPart } from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import type { AccessDay } from '../../../platform/audit/audit.ts';
import { routeWords } from '../messages.ts';
import { workPart } from '../parts/work.tsx';
import type { Sharing } from '../parts/load-record.ts';
import { recordParts, WhoHelps, WhoMaySee, type RecordProps } from '../parts/record.tsx';
import { legalBasisWords, type LegalBasis } from '../domain/concern.ts';
import { emergencyKindWords } from '../domain/emergency.ts';
import { authorityWords, matterWords } from '../domain/representation.ts';
import type { CapacityFinding, Representative } from '../store/representatives.ts';
import type { SeenEmergency } from '../store/emergencies.ts';
import type { Person } from '../store/people.ts';

/** Where somebody with an account has no record of their own yet. */
export function NoRecordPage(props: { home: string }) {
  return (
    <>
      <Hero title="Your circle and your plan" />
      <Empty heading="Nothing is written down about you here">
        <p>
          When somebody helps you, for example a link worker, you can keep your circle and your plan here together: what
          matters to you, who is there already, and what you want to change. You see all of it, you see who looked, and
          you decide who may.
        </p>
        <p>
          Does somebody help you already? Ask them for a code, then{' '}
          <a href={`${props.home}/connect`}>connect your record</a>.
        </p>
      </Empty>
    </>
  );
}

function lookWords(one: AccessDay): string {
  const who = one.organisation ?? 'Somebody';
  return `${who} ${routeWords[one.route] ?? (one.route.startsWith('fhir ') ? 'looked through another system' : 'opened a part of your record')}`;
}

/** Looks of one organisation in one way on one day, said once. */
function byDay(looks: readonly AccessDay[]): { day: string; words: string }[] {
  const groups = Map.groupBy(looks, (one) => `${one.on}|${lookWords(one)}`);
  return [...groups].map(([key, list]) => {
    const [on = '', words = ''] = key.split('|');
    const times = list.reduce((sum, one) => sum + one.times, 0);
    const day = formatDate(on as LocalDate);
    return { day: times === 1 ? day : `${day}, ${plural(times, 'time')}`, words };
  });
}

function WhoLooked(props: { looks: readonly AccessDay[] }) {
  if (props.looks.length === 0)
    return (
      <Empty heading="Nobody has looked yet" headingLevel={3}>
        <p>Each time somebody opens your record, it is written down here.</p>
      </Empty>
    );
  return (
    <Rows
      items={byDay(props.looks).map((one) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">{one.words}</p>
          <p class="ct-small">{one.day}</p>
        </>
      ))}
    />
  );
}

function WhoActs(props: { representatives: readonly Representative[]; findings: readonly CapacityFinding[] }) {
  return (
    <Rows
      items={[
        ...props.representatives.map((one) => (
          <>
            <p class="nhsuk-u-margin-bottom-1">
              {one.name}: {listInWords(one.matters.map((matter) => matterWords[matter]))}
            </p>
            <p class="ct-small">
              {authorityWords[one.authority]}, from {formatDate(todayInLondon(one.from))}
              {one.until !== undefined && ` until ${formatDate(todayInLondon(one.until))}`}
              {one.suspended !== undefined && '. Suspended: they see and decide nothing'}
            </p>
          </>
        )),
        ...props.findings.map((one) => (
          <>
            <p class="nhsuk-u-margin-bottom-1">
              {one.decides ? 'You decide yourself about' : 'Somebody else decides with you about'}{' '}
              {matterWords[one.matter]}
            </p>
            <p class="ct-small">
              {one.assessedBy}, {formatInstant(one.at)}. {one.reason}
            </p>
          </>
        )),
      ]}
    />
  );
}

function Emergencies(props: { emergencies: readonly SeenEmergency[] }) {
  return (
    <Rows
      items={props.emergencies.map((one) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            {one.organisation}: {emergencyKindWords[one.kind].toLowerCase()}. “{one.reason}”
          </p>
          <p class="ct-small">{formatInstant(one.from)}</p>
        </>
      ))}
    />
  );
}

/** One's own page: my circle, my goals, who helps, who looked, what I allow. */
export function MyPage(
  props: RecordProps & {
    person: Person;
    now: Date;
    looks: readonly AccessDay[];
    emergencies: readonly SeenEmergency[];
    concerns: readonly { at: Date; legalBasis: LegalBasis }[];
    representatives: readonly Representative[];
    findings: readonly CapacityFinding[];
    whoMaySee: Sharing['whoMaySee'];
  },
) {
  const { person, forms, home } = props;
  const isHidden = person.safeMode;
  const open: ThreadPart[] = isHidden
    ? []
    : [
        ...(props.emergencies.length === 0
          ? []
          : [
              {
                title: 'Opened in an emergency',
                lede: 'Somebody opened your record although you had not allowed it. Somebody else looks at each afterwards.',
                tone: 'warm' as const,
                children: <Emergencies emergencies={props.emergencies} />,
              },
            ]),
        ...(props.concerns.length === 0
          ? []
          : [
              {
                title: 'Passed on for safety',
                lede: 'Somebody was worried and told the safeguarding team of this place, as the law allows. You can ask the team about it.',
                children: (
                  <Rows
                    items={props.concerns.map((one) => (
                      <>
                        <p class="nhsuk-u-margin-bottom-1">{legalBasisWords[one.legalBasis]}</p>
                        <p class="ct-small">{formatInstant(one.at)}</p>
                      </>
                    ))}
                  />
                ),
              },
            ]),
        ...(props.representatives.length + props.findings.length === 0
          ? []
          : [{ title: 'Who acts for you', children: <WhoActs {...props} /> }]),
        { title: 'Who helps you', children: <WhoHelps record={props.record} /> },
        {
          title: 'What you allow',
          tone: 'plum',
          children: (
            <>
              <WhoMaySee whoMaySee={props.whoMaySee} />
              <Button href={`${forms}/sharing`} variant="secondary">
                Change what you allow
              </Button>
            </>
          ),
        },
        {
          title: 'Who looked',
          lede: 'The last two hundred times, by day.',
          children: <WhoLooked looks={props.looks} />,
        },
      ];
  const parts = recordParts(props).filter((part) => !isHidden || part.title !== 'Your circle');
  return (
    <>
      <Hero title={`Hello ${person.knownAs}`} lede="Your circle and your plan. It is yours: you can change all of it.">
        <Button href={`${forms}/edit`} variant="secondary">
          Your details
        </Button>
        <Button href={`${home}/me/download`} variant="secondary">
          Download everything
        </Button>
      </Hero>
      {isHidden && (
        <InsetText text="Your circle, appointments and notes, who helps you, what you allow and who looked are hidden on this page. Nothing is deleted." />
      )}
      <Thread parts={[...parts, ...workPart(props), ...open]} />
      <section>
        <h2>Is something not right?</h2>
        <p>Say so, or ask for it to be erased. You have an answer within one month.</p>
        <p>
          <ActionLink href={`${home}/me/corrections`}>What you said is not right</ActionLink>
        </p>
        <p>
          <ActionLink href={`${home}/me/erasure`}>Erasing what is written about you</ActionLink>
        </p>
      </section>
      <section>
        <h2>Do you look after somebody?</h2>
        <p>When it gets too much, say so here. Whoever keeps your record knows at once, and nobody blames you.</p>
        <Button href={`${home}/me/cannot-carry-on`} variant="secondary">
          I cannot carry on
        </Button>
      </section>
      <form method="post" action={`${home}/me/safe-mode`}>
        <h2>Is somebody looking over your shoulder?</h2>
        <p>
          {isHidden
            ? 'You can show everything again when it is safe.'
            : 'You can hide your circle, appointments and notes, who helps you, what you allow and who looked. Only you see the difference.'}
        </p>
        <Button name="hide" value={isHidden ? 'no' : 'yes'} variant="secondary">
          {isHidden ? 'Show everything again' : 'Hide these parts'}
        </Button>
      </form>
    </>
  );
}
