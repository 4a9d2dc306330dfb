import { ActionLink, Rows, type ThreadPart } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { familyKindWords } from '../domain/words.ts';
import type { FamilyMember } from '../store/families.ts';
import type { RecordProps } from './record-props.ts';

/** The households and families that a person belongs to. The others in them are named only on the page of the family. */
export function familyParts(props: RecordProps & { families: readonly FamilyMember[] }): ThreadPart[] {
  const { families, can, home, forms } = props;
  if (families.length === 0 && !can.has('circle')) return [];
  return [
    {
      title: 'Household and family',
      lede: 'Everybody’s strengths and circles beside each other, as far as you may see each of them.',
      id: 'family',
      tone: 'plum',
      children: (
        <>
          <Rows
            items={families.map((one) => (
              <>
                <a href={`${home}/people/families/${one.family}`}>{familyKindWords[one.kind]}</a>
                {one.relation !== '' && `, as ${one.relation}`}{' '}
                <span class="ct-small">since {formatDate(one.since)}</span>
              </>
            ))}
          />
          {can.has('circle') && (
            <ActionLink href={`${forms}/families/new`}>
              {families.length === 0
                ? 'Look at their household or family together'
                : 'Begin another household or family'}
            </ActionLink>
          )}
        </>
      ),
    },
  ];
}
