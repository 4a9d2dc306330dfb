import { Details } from '../../../design/index.ts';
import { isRightToLeft, languages } from '../domain/languages.ts';
import type { Translation } from '../store/lineage.ts';

/** A statement in other languages, each under the name its readers know. */
export function Translations({ list }: { list: readonly Translation[] }) {
  if (list.length === 0) return null;
  return (
    <Details summary={list.map(({ locale }) => languages[locale]).join(' · ')}>
      {list.map(({ locale, body }) => (
        <p key={locale} lang={locale} dir={isRightToLeft(locale) ? 'rtl' : undefined}>
          {body}
        </p>
      ))}
    </Details>
  );
}
