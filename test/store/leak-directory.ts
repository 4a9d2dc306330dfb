// The directory as it is kept and taken over from others, for the leak fuzz: who may read its rows, said once more in
// TypeScript. Who may change them stands in leak-writes.ts.
type Value = string | number | boolean | null;
type Row = Record<string, Value>;
type Reader<W> = (who: W) => boolean;
type Build<W> = { id: () => string; put: (table: string, mayRead: Reader<W>, make: (canary: string) => Row) => Row };
type Readers<W> = {
  here: Reader<W>;
  partners: Reader<W>;
  approvers: Reader<W>;
  service: Reader<W>;
  own: (account: string) => Reader<W>;
};

const at = '2026-03-01T10:00:00Z';

/** What is kept of one place beside its services. */
export function addDirectory<W>(build: Build<W>, place: string, readers: Readers<W>): void {
  const base = (): Row => ({ place_id: place, id: build.id() });
  const { approvers, partners } = readers;
  const source = build.put('import_source', approvers, (canary) => ({ ...base(), name: canary, made_at: at }));
  const of = { place_id: place, source_id: source['id'] ?? null };
  const run = build.put('import_run', approvers, (canary) => ({
    ...base(),
    ...of,
    state: 'columns',
    cells: `["${canary}"]`,
    made_at: at,
  }));
  build.put('import_piece', approvers, (canary) => ({
    place_id: place,
    run_id: run['id'] ?? null,
    number: 0,
    items: `["${canary}"]`,
  }));
  build.put('import_row', approvers, (canary) => ({
    ...base(),
    ...of,
    key: canary,
    hash: 'x',
    offered: `{"name":"${canary}"}`,
    state: 'unreadable',
    made_at: at,
  }));
  build.put('do_not_list', approvers, (canary) => ({ ...base(), shown: canary, name: canary, since: at }));
  build.put('ward', readers.here, (canary) => ({
    place_id: place,
    code: canary.slice(0, 20),
    name: canary,
    outline: '[]',
    latitude: 53,
    longitude: 0.5,
  }));
  build.put('unmet_need', partners, (canary) => ({
    place_id: place,
    kind: 'food',
    words: canary,
    as_of: '2026-02-28',
    people: 10,
  }));
  build.put('need_by_area', partners, (canary) => ({
    place_id: place,
    kind: 'food',
    area: canary,
    as_of: '2026-02-28',
    people: 10,
  }));
  build.put('unmet_reason', partners, (canary) => ({
    place_id: place,
    reason: 'no-reply',
    words: canary,
    as_of: '2026-02-28',
    people: 10,
  }));
  build.put('unmet_search', partners, () => ({
    place_id: place,
    month: '2026-03-01',
    area: '',
    term: 'company',
    count: 7,
  }));
}

/** What is kept of one service that everybody may read. */
export function addKept<W>(
  build: Build<W>,
  of: { place_id: string; service_id: string; organisation_id: string },
  account: string,
  readers: Readers<W>,
): void {
  const { place_id, service_id, organisation_id } = of;
  build.put('service_key', readers.approvers, (canary) => ({
    place_id,
    service_id,
    name: canary,
    organisation: canary,
  }));
  build.put('service_help', readers.here, () => ({ place_id, service_id, as_of: '2026-02-28', referred: 10 }));
  build.put('service_watch', readers.own(account), () => ({ place_id, service_id, account_id: account, since: at }));
  build.put('service_note', readers.partners, (canary) => ({
    place_id,
    id: build.id(),
    service_id,
    words: canary,
    made_at: at,
    made_by: account,
  }));
  build.put('check_link', readers.service, (canary) => ({
    place_id,
    id: build.id(),
    service_id,
    token_hash: canary,
    made_at: at,
    expires_at: '2026-04-01T10:00:00Z',
  }));
  build.put('helper', readers.partners, (canary) => ({
    place_id,
    id: build.id(),
    organisation_id,
    name: canary,
    offers: canary,
    how_asked: canary,
    safety: canary,
    agreed_on: '2026-01-01',
    made_at: at,
  }));
}
