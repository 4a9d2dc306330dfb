import type { VNode } from 'preact';
import * as d from '../index.ts';
import { Caption } from '../caption/caption.tsx';
import {
  type Options,
  raw,
  slot,
  list,
  title,
  field,
  legend,
  choices,
  pick,
  actions,
  card,
  table,
  link,
  dateInput,
} from './options.tsx';

// The options of the published fixtures are loose records: here they become our typed props, and nowhere else.
// oxlint-disable typescript/no-explicit-any

/** From the name of a published component to a function that draws a fixture's options with our component. */
export const translators: Readonly<Record<string, (o: Options) => VNode>> = {
  'action-link': (o) => <d.ActionLink {...link(o)}>{slot(o)}</d.ActionLink>,
  'back-link': (o) => (
    <d.BackLink {...link(o)} hiddenText={o['visuallyHiddenText']}>
      {slot(o)}
    </d.BackLink>
  ),
  breadcrumb: (o) => (
    <d.Breadcrumb
      items={list(o['items']).map((item) => ({
        ...pick(item, ['href', 'attributes']),
        href: item.href,
        text: slot(item),
      }))}
      label={o['labelText']}
      backLink={
        o['backLink'] && { ...pick(o['backLink'], ['id', 'href', 'type', 'attributes']), text: slot(o['backLink']) }
      }
      reverse={o['variant'] === 'reverse'}
      id={o['id']}
      class={o['classes']}
    />
  ),
  button: (o) => (
    <d.Button
      {...pick(o, [
        'href',
        'type',
        'name',
        'value',
        'variant',
        'small',
        'disabled',
        'preventDoubleClick',
        'id',
        'attributes',
      ])}
      icon={o['icon']?.name}
      iconPlacement={o['icon']?.placement}
      class={o['classes']}
    >
      {slot(o)}
    </d.Button>
  ),
  card: (o) => <d.Card {...card(o)} />,
  'character-count': (o) => (
    <d.CharacterCount
      {...field(o)}
      {...pick(o, ['maxlength', 'maxwords', 'countType', 'threshold'])}
      limitText={o['textareaDescriptionText']}
      groupAttributes={Object.fromEntries(
        Object.entries({
          'characters-under-limit': o['charactersUnderLimitText'],
          'characters-at-limit': o['charactersAtLimitText'],
          'characters-over-limit': o['charactersOverLimitText'],
        }).flatMap(([key, text]) =>
          typeof text === 'object'
            ? Object.entries(text as Options).map(([rule, words]) => [`data-i18n.${key}.${rule}`, words as string])
            : [[`data-i18n.${key}`, text as string | undefined]],
        ),
      )}
    />
  ),
  checkboxes: (o) => <d.Checkboxes {...choices(o)} />,
  'date-input': dateInput,
  details: (o) => {
    const expander = /\bnhsuk-expander\b/.test(o['classes'] ?? '');
    return (
      <d.Details
        {...pick(o, ['id', 'open', 'attributes'])}
        summary={slot(o['summary'])}
        expander={expander}
        class={o['classes']?.replace(/\bnhsuk-expander\b/, '').trim()}
      >
        {slot(o)}
      </d.Details>
    );
  },
  'error-message': (o) => (
    <d.ErrorMessage hiddenText={o['visuallyHiddenText']} id={o['id']} class={o['classes']}>
      {slot(o)}
    </d.ErrorMessage>
  ),
  'error-summary': (o) => (
    <d.ErrorSummary
      {...pick(o, ['disableAutoFocus', 'id', 'attributes'])}
      heading={slot(o['heading'])}
      description={slot(o['html'] === undefined ? o['description'] : o)}
      errors={list(o['errorList']).map((item) => ({ text: slot(item), href: item.href }))}
    />
  ),
  fieldset: (o) => (
    <d.Fieldset {...legend({ fieldset: o })} {...pick(o, ['id', 'describedBy', 'role'])}>
      {slot(o)}
    </d.Fieldset>
  ),
  hint: (o) => (
    <d.Hint id={o['id']} class={o['classes']}>
      {slot(o)}
    </d.Hint>
  ),
  input: (o) => <d.Input {...field(o)} />,
  'inset-text': (o) =>
    o['html'] === undefined ? <d.InsetText text={o['text']} /> : <d.InsetText>{slot(o)}</d.InsetText>,
  label: (o) => {
    const { text, ...rest } = title(o);
    return (
      <d.Label {...rest} for={o['for']}>
        {o['html'] === undefined ? text : raw(o['html'])}
      </d.Label>
    );
  },
  'notification-banner': (o) => {
    const heading = typeof o['heading'] === 'object' ? o['heading'] : { text: o['heading'] };
    return (
      <d.NotificationBanner
        {...pick(o, ['variant', 'role', 'disableAutoFocus', 'id', 'attributes'])}
        title={slot(o['title'])}
        titleId={o['title']?.id}
        heading={slot(heading)}
        headingLevel={heading.level}
        headingIsParagraph={heading.element === 'p'}
        text={o['text']}
        class={o['classes']}
      >
        {o['html'] === undefined ? undefined : raw(o['html'])}
      </d.NotificationBanner>
    );
  },
  pagination: (o) => {
    const side = (link: any, href?: string, label?: string) =>
      link || href
        ? {
            href: link?.href ?? href,
            text: slot(link),
            label: slot(link?.label) ?? label,
            attributes: link?.attributes,
          }
        : undefined;
    return (
      <d.Pagination
        previous={side(o['previous'], o['previousUrl'], o['previousPage'])}
        next={side(o['next'], o['nextUrl'], o['nextPage'])}
        items={list(o['items'])}
        label={o['landmarkLabel']}
        id={o['id']}
      />
    );
  },
  panel: (o) => {
    const heading = typeof o['heading'] === 'object' ? o['heading'] : { text: o['heading'] };
    return (
      <d.Panel
        {...pick(o, ['variant', 'id', 'attributes'])}
        heading={slot(heading)}
        headingLevel={heading.level}
        headingSize={heading.size}
        headingId={heading.id}
        headingClass={heading.classes}
        class={o['classes']}
      >
        {slot(o)}
      </d.Panel>
    );
  },
  'password-input': (o) => (
    <d.PasswordInput
      {...field(o)}
      {...pick(o, ['button'])}
      showText={o['showPasswordText']}
      showLabel={o['showPasswordAriaLabel']}
      groupAttributes={{
        'data-i18n.show-password': o['showPasswordText'],
        'data-i18n.hide-password': o['hidePasswordText'],
        'data-i18n.show-password-aria-label': o['showPasswordAriaLabel'],
        'data-i18n.hide-password-aria-label': o['hidePasswordAriaLabel'],
        'data-i18n.password-shown-announcement': o['passwordShownAnnouncementText'],
        'data-i18n.password-hidden-announcement': o['passwordHiddenAnnouncementText'],
      }}
    />
  ),
  radios: (o) => <d.Radios {...choices(o)} />,
  'search-input': (o) => (
    <d.SearchInput
      {...field(o)}
      button={
        o['button'] === false ? false : o['button'] && { ...pick(o['button'], ['variant', 'icon', 'text', 'disabled']) }
      }
    />
  ),
  select: (o) => (
    <d.Select
      {...field(o)}
      items={list(o['items']).map((item) =>
        item.divider ? { divider: true } : pick(item, ['value', 'text', 'disabled', 'selected', 'attributes']),
      )}
    />
  ),
  'skip-link': (o) => (
    <d.SkipLink href={o['href']} class={o['classes']}>
      {slot(o)}
    </d.SkipLink>
  ),
  'summary-list': (o) => (
    <d.SummaryList
      {...pick(o, ['border', 'lastRowBorder', 'id', 'attributes'])}
      card={o['card'] && card(o['card'])}
      class={o['classes']}
      rows={list(o['rows']).map((row) => ({
        key: slot(row.key),
        keyClass: row.key.width ? `nhsuk-u-width-${row.key.width}` : undefined,
        value: slot(row.value),
        actions: actions(row.actions),
        border: row.border,
        class: row.classes,
      }))}
    />
  ),
  tables: table,
  tag: (o) => (
    <d.Tag {...pick(o, ['colour', 'border', 'id'])} class={o['classes']}>
      {slot(o)}
    </d.Tag>
  ),
  textarea: (o) => <d.Textarea {...field(o)} />,
  'warning-callout': (o) => {
    const heading = typeof o['heading'] === 'object' ? o['heading'] : { text: o['heading'] };
    return (
      <d.WarningCallout heading={slot(heading)} headingLevel={heading.level} text={o['text']}>
        {o['html'] === undefined ? undefined : raw(o['html'])}
      </d.WarningCallout>
    );
  },
  caption: (o) => <Caption size={o['size']}>{slot(o)}</Caption>,
};
