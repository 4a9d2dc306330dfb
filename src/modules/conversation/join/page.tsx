import type { Uuid } from '../../../kernel/ids.ts';
import { Button, Checkboxes, Hero, Input, Radios } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';
import { addressOf } from '../store/cards.ts';
import type { Sector } from '../store/conversations.ts';

/** The code as people type it from a screen. */
export function EnterCodePage(props: { place: { slug: string }; code: string; error: string | undefined }) {
  return (
    <form method="post" action={`/${props.place.slug}/conversations/join`} novalidate>
      <h1 class="nhsuk-heading-l">Join a conversation</h1>
      <Input
        name="code"
        label="Your code"
        labelSize="m"
        hint="6 letters and numbers, on the screen or on your card. Capital letters do not matter."
        value={props.code}
        error={props.error}
        width={10}
        code
        large
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <Button>Join</Button>
    </form>
  );
}

/** What one is about to take part in. */
export function JoinPage(props: { place: { slug: string; name: string }; conversation: Conversation }) {
  const { conversation, place } = props;
  return (
    <form method="post" action={`/${place.slug}/conversations/join`}>
      <Hero kicker={`A conversation in ${place.name}`} title={conversation.question} lede={conversation.description} />
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>You see one statement at a time and say if you agree, disagree or pass.</li>
        <li>You can add a statement of your own.</li>
        <li>You need no account, and nobody sees how you voted.</li>
      </ul>
      <p class="ct-small">
        We keep a small file (a cookie) on this device, so that you can come back to where you were. It holds nothing
        about you.
      </p>
      <input type="hidden" name="code" value={conversation.joinCode} />
      <Button preventDoubleClick>Take part</Button>
    </form>
  );
}

/** The heading of the page before the first statement. */
export function groupTitle(sectors: readonly Sector[]): string {
  return sectors.length === 0 ? 'You have taken part before' : 'Which group are you part of?';
}

/** Which group somebody is part of, where not saying is an answer like the others; and whether earlier answers may be compared. */
export function SectorPage(props: {
  place: { slug: string };
  conversation: Conversation;
  sectors: readonly Sector[];
  chosen: Uuid | undefined;
  notSaid: string;
  /** The conversation in which this browser took part before, and whether its answers are compared. */
  earlier: { question: string } | undefined;
  compares: boolean;
  error?: string | undefined;
}) {
  const { sectors, earlier } = props;
  const title = groupTitle(sectors);
  return (
    <form method="post" action={`${addressOf(props.place, props.conversation)}/group`} novalidate>
      {sectors.length === 0 ? (
        <h1 class="nhsuk-heading-l">{title}</h1>
      ) : (
        <Radios
          name="group"
          legend={title}
          legendSize="l"
          legendIsHeading
          hint="This shows whether groups see things in the same way. We never show a group that is so small that you could be recognised."
          error={props.error}
          value={props.chosen}
          items={[
            ...sectors.map((sector) => ({ value: sector.id, text: sector.label })),
            { divider: 'or' },
            { value: props.notSaid, text: 'I would rather not say' },
          ]}
        />
      )}
      {earlier !== undefined && (
        <Checkboxes
          name="compare"
          legend={`You answered “${earlier.question}” on this device`}
          legendSize={sectors.length === 0 ? undefined : 's'}
          hint="If you tick this, we count how answers changed among people who answered both times, and show only counts of many people. You can leave it."
          values={props.compares ? ['1'] : []}
          items={[{ value: '1', text: 'Compare my answers with those I gave then' }]}
        />
      )}
      <Button>Continue</Button>
    </form>
  );
}
