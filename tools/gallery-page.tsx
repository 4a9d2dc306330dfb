import * as d from '../src/design/index.ts';

const months = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar'];
const walks = [41, 44, 39, 47, 45, 52, 58, 61, 57, 63, 66, 70];

/** Everything on one page, with words that a page of ours could have. */
export function Gallery(props: { assets: d.Assets }) {
  return (
    <d.Page
      title="Gallery"
      place={{ name: 'Wrenmouth', href: '/' }}
      navigation={[
        { text: 'Priorities', href: '/a', current: true },
        { text: 'Conversations', href: '/b' },
        { text: 'Meetings', href: '/c' },
        { text: 'Community', href: '/d' },
        { text: 'Measures', href: '/e' },
        { text: 'Learning', href: '/f' },
      ]}
      account={{ name: 'Amara Nwosu', signOutAction: '/sign-out', links: [{ text: 'My settings', href: '/g' }] }}
      search={{ action: '/search' }}
      breadcrumb={[
        { text: 'Wrenmouth', href: '/' },
        { text: 'Priorities', href: '/a' },
      ]}
      demo
      quickExit
      notice="Your answer was saved."
      footerLinks={[
        { text: 'Accessibility', href: '/h' },
        { text: 'Privacy', href: '/i' },
        { text: 'Open data', href: '/j' },
      ]}
      assets={props.assets}
    >
      <d.Hero
        kicker="Priority 2 of 5"
        title="Nobody tells their story twice"
        lede="People here are passed from office to office. Twelve organisations have promised to change that by spring."
      >
        <d.Button href="/take-part">Take part</d.Button>
        <a href="/who">Who promised what</a>
      </d.Hero>
      <d.Grid
        tiles
        items={[
          <d.StatTile key="1" value="412" label="people took part" note="In 3 rooms and online, since May" href="/x" />,
          <d.StatTile key="2" value="12" label="promises made" note="9 on time, 2 late, 1 kept" />,
          <d.StatTile key="3" value="£184,000" label="put beside it" note="From 4 organisations" />,
          <d.StatTile
            key="4"
            value="2.1"
            label="offices on average"
            note={
              <>
                Was 3.4 a year ago{' '}
                <d.Sparkline values={[3.4, 3.3, 3.4, 2.9, 2.6, 2.1]} words="falling from 3.4 to 2.1" />
              </>
            }
          />,
        ]}
      />
      <d.Thread
        parts={[
          {
            title: 'What we said',
            lede: 'Agreed by every group that took part.',
            tone: 'plum',
            children: (
              <>
                <d.Quote source="A carer, Saltmarsh ward">
                  I am passed from office to office and tell my story every time.
                </d.Quote>
                <d.ShareBar
                  label="How people voted"
                  shares={[
                    { label: 'Agree', value: 318 },
                    { label: 'Disagree', value: 41 },
                    { label: 'Pass', value: 53 },
                  ]}
                />
                <form>
                  <d.ChoiceButtons
                    name="vote"
                    label="Your answer"
                    items={[
                      { value: 'agree', text: 'Agree', icon: 'tick', pressed: true },
                      { value: 'disagree', text: 'Disagree', icon: 'cross', tone: 'warm' },
                      { value: 'pass', text: 'Pass', tone: 'plain' },
                    ]}
                  />
                </form>
              </>
            ),
          },
          {
            title: 'What we did',
            lede: 'Promises that organisations made themselves.',
            children: (
              <>
                <d.Progress label="Promises kept or on time" value={10} max={12} />
                <d.Grid
                  items={[
                    <d.Card
                      key="5"
                      clickable
                      href="/1"
                      heading="One shared page for every family"
                      headingSize="s"
                      headingLevel={3}
                      description="Children's services, by March"
                    />,
                    <d.Card
                      key="6"
                      clickable
                      href="/2"
                      heading="A named worker in each surgery"
                      headingSize="s"
                      headingLevel={3}
                      description="Harbour practices, by June"
                    />,
                    <d.Card
                      key="7"
                      clickable
                      href="/3"
                      heading="Café open on Tuesdays"
                      headingSize="s"
                      headingLevel={3}
                      description="Quayside café, running"
                    />,
                  ]}
                />
                <d.Timeline
                  items={[
                    {
                      when: '3 June',
                      datetime: '2026-06-03',
                      what: 'The board agreed the priority',
                      children: <p>All members in favour.</p>,
                    },
                    { when: '14 July', datetime: '2026-07-14', what: 'First shared pages went live' },
                  ]}
                />
              </>
            ),
          },
          {
            title: 'What changed',
            tone: 'warm',
            children: (
              <>
                <d.LineChart
                  id="walks"
                  caption="More people joined a weekly walk: 70 in March, 41 a year before."
                  labels={months}
                  series={[
                    { name: 'Wrenmouth', values: walks },
                    {
                      name: 'Saltmarsh',
                      values: walks.map((value, index) => (index === 4 ? null : Math.round(value * 0.6 + 8))),
                    },
                  ]}
                  csvHref="/walks.csv"
                  fromZero
                />
                <d.BarChart
                  id="wards"
                  caption="Saltmarsh has the longest wait."
                  bars={[
                    { label: 'Saltmarsh', value: 34, emphasis: true },
                    { label: 'Harbour', value: 21 },
                    { label: 'Old Town', value: 18 },
                    { label: 'Upper Wren villages', value: null },
                  ]}
                  format={(value) => `${value} days`}
                />
                <d.SpcFrame
                  id="spc"
                  caption="Answered referrals rose above what chance explains in the last three months."
                  points={months.map((label, index) => ({
                    label,
                    value: [52, 55, 50, 54, 57, 51, 53, 56, 54, 66, 68, 71][index] ?? null,
                    mean: 54,
                    lower: 47,
                    upper: 62,
                    mark: index > 8 ? 'better' : index === 2 ? 'worse' : 'common',
                  }))}
                />
              </>
            ),
          },
        ]}
      />
      <h2>The whole thread</h2>
      <d.Rings
        title="Who is around Ruth"
        centre="Ruth"
        rings={[
          {
            name: 'Closest',
            items: [
              { label: 'Dee', kind: 'daughter', line: 'strong', arrow: 'both', note: 'Cooks on Sunday, needs rest' },
              { label: 'Biscuit', kind: 'dog', shape: 'diamond', line: 'strong', arrow: 'in' },
            ],
          },
          {
            name: 'Near',
            items: [
              { label: 'Mo next door', kind: 'neighbour', line: 'plain', arrow: 'in', note: 'Takes the bins out' },
              { label: 'Callum', kind: 'son', line: 'strained' },
              { label: 'Choir', kind: 'group', shape: 'square', line: 'thin' },
            ],
          },
          {
            name: 'Further',
            items: [
              { label: 'Marsh End Surgery', kind: 'service', shape: 'square', line: 'plain', arrow: 'in', href: '#' },
              { label: 'The bench by the water', kind: 'place', shape: 'square', line: 'strong' },
            ],
          },
        ]}
      />
      <d.FlowPicture
        caption="Two statements led to one priority, three promises and one change that was measured."
        columns={[
          {
            title: 'What people said',
            nodes: [
              {
                id: 's1',
                kind: 'Statement',
                text: 'I am passed from office to office and tell my story every time',
                href: '/s1',
              },
              { id: 's2', kind: 'Statement', text: 'Nobody answers when I ask for help', href: '/s2' },
            ],
          },
          {
            title: 'What was agreed',
            nodes: [{ id: 'p', kind: 'Priority', text: 'Nobody tells their story twice', href: '/p', state: 'now' }],
          },
          {
            title: 'What was promised',
            nodes: [
              {
                id: 'c1',
                kind: 'Promise',
                text: 'One shared page for every family',
                href: '/c1',
                state: 'good',
                stateText: 'on time',
              },
              {
                id: 'c2',
                kind: 'Promise',
                text: 'A named worker in each surgery',
                href: '/c2',
                state: 'bad',
                stateText: 'late',
              },
              {
                id: 'c3',
                kind: 'Promise',
                text: 'Café open on Tuesdays',
                href: '/c3',
                state: 'waiting',
                stateText: 'not started',
              },
            ],
          },
          {
            title: 'What changed',
            nodes: [
              {
                id: 'm',
                kind: 'Measure',
                text: 'Offices that a family has to visit',
                href: '/m',
                state: 'good',
                stateText: 'fell',
              },
            ],
          },
        ]}
        edges={[
          { from: 's1', to: 'p' },
          { from: 's2', to: 'p' },
          { from: 'p', to: 'c1' },
          { from: 'p', to: 'c2' },
          { from: 'p', to: 'c3' },
          { from: 'c1', to: 'm' },
          { from: 'c2', to: 'm', broken: true },
        ]}
      />
      <h2>Forms</h2>
      <d.ErrorSummary
        errors={[
          { text: 'Enter a title', href: '#title' },
          { text: 'Enter a real date', href: '#born' },
        ]}
        disableAutoFocus
      />
      <form>
        <d.Input name="title" label="Title" hint="A few words" error="Enter a title" width={20} />
        <d.DateInput
          name="born"
          legend="Date of birth"
          legendSize="s"
          value={{ day: 31, month: 2, year: 1980 }}
          error="Enter a real date"
          errorParts={['day']}
        />
        <d.Radios
          name="how"
          legend="How shall we reach you?"
          legendSize="s"
          value="post"
          items={[
            { value: 'post', text: 'By post', hint: 'In large print if you like' },
            {
              value: 'phone',
              text: 'By phone',
              conditional: <d.Input name="phone" label="Phone number" type="tel" width={20} />,
            },
            { divider: 'or' },
            { value: 'no', text: 'Not at all' },
          ]}
        />
        <d.Checkboxes
          name="needs"
          legend="What do you need?"
          legendSize="s"
          values={['bsl']}
          items={[
            { value: 'bsl', text: 'British Sign Language' },
            { value: 'easy', text: 'Easy read' },
          ]}
        />
        <d.Select
          name="ward"
          label="Ward"
          items={[
            { value: 'a', text: 'Saltmarsh' },
            { value: 'b', text: 'Harbour' },
          ]}
        />
        <d.CharacterCount name="story" label="Your story" maxlength={400} />
        <d.PasswordInput name="secret" label="Password" />
        <d.SearchInput name="find" label="Find a group" />
        <div class="ct-actions">
          <d.Button preventDoubleClick>Save</d.Button>
          <d.Button variant="secondary">Save and add another</d.Button>
          <d.Button variant="warning">Delete</d.Button>
        </div>
      </form>
      <h2>More parts</h2>
      <d.Empty heading="No meetings yet">
        <p>Meetings will be listed here with their papers.</p>
        <d.Button href="/new">Plan the first meeting</d.Button>
      </d.Empty>
      <d.Rows
        items={[
          'A quiet row',
          <span key="row">
            <strong>Another row</strong> <d.Tag colour="green">Kept</d.Tag> <d.Tag colour="orange">Late</d.Tag>{' '}
            <d.Tag colour="grey">Waiting</d.Tag>
          </span>,
        ]}
      />
      <d.InsetText text="You can take part without an account." />
      <d.WarningCallout heading="Meeting moved" text="It is now in the library." />
      <d.Panel heading="Thank you" headingLevel={2} headingSize="m">
        Your reference is 4711.
      </d.Panel>
      <d.SummaryList
        rows={[
          { key: 'Name', value: 'Café on the quay', actions: [{ text: 'Change', href: '/y', hiddenText: 'name' }] },
          { key: 'Open', value: 'Tuesdays' },
        ]}
      />
      <d.Table
        caption="Who promised what"
        captionSize="m"
        responsive
        head={['Organisation', 'Promise', { text: 'Money', numeric: true }]}
        rows={[
          ['Council', 'Shared page', '£80,000'],
          ['Harbour practices', 'Named worker', '£64,000'],
        ]}
      />
      <d.Details summary="Where these figures come from">From the yearly survey.</d.Details>
      <d.ActionLink href="/start">Start a conversation</d.ActionLink>
      <d.Pagination previous={{ href: '/1', label: 'May' }} next={{ href: '/3', label: 'July' }} />
    </d.Page>
  );
}
