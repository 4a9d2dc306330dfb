import { Button, DayField, errorOf, LongField, Radios } from '../../../design/index.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { needsOutput, needsReview, reasonsFor, reasonWords, type ReferralMove } from '../domain/referral.ts';

/** What a button says that leads to a move, the heading of its page, and what its own button says. */
export const moveWords: Readonly<Record<ReferralMove, { button: string; heading: string; send: string }>> = {
  accept: { button: 'Yes, we can help', heading: 'Say yes', send: 'Yes, we can help' },
  decline: { button: 'We cannot help', heading: 'Why can you not help?', send: 'Send the answer' },
  start: { button: 'Help has begun', heading: 'Help has begun', send: 'Write it down' },
  hold: { button: 'It has to wait', heading: 'It has to wait', send: 'Write it down' },
  resume: { button: 'Help goes on', heading: 'Help goes on', send: 'Write it down' },
  finish: { button: 'Say what was done', heading: 'What was done?', send: 'Send it to those who asked' },
  stop: { button: 'It has ended without that', heading: 'Why did it end?', send: 'Send it to those who asked' },
  cancel: { button: 'Take it back', heading: 'Why do you take it back?', send: 'Take the referral back' },
  withdraw: { button: 'Take it back', heading: 'Take the referral back', send: 'Take it back' },
  'give-back': { button: 'Take it off our list', heading: 'Take it off our list', send: 'Take it off our list' },
  'no-reply': { button: 'Nobody answered', heading: 'Nobody answered', send: 'Write it down' },
  mistake: { button: 'It was sent by mistake', heading: 'It was sent by mistake', send: 'Say that it was a mistake' },
};

/** Moves that need no words are one button; the others have a page. */
export function isOneButton(move: ReferralMove): boolean {
  return move === 'accept' || move === 'start' || move === 'resume';
}

function noteLabel(move: ReferralMove): string {
  switch (move) {
    case 'decline':
    case 'stop':
    case 'cancel':
      return 'In your own words (optional for most reasons)';
    case 'hold':
      return 'What does it wait for?';
    case 'finish':
      return 'What comes next, and for whom (optional)';
    default:
      return 'A word to the others (optional)';
  }
}

/** The form of one move, for those with an account and those with a link alike. */
export function MovePage(props: {
  form: FormView;
  move: ReferralMove;
  action: string;
  version: number;
  /** What the move would do, where that is not plain. */
  lede?: string | undefined;
}) {
  const { form, move } = props;
  const reasons = reasonsFor(move);
  const words = moveWords[move];
  return (
    <>
      <h1>{words.heading}</h1>
      {props.lede !== undefined && <p class="nhsuk-lede-text">{props.lede}</p>}
      <form method="post" action={props.action}>
        <input type="hidden" name="version" value={props.version} />
        {needsOutput(move) && (
          <LongField
            form={form}
            name="output"
            label="What was done, and what changed?"
            hint="Those who asked read it, and the person. Leave out what they need not know."
          />
        )}
        {reasons.length > 0 && (
          <Radios
            name="reason"
            legend="The reason"
            legendSize="s"
            value={typedText(form.typed, 'reason')}
            error={errorOf(form, 'reason')}
            items={reasons.map((value) => ({ value, text: reasonWords[value] }))}
          />
        )}
        {move !== 'withdraw' && <LongField form={form} name="note" label={noteLabel(move)} rows={3} />}
        {needsReview(move) && <DayField form={form} name="review" legend="When will you look at it again?" />}
        <Button preventDoubleClick>{words.send}</Button>
      </form>
    </>
  );
}
