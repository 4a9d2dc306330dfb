import { QrCode } from '../../../design/index.ts';
import type { Conversation } from '../domain/conversation.ts';

/** The code as big text and as a picture that phones read, for a screen, a wall or a card. */
export function PosterPage(props: { conversation: Conversation; baseUrl: string }) {
  const { conversation, baseUrl } = props;
  const address = `${baseUrl}/j/${conversation.joinCode}`;
  return (
    <div class="ct-poster">
      <h1 class="nhsuk-heading-xl">{conversation.question}</h1>
      <p class="ct-poster__how">Point the camera of your phone here, or type the address and the code</p>
      <QrCode text={address} label={`QR code of ${address}`} class="ct-qr" />
      <p class="ct-poster__code">{conversation.joinCode}</p>
      <p class="ct-poster__address">{address}</p>
    </div>
  );
}
