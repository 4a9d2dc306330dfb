import { Button, Checkboxes, errorOf, Fieldset, Radios, TextField } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { plural } from '../../../lib/text.ts';
import { dotsEach } from '../domain/rounds.ts';
import { notSaid } from '../parts/not-said.ts';
import type { BallotContent } from '../store/rooms.ts';

export type RoundProps = {
  action: string;
  block: string;
  options: readonly string[];
  before: BallotContent;
  /** Two options to compare; none left where undefined. */
  pair: readonly [number, number] | undefined;
  /** The idea to score; undefined while people write, or when all were scored. */
  idea: { at: number; text: string; firstStep: string } | undefined;
  isScoring: boolean;
};
type Props = RoundProps & { form: FormView };

function Hidden({ block }: { block: string }) {
  return <input type="hidden" name="block" value={block} />;
}

export function HereForm({
  action,
  block,
  before,
  form,
  sectors,
}: Props & { sectors: { list: readonly { id: string; label: string }[]; chosen: string | undefined } }) {
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      {sectors.list.length > 0 && (
        <Radios
          name="sector"
          legend="Which group are you part of?"
          hint="The room sees who is missing. A group of fewer than five people is not counted aloud."
          value={typedText(form.typed, 'sector') || sectors.chosen}
          error={errorOf(form, 'sector')}
          items={[
            ...sectors.list.map((one) => ({ value: one.id, text: one.label })),
            { divider: 'or' },
            { value: notSaid, text: 'I would rather not say' },
          ]}
        />
      )}
      <Button>{before.here === true ? 'I am still here' : 'I am here'}</Button>
    </form>
  );
}

export function WordForm({ action, block, before, form }: Props) {
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      <TextField form={form} name="word" label="One word or a short phrase" width={20} />
      <Button>{before.word === undefined ? 'Send' : 'Send it instead'}</Button>
    </form>
  );
}

export function DotsForm({ action, block, before, options, form }: Props) {
  const most = dotsEach(options.length);
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      <Checkboxes
        name="dot"
        legend={`Choose ${most === 1 ? 'what matters most' : `up to ${most} that matter most`}`}
        error={errorOf(form, 'dot')}
        values={(before.dots ?? []).map(String)}
        items={options.map((text, at) => ({ value: String(at), text }))}
      />
      <Button>Send</Button>
    </form>
  );
}

export function PairForm({ action, block, before, options, pair, form }: Props) {
  const done = before.pairs?.length ?? 0;
  if (pair === undefined) return <p>You have compared all there are. Thank you.</p>;
  const [first, second] = pair;
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      <input type="hidden" name="first" value={first} />
      <input type="hidden" name="second" value={second} />
      <Fieldset legend="Which matters more?">
        {errorOf(form, 'prefer') !== undefined && <p>{errorOf(form, 'prefer')}</p>}
        <p>
          <Button name="prefer" value="first">
            {options[first]}
          </Button>
        </p>
        <p>
          <Button name="prefer" value="second">
            {options[second]}
          </Button>
        </p>
        <Button name="prefer" value="neither" variant="secondary">
          I cannot say
        </Button>
      </Fieldset>
      <p class="ct-small">You have compared {plural(done, 'pair')}.</p>
    </form>
  );
}

export function IdeaForm({ action, block, before, idea, isScoring, form }: Props) {
  if (!isScoring)
    return (
      <form method="post" action={action} novalidate>
        <Hidden block={block} />
        <TextField form={form} name="idea" label="Your bold idea" />
        <TextField form={form} name="first-step" label="The first step" />
        <Button>{before.idea === undefined ? 'Send' : 'Send it instead'}</Button>
      </form>
    );
  if (before.idea === undefined) return <p>Others give scores to ideas now. Look at the wall.</p>;
  if (idea === undefined) return <p>You have given all your scores. Thank you.</p>;
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      <input type="hidden" name="scored-idea" value={idea.at} />
      <Fieldset legend={idea.text}>
        <p>First step: {idea.firstStep}</p>
        <div class="ct-fingers">
          {[1, 2, 3, 4, 5].map((score) => (
            <Button name="score" value={String(score)} key={score}>
              {score}
            </Button>
          ))}
        </div>
        <p class="ct-small">1 is “leave it”, 5 is “do it now”.</p>
      </Fieldset>
    </form>
  );
}

export function FistForm({ action, block, before, form }: Props) {
  const given = before.fingers;
  return (
    <form method="post" action={action} novalidate>
      <Hidden block={block} />
      <Fieldset legend="How sure are you that we will do this?">
        {given !== undefined && <p>You showed {given}. You can change it.</p>}
        {errorOf(form, 'fingers') !== undefined && <p>{errorOf(form, 'fingers')}</p>}
        <TextField form={form} name="needed" label="If 0 to 2: what would make it a 3? (optional)" />
        <div class="ct-fingers">
          {[0, 1, 2, 3, 4, 5].map((fingers) => (
            <Button name="fingers" value={String(fingers)} key={fingers}>
              {fingers}
            </Button>
          ))}
        </div>
      </Fieldset>
    </form>
  );
}
