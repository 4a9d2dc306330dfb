import { correction, generate } from 'lean-qr';
import type { Conversation } from '../domain/conversation.ts';

/** The code as big text and as a picture that phones read, for a screen, a wall or a card. */
export function PosterPage(props: { conversation: Conversation; baseUrl: string }) {
  const { conversation, baseUrl } = props;
  const address = `${baseUrl.replace(/\/$/, '')}/j/${conversation.joinCode}`;
  return (
    <div class="ct-poster">
      <h1 class="nhsuk-heading-xl">{conversation.question}</h1>
      <p class="ct-poster__how">Point the camera of your phone here, or type the address and the code</p>
      <QrCode text={address} />
      <p class="ct-poster__code">{conversation.joinCode}</p>
      <p class="ct-poster__address">{address}</p>
    </div>
  );
}

/** A QR code with medium error correction, drawn as one path. */
function QrCode({ text }: { text: string }) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const margin = 4;
  const size = code.size + 2 * margin;
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x + margin} ${y + margin}h1v1h-1z`;
  }
  return (
    <svg class="ct-poster__qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code of ${text}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
