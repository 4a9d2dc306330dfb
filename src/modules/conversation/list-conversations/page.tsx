import { Button, Card, Empty, Grid, Hero } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import type { Place } from '../../../platform/http/places.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { StateTag } from '../parts/state-tag.tsx';
import { addressOf } from '../store/cards.ts';
import type { ListedConversation } from '../store/conversations.ts';

type Props = { place: Place; conversations: readonly ListedConversation[]; can: { create: boolean } };

/** What people here are asked, and what they said. */
export function ConversationsPage({ place, conversations, can }: Props) {
  return (
    <>
      <Hero
        kicker="What we said"
        title="Conversations"
        lede={`Say what matters to you in ${place.name}, and see where people agree and where they do not.`}
      >
        <Button href={`/${place.slug}/conversations/join`}>Join with a code</Button>
        {can.create && (
          <Button href={`/${place.slug}/conversations/new`} variant="secondary">
            Start a conversation
          </Button>
        )}
      </Hero>
      {conversations.length === 0 ? (
        <Empty heading="No conversations yet">
          <p>
            A conversation asks one question. People answer with short statements and vote on what others said: agree,
            disagree or pass. At the end everybody can see what they share.
          </p>
          <p>For example: “What would make it easier to stay well here?”</p>
        </Empty>
      ) : (
        <Grid
          items={conversations.map((conversation) => (
            <Card
              heading={conversation.question}
              headingLevel={2}
              headingSize="s"
              href={addressOf(place, conversation)}
              clickable
              key={conversation.id}
            >
              <p class="nhsuk-card__description">
                <StateTag state={conversation.state} />
              </p>
              <p class="nhsuk-card__description ct-small">{tookPart(conversation)}</p>
            </Card>
          ))}
        />
      )}
    </>
  );
}

function tookPart(conversation: ListedConversation): string {
  const { participation } = conversation;
  if (participation?.people !== undefined)
    return `${plural(participation.people, 'person', 'people')} took part. ${plural(participation.statements, 'statement')}.`;
  if (takesVotes(conversation.state)) return 'Be one of the first to take part.';
  return conversation.state === 'draft' ? 'Only partners can see this yet.' : 'Fewer than five people took part.';
}
