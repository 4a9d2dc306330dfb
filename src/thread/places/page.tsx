import { Button, Card, Empty, Grid, Hero } from '../../design/index.ts';
import type { Place } from '../../platform/http/places.ts';

const tierNames = { system: 'Systems', place: 'Places', neighbourhood: 'Neighbourhoods' } as const;

/** Every place of this service, by tier. */
export function PlacesPage(props: { places: readonly Place[]; trail: { text: string; href: string } | undefined }) {
  const tiers = (['place', 'system', 'neighbourhood'] as const).filter((tier) =>
    props.places.some((place) => place.tier === tier),
  );
  return (
    <>
      <Hero
        kicker="Common Thread"
        title="These are fine words… so what are you going to do?"
        lede="The people and organisations of a place promised to improve health together. Here is what they said, what they did, what changed, and what others can learn."
      >
        {props.trail !== undefined && <Button href={props.trail.href}>{props.trail.text}</Button>}
      </Hero>
      {props.places.length === 0 && (
        <Empty heading="No place yet">
          <p>The person who runs this service adds the first place. The README says how, in one command.</p>
        </Empty>
      )}
      {tiers.map((tier) => (
        <section aria-labelledby={tier} key={tier}>
          <h2 class="nhsuk-heading-m" id={tier}>
            {tierNames[tier]}
          </h2>
          <Grid
            items={props.places
              .filter((place) => place.tier === tier)
              .map((place) => (
                <Card heading={place.name} headingLevel={3} href={`/${place.slug}`} clickable key={place.slug}>
                  <p>{place.summary}</p>
                </Card>
              ))}
          />
        </section>
      ))}
    </>
  );
}

/** What the service is, in a minute. */
export function AboutPage() {
  return (
    <div class="ct-prose">
      <h1 class="nhsuk-heading-l">About Common Thread</h1>
      <p class="nhsuk-lede-text">
        One thread, from what a place said, to what it did, to what changed, to what others can learn from it.
      </p>
      <p>
        A patient representative once asked a meeting about health:{' '}
        <q>These are fine words… so what are you going to do?</q> This service is the answer. It is the shared working
        tool, and the public record, of the people and organisations who promised to improve health together.
      </p>
      <h2 class="nhsuk-heading-m">What it promises</h2>
      <ul>
        <li>
          From any priority you can reach, in at most three steps, the statements it answers and the commitments made
          under it.
        </li>
        <li>
          A commitment is offered and accepted by whoever makes it. Nobody is given work while they are out of the room.
        </li>
        <li>A status is worked out from facts: dates, answers and counts. It is never only a colour.</li>
        <li>Where people disagree, you can see it. Where nobody knows, we say so.</li>
        <li>Small numbers about people are never shown, so that nobody can be picked out.</li>
      </ul>
    </div>
  );
}

/** What works for whom, and what to do when something does not. */
export function AccessibilityPage() {
  return (
    <div class="ct-prose">
      <h1 class="nhsuk-heading-l">Accessibility</h1>
      <p>
        We want everybody to be able to use this service: with a keyboard, a screen reader, an old phone, large text, or
        no JavaScript.
      </p>
      <ul>
        <li>Every page works without JavaScript, except adding a passkey.</li>
        <li>Every picture and chart has the same content as words, a list or a table.</li>
        <li>You can make text four times larger and still read every page.</li>
        <li>Nothing moves by itself.</li>
      </ul>
      <p>
        We test each page with automatic checks for the Web Content Accessibility Guidelines 2.2 level AA. Automatic
        checks do not find everything. If something is hard to use, tell the people who run your place: the Partners
        page lists them.
      </p>
    </div>
  );
}

/** What is kept about a reader, in plain words. */
export function PrivacyPage() {
  return (
    <div class="ct-prose">
      <h1 class="nhsuk-heading-l">Privacy</h1>
      <h2 class="nhsuk-heading-m">When you only read</h2>
      <p>We keep nothing about you. There are no trackers and nothing is loaded from other companies.</p>
      <h2 class="nhsuk-heading-m">When you take part in a conversation</h2>
      <p>
        Your device keeps one cookie, so that you can change your votes. We keep a scrambled copy of it, your votes, and
        your group if you choose one. We do not ask for your name. Nobody is shown how you voted.
      </p>
      <h2 class="nhsuk-heading-m">When you have an account</h2>
      <p>
        We keep your name, your email address, what you may do, and a record of important things you change. One cookie
        keeps you signed in.
      </p>
      <h2 class="nhsuk-heading-m">What others see</h2>
      <p>
        Counts of people below 5 are not shown to the public, and neither is any figure from which one could be worked
        out.
      </p>
    </div>
  );
}
