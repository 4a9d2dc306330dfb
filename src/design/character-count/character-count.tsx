import { classes } from '../common.ts';
import { Hint } from '../hint/hint.tsx';
import { Textarea, type TextareaProps } from '../textarea/textarea.tsx';

/** A text area that counts. The limit is told in words; the server checks it again. */
export function CharacterCount(
  props: TextareaProps & {
    maxlength?: number | undefined;
    maxwords?: number | undefined;
    countType?: 'characters' | 'words' | undefined;
    /** Percentage of the limit from which the count is shown. */
    threshold?: number | undefined;
    /** Replaces "You can enter up to %{count} characters". */
    limitText?: string | undefined;
  },
) {
  const id = props.id ?? props.name;
  const countType = props.countType ?? (props.maxwords === undefined ? undefined : 'words');
  const limit = props.maxwords ?? props.maxlength;
  const template = props.limitText ?? `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  return (
    <Textarea
      {...props}
      id={id}
      class={classes('nhsuk-js-character-count', props.class)}
      describedBy={`${id}-info`}
      groupClass={classes(props.groupClass, 'nhsuk-character-count')}
      groupAttributes={{
        'data-module': 'nhsuk-character-count',
        'data-maxlength': props.maxlength,
        'data-maxwords': props.maxwords,
        'data-threshold': props.threshold,
        'data-count-type': countType,
        ...(limit === undefined && props.limitText !== undefined
          ? { 'data-i18n.textarea-description.other': props.limitText }
          : {}),
        ...props.groupAttributes,
      }}
      after={
        <>
          <Hint
            id={`${id}-info`}
            class="nhsuk-character-count__message"
            attributes={{ hidden: limit === undefined ? true : undefined }}
          >
            {limit === undefined ? '' : template.replace('%{count}', String(limit))}
          </Hint>
          {props.after}
        </>
      }
    />
  );
}
