import { type VNode, h } from 'preact';
import * as d from '../index.ts';
import { slotTag } from './normalise.ts';

// The options of the published fixtures are loose records: here they become our typed props, and nowhere else.
// oxlint-disable typescript/no-explicit-any

/** The options of one fixture. */
export type Options = Record<string, any>;

/** Thrown for an option that we deliberately do not offer. */
export class Unsupported extends Error {}

/** Ready HTML of a fixture as a child. */
export function raw(html: string): VNode {
  return h(slotTag, { dangerouslySetInnerHTML: { __html: html } });
}

/** `text`, `{ text }` or `{ html }` as a slot. */
export function slot(option: any): d.Slot {
  if (option === undefined || option === null || option === false) return undefined;
  if (typeof option !== 'object') return option as d.Slot;
  if (option.html !== undefined) return raw(option.html as string);
  return option.text as d.Slot;
}

export function error(option: any): d.Slot {
  return option === true ? true : slot(option);
}

export function list(options: any): any[] {
  return ((options ?? []) as any[]).filter(Boolean);
}

export function captionOf(option: any): Options {
  if (option === undefined) return {};
  return { caption: slot(option), captionPlacement: option.placement, captionElement: option.element };
}

/** A label or legend option as { text, size, isHeading, … }. */
export function title(option: any): Options {
  if (option === undefined || option === null) return {};
  if (typeof option === 'string') return { text: option };
  const isHeading =
    (option.isPageHeading === true && option.heading !== false) ||
    (option.isPageHeading !== false && Boolean(option.heading));
  const heading = typeof option.heading === 'object' ? option.heading : { text: option.heading || undefined };
  return {
    text: slot({ text: heading.text ?? option.text, html: heading.html ?? option.html }),
    size: heading.size ?? option.size ?? undefined,
    isHeading,
    id: option.id,
    headingId: heading.id,
    headingLevel: heading.level,
    class: option.classes,
    ...captionOf(heading.caption ?? option.caption),
  };
}

export function field(o: Options): any {
  const label = title(o['label']);
  return {
    ...pick(o, ['id', 'name', 'value', 'disabled', 'autocomplete', 'spellcheck', 'rows', 'width', 'type', 'code']),
    ...pick(o, ['inputmode', 'large', 'placeholder', 'pattern', 'attributes']),
    label: label['text'],
    labelSize: label['size'],
    labelIsHeading: label['isHeading'],
    labelId: label['id'],
    labelClass: label['class'],
    hint: slot(o['hint']),
    error: error(o['errorMessage']),
    prefix: slot(o['prefix']),
    suffix: slot(o['suffix']),
    class: o['classes'],
    before: slot(o['formGroup']?.beforeInput),
    after: slot(o['formGroup']?.afterInput),
  };
}

export function legend(o: Options): any {
  const it = title(o['fieldset']?.legend);
  return {
    legend: it['text'],
    legendSize: it['size'],
    legendIsHeading: it['isHeading'],
    legendId: it['id'],
    legendClass: it['class'],
    caption: it['caption'],
    captionPlacement: it['captionPlacement'],
  };
}

export function choices(o: Options): any {
  return {
    ...pick(o, ['name', 'disabled', 'small', 'inline', 'value', 'values', 'attributes']),
    ...legend(o),
    id: o['idPrefix'],
    class: o['classes'],
    hint: slot(o['hint']),
    error: error(o['errorMessage']),
    items: list(o['items']).map((item) =>
      item.divider
        ? { divider: item.divider, behaviour: item.behaviour }
        : {
            ...pick(item, ['value', 'text', 'disabled', 'checked', 'id', 'name', 'attributes']),
            hint: slot(item.hint),
            conditional: slot(item.conditional),
            behaviour: item.exclusive ? 'exclusive' : item.behaviour,
            behaviourGroup: item.exclusiveGroup ?? item.behaviourGroup,
          },
    ),
  };
}

export function pick(o: Options, names: readonly string[]): Options {
  return Object.fromEntries(names.filter((name) => o[name] !== undefined).map((name) => [name, o[name]]));
}

export function actions(option: any): any {
  return list(Array.isArray(option) ? option : option?.items).map((action) => ({
    ...pick(action, ['href', 'type', 'name', 'value', 'attributes']),
    text: slot(action),
    hiddenText: action.visuallyHiddenText,
  }));
}

export function card(o: Options): any {
  const heading = typeof o['heading'] === 'object' ? o['heading'] : { text: o['heading'] };
  if (heading.html !== undefined) throw new Unsupported('a heading that is not inside our heading element');
  return {
    ...pick(o, ['href', 'clickable', 'variant', 'id']),
    heading: slot(heading),
    headingLevel: heading.level ?? o['headingLevel'],
    headingSize: heading.size,
    headingId: heading.id,
    headingClass: heading.classes,
    description: o['description']?.html === undefined ? slot(o['description']) : undefined,
    children: slot({ html: o['html'] ?? o['description']?.html }),
    actions: actions(o['actions']),
    class: o['classes'],
    image: o['image']?.src ? (
      <img class="nhsuk-card__img" src={o['image'].src} alt={o['image'].alt ?? ''} />
    ) : (
      slot(o['image'])
    ),
  };
}

export function cell(option: any): any {
  if (typeof option !== 'object') return option;
  return {
    ...pick(option, ['width', 'href', 'colspan', 'rowspan', 'sortValue', 'sortNext', 'align', 'attributes']),
    text: slot(option),
    hiddenText: option.visuallyHiddenText,
    numeric: option.format === undefined ? undefined : option.format === 'numeric',
    class: option.classes,
    sort: option.sort === true ? 'none' : option.sort || undefined,
  };
}

export function table(o: Options): VNode {
  const caption = typeof o['caption'] === 'object' ? o['caption'] : { text: o['caption'] };
  return (
    <d.Table
      {...pick(o, ['id', 'firstCellIsHeader', 'responsive', 'scroll', 'compact', 'striped', 'border', 'lastRowBorder'])}
      caption={slot(caption)}
      captionSize={caption.size}
      captionId={caption.id}
      captionClass={caption.classes}
      class={o['classes']}
      reverse={o['variant'] === 'reverse'}
      head={list(o['head']).map(cell)}
      rows={list(o['rows']).map((row: any) => list(row).map(cell))}
      card={
        o['panel']
          ? { heading: o['heading'], headingLevel: o['headingLevel'], variant: 'feature' }
          : o['card']
            ? card(o['card'] === true ? {} : o['card'])
            : undefined
      }
    />
  );
}

export function link(o: Options): any {
  return { ...pick(o, ['href', 'type', 'id', 'attributes']), class: o['classes'], reverse: o['variant'] === 'reverse' };
}

export function dateInput(o: Options): VNode {
  const parts: any[] =
    o['items'] ?? ['day', 'month', 'year'].map((name) => o[name] ?? (o[name] === false ? undefined : { name }));
  return (
    <d.DateInput
      {...legend(o)}
      {...pick(o, ['disabled', 'attributes'])}
      name={o['id']}
      value={o['values']}
      class={o['classes']}
      hint={slot(o['hint'])}
      error={error(o['errorMessage'])}
      parts={parts.flatMap((part, index) => {
        if (!part) return [];
        const name = (part.name ?? ['day', 'month', 'year'][index]) as d.DatePart;
        return {
          ...pick(part, ['label', 'width', 'autocomplete', 'disabled', 'error']),
          part: name,
          name: o['namePrefix'] ? `${o['namePrefix']}[${name}]` : name,
          value: part.value ?? o[name]?.value,
          class: part.classes,
        };
      })}
    />
  );
}
