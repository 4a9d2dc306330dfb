import type { Uuid } from '../../../kernel/ids.ts';
import { besideItem } from '../domain/correction.ts';
import type { SeenCorrection } from '../store/corrections.ts';

type Told = { record: { corrections: readonly SeenCorrection[] }; called: string; isOwn: boolean; home: string };

/** What the person says of an item, as long as it stands beside it. */
export function saidOf(props: Told, id: Uuid): { sentence: string; words: string } | undefined {
  for (const one of props.record.corrections) {
    if (one.record !== id) continue;
    const sentence = besideItem(one, props.isOwn ? undefined : props.called);
    if (sentence !== undefined) return { sentence, words: one.words };
  }
  return undefined;
}

/** The person's own word beside an item; on their own page, the way to say one. */
export function Beside(props: Told & { id: Uuid; what: string }) {
  const said = saidOf(props, props.id);
  if (said !== undefined)
    return (
      <p class="ct-small">
        <strong>{said.sentence}:</strong> “{said.words}”
      </p>
    );
  if (!props.isOwn) return null;
  return (
    <p class="ct-small">
      <a href={`${props.home}/me/corrections/new?about=${props.id}`}>
        This is not right<span class="nhsuk-u-visually-hidden">: {props.what}</span>
      </a>
    </p>
  );
}
