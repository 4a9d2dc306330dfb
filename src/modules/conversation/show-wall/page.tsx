import { QrCode } from '../../../design/index.ts';
import { formatTime } from '../../../lib/dates.ts';
import type { Conversation } from '../domain/conversation.ts';
import { blockWords, endsAt } from '../domain/run-sheet.ts';
import { roomData, type RoomView } from '../parts/room-load.ts';
import {
  BlockResultList,
  FamilyCircle,
  Fictitious,
  HandOffSentences,
  OfferList,
  SharedInRoom,
} from '../parts/room-parts.tsx';

type Props = {
  conversation: Conversation;
  base: string;
  address: string;
  view: RoomView;
  statement: { number: number; body: string } | undefined;
};

/** What everybody in the room sees: still lists, large, with the code in the corner all the time. */
export function WallPage(props: Props) {
  const { conversation, base, address, view } = props;
  const { room } = view;
  return (
    <div {...roomData(base, view)} data-follows="given" class={`ct-wall--${room.textSize}`}>
      <h1>{titleOf(view) ?? conversation.question}</h1>
      <Content {...props} />
      <div class="ct-wall__corner">
        <QrCode text={address} label={`QR code of ${address}`} class="ct-qr" />
        <p>
          {address.replace(/^https?:\/\//, '').replace(/\/j\/.*$/, '/j')}{' '}
          <span class="ct-wall__code">{conversation.joinCode}</span>
        </p>
        <p>
          <span data-count="people">{view.counts.people ?? 'Fewer than 5'}</span> people,{' '}
          <span data-count="votes">{view.counts.votes ?? 'some'}</span> votes
        </p>
      </div>
    </div>
  );
}

/** What the wall shows in a word or two; undefined where it is the question itself. */
function titleOf({ room, block, exercise }: RoomView): string | undefined {
  if (room.hasEnded || room.wall === 'join') return undefined;
  if (room.wall === 'shared') return 'What we share, and where we differ';
  if (room.wall === 'family' && exercise !== undefined) return 'The family';
  return block?.title;
}

function Content(props: Props) {
  const { view, address, conversation } = props;
  const { room, block, exercise } = view;
  if (room.hasEnded)
    return (
      <>
        <p class="ct-wall__big">Thank you</p>
        <p>
          The workshop has ended. What you said, and what was promised, stays on the page of this conversation:{' '}
          {address.replace(/^https?:\/\//, '').replace(/\/j\/.*$/, '')}
          {props.base}
        </p>
      </>
    );
  if (room.wall === 'shared') return <SharedInRoom blocks={view.blocks} />;
  if (room.wall === 'family' && exercise !== undefined) return <FamilyCircle exercise={exercise} />;
  if (room.wall === 'join' || block === undefined)
    return (
      <>
        <p>Point the camera of your phone at the square below, or open {address} on any device.</p>
        <p class="ct-wall__big">{conversation.joinCode}</p>
      </>
    );
  if (block.state === 'closed' && block.result !== undefined)
    return <BlockResultList block={block} result={block.result} />;
  return (
    <>
      {block.state === 'open' && (
        <p>
          {blockWords[block.kind].what}
          {block.openedAt !== undefined && ` Until about ${formatTime(endsAt(block.openedAt, block.minutes))}.`}
        </p>
      )}
      {block.kind === 'walk' && props.statement !== undefined && <p class="ct-wall__big">{props.statement.body}</p>}
      {exercise !== undefined && block.kind.startsWith('family-') && <Fictitious exercise={exercise} />}
      {exercise !== undefined && block.kind === 'family-strengths' && <FamilyCircle exercise={exercise} />}
      {exercise !== undefined && block.kind === 'family-handoffs' && <HandOffSentences exercise={exercise} />}
      {exercise !== undefined && (block.kind === 'family-offers' || block.kind === 'commit') && (
        <OfferList exercise={exercise} latest={4} />
      )}
    </>
  );
}
