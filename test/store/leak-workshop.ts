// The rows of a workshop in the world of the leak fuzz: who was asked, the room, the themes and the family exercise.
import type { Role } from '../../src/kernel/actor.ts';

type Row = Record<string, string | number | boolean | null>;
type Builder<Reader> = {
  id: () => string;
  put: (table: string, mayRead: Reader, make: (canary: string) => Row) => Row;
};
/** The ways of the world to say who may read. */
type Readers<Reader> = {
  either: (...readers: readonly Reader[]) => Reader;
  participantOnly: (place: string, participant: string) => Reader;
  partners: (place: string) => Reader;
  those: (place: string, ...wanted: readonly Role[]) => Reader;
};
type Facts<Reader> = {
  place: string;
  id: string;
  /** Who may read the conversation. */
  reader: Reader;
  moderators: Reader;
  /** Approved statements, and two participants. */
  approved: readonly string[];
  people: readonly string[];
  organisations: readonly string[];
};

const at = '2026-03-01T10:00:00Z';

/** Adds a row of each kind to a conversation. */
export function addWorkshop<Reader>(build: Builder<Reader>, facts: Facts<Reader>, readers: Readers<Reader>): void {
  const { either, participantOnly, partners, those } = readers;
  const { place, id, reader, moderators, approved, people, organisations } = facts;
  const [first = '', second = ''] = people;
  const [one = '', other = ''] = approved;
  const base = (): Row => ({ place_id: place, conversation_id: id });
  build.put(
    'conversation_analysis',
    those(place, 'administrator', 'programme-manager', 'facilitator', 'analyst'),
    (canary) => ({
      ...base(),
      computed_at: at,
      people: 2,
      votes: 4,
      fingerprint: canary,
      content: `{"x":"${canary}"}`,
    }),
  );
  build.put('conversation_insight', reader, (canary) => ({
    ...base(),
    published_at: at,
    content: `{"x":"${canary}"}`,
  }));
  // For the service alone: what group a person was found in says how they voted.
  build.put('group_letters', those(place), () => ({ ...base(), letters: 'A.B', given: 'AB' }));
  build.put('invited_group', partners(place), (canary) => ({
    ...base(),
    id: build.id(),
    label: canary,
    created_at: at,
  }));
  build.put('invited_partner', partners(place), (canary) => ({
    ...base(),
    organisation_id: organisations[0] ?? null,
    vision: canary,
    created_at: at,
  }));
  build.put('open_answer', either(moderators, participantOnly(place, first)), (canary) => ({
    ...base(),
    id: build.id(),
    participant_id: first,
    body: canary,
    at,
  }));
  const ofStatements = either(reader, moderators);
  build.put('statement_link', ofStatements, () => ({
    ...base(),
    from_id: one,
    relation: 'reworded-as',
    to_id: other,
    at,
  }));
  build.put('statement_translation', ofStatements, (canary) => ({
    ...base(),
    statement_id: one,
    locale: 'cy',
    body: canary,
    at,
  }));
  const inRoom = either(reader, moderators);
  build.put('room', inRoom, () => ({ ...base(), version: 1, started_at: at }));
  const block = build.put('room_block', inRoom, (canary) => ({
    ...base(),
    id: build.id(),
    position: 1,
    kind: 'word',
    title: canary,
    minutes: 5,
    state: 'open',
  }));
  build.put('room_ballot', participantOnly(place, second), (canary) => ({
    ...base(),
    block_id: block['id'] ?? null,
    participant_id: second,
    content: `{"word":"${canary}"}`,
    at,
  }));
  for (const status of ['draft', 'agreed']) {
    const ofTheme = status === 'agreed' ? either(reader, partners(place)) : partners(place);
    const theme = build.put('theme', ofTheme, (canary) => ({
      ...base(),
      id: build.id(),
      label: canary,
      status,
      changed_at: at,
    }));
    build.put('theme_statement', ofTheme, () => ({ ...base(), theme_id: theme['id'] ?? null, statement_id: one }));
  }
  build.put('exercise', inRoom, (canary) => ({ ...base(), family_name: canary, members: '[]', started_at: at }));
  build.put('exercise_support', inRoom, (canary) => ({
    ...base(),
    id: build.id(),
    participant_id: first,
    member: 0,
    what: canary,
    kind: 'person',
    ring: 1,
    at,
  }));
  build.put('exercise_step', inRoom, (canary) => ({
    ...base(),
    id: build.id(),
    participant_id: first,
    position: 1,
    member: 0,
    agency: canary,
    is_told: true,
    has_contact: false,
    is_shared: false,
    wait_days: 1,
    outcome: 'helped',
    at,
  }));
  build.put('exercise_offer', inRoom, (canary) => ({
    ...base(),
    id: build.id(),
    participant_id: first,
    organisation_id: organisations[0] ?? null,
    what: canary,
    member: 0,
    by_on: '2026-12-01',
    needs: 'nothing',
    at,
  }));
}
