import type { LightMyRequestResponse } from 'fastify';
import { addClient, type Purpose } from '../../src/adapters/fhir/store/clients.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { categoriesOfRole, type HelpingRole, type PersonCategory } from '../../src/kernel/helping.ts';
import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import type { TestApp } from './app.ts';

export type Resource = Record<string, unknown> & { resourceType: string };

type Sent = { headers?: Record<string, string>; body?: unknown; text?: string };

/** What came back, with its JSON and what it says is wrong. */
export class FhirAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;

  constructor(response: LightMyRequestResponse) {
    this.status = response.statusCode;
    this.headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    this.text = response.body;
  }
  get json(): Resource {
    return JSON.parse(this.text) as Resource;
  }
  get id(): string {
    return String(this.json['id']);
  }
  /** The resources of a bundle, matches and included ones. */
  get entries(): { fullUrl: string; resource: Resource; search?: { mode: string } }[] {
    return (this.json['entry'] ?? []) as { fullUrl: string; resource: Resource; search?: { mode: string } }[];
  }
  get issues(): { code: string; severity: string; diagnostics: string; expression?: string[] }[] {
    return (this.json['issue'] ?? []) as {
      code: string;
      severity: string;
      diagnostics: string;
      expression?: string[];
    }[];
  }
  /** Where something is wrong. */
  get paths(): string[] {
    return this.issues.flatMap((one) => one.expression ?? []);
  }
}

/** A program of an organisation, which asks over HTTP. */
export class FhirClient {
  readonly app: TestApp;
  readonly id: Uuid;
  readonly secret: string;
  readonly account: Uuid;
  readonly organisation: Uuid;
  token = '';

  constructor(app: TestApp, fields: { id: Uuid; secret: string; account: Uuid; organisation: Uuid }) {
    this.app = app;
    this.id = fields.id;
    this.secret = fields.secret;
    this.account = fields.account;
    this.organisation = fields.organisation;
  }

  get base(): string {
    return `/${this.app.place.slug}/fhir/r4`;
  }

  async askToken(scope?: string): Promise<FhirAnswer> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.id,
      client_secret: this.secret,
      ...(scope === undefined ? {} : { scope }),
    });
    const response = await this.app.app.inject({
      method: 'POST',
      url: `${this.base}/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: form.toString(),
    });
    return new FhirAnswer(response);
  }

  async signIn(scope?: string): Promise<void> {
    const answer = await this.askToken(scope);
    this.token = String(answer.json['access_token']);
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, sent: Sent = {}): Promise<FhirAnswer> {
    const { body, text } = sent;
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await this.app.app.inject({
      method,
      url: path.startsWith('http') ? path.replace(/^https?:\/\/[^/]+/, '') : `${this.base}/${path}`.replace(/\/$/, ''),
      headers: {
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...sent.headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    return new FhirAnswer(response);
  }
  async get(path: string, headers: Record<string, string> = {}): Promise<FhirAnswer> {
    return await this.send('GET', path, { headers });
  }
  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<FhirAnswer> {
    return await this.send('POST', path, { body, headers });
  }
  async put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<FhirAnswer> {
    return await this.send('PUT', path, { body, headers });
  }
}

export const everyScope = ['system/*.cruds'];

const ticking = new WeakSet<TestApp>();

/** Lets a second pass with each look at the clock, so that what was written later is later. */
function letTimePass(app: TestApp): void {
  if (ticking.has(app)) return;
  ticking.add(app);
  let seconds = 0;
  app.context.clock.now = () => new Date(app.now.getTime() + 1_000 * (seconds += 1));
}

/** Makes a client of an organisation and gives it a token. */
export async function fhirClient(
  app: TestApp,
  options: {
    organisation?: Uuid;
    role?: HelpingRole;
    scopes?: readonly string[];
    categories?: readonly PersonCategory[];
    purpose?: Purpose;
    hooks?: readonly string[];
  } = {},
): Promise<FhirClient> {
  letTimePass(app);
  const role = options.role ?? 'link-worker';
  const organisation = options.organisation ?? app.organisation.id;
  const person = await app.person(role satisfies Role, { organisation, name: 'A program' });
  const id = newUuid();
  const { secret } = await app.db.write(app.seed, async (trx) =>
    addClient(
      trx,
      app.place.id,
      {
        id,
        account: person.account,
        organisation,
        name: 'A program',
        scopes: options.scopes ?? everyScope,
        categories: options.categories ?? categoriesOfRole(role),
        purpose: options.purpose ?? 'direct-support',
        hooks: options.hooks ?? [],
        by: undefined,
      },
      app.now,
    ),
  );
  const client = new FhirClient(app, { id, secret, account: person.account, organisation });
  await client.signIn();
  return client;
}

/** A patient of UK Core shape. */
export function patient(changed: Record<string, unknown> = {}): Resource {
  return {
    resourceType: 'Patient',
    meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient'] },
    extension: [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
        valueCodeableConcept: {
          coding: [
            {
              system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland',
              code: 'A',
              display: 'White British',
            },
          ],
        },
      },
    ],
    identifier: [
      {
        extension: [
          {
            url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
            valueCodeableConcept: {
              coding: [
                {
                  system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland',
                  code: '01',
                  display: 'Number present and verified',
                },
              ],
            },
          },
        ],
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: '9990000018',
      },
      { system: 'https://practice.example/patients', value: 'P-1' },
    ],
    active: true,
    name: [{ use: 'official', family: 'Moor', given: ['Ruth', 'Ann'], prefix: ['Mrs'] }],
    telecom: [
      { system: 'phone', value: '01632 960001', use: 'home' },
      { system: 'email', value: 'ruth@example.org' },
    ],
    gender: 'female',
    birthDate: '1944-05-06',
    address: [{ use: 'home', line: ['1 Marsh End'], city: 'Testbourne', postalCode: 'WQ1 1AA' }],
    generalPractitioner: [
      {
        identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A12345' },
        display: 'The surgery',
      },
    ],
    ...changed,
  };
}

export function serviceRequest(subject: string, changed: Record<string, unknown> = {}): Resource {
  return {
    resourceType: 'ServiceRequest',
    identifier: [{ system: 'https://practice.example/requests', value: 'R-1' }],
    status: 'active',
    intent: 'order',
    category: [
      { coding: [{ system: 'http://snomed.info/sct', code: '3457005', display: 'Patient referral (procedure)' }] },
    ],
    priority: 'routine',
    code: {
      coding: [
        {
          system: 'http://snomed.info/sct',
          code: '871731000000106',
          display: 'Referral to social prescribing service (procedure)',
        },
      ],
    },
    subject: { reference: subject },
    authoredOn: '2026-03-01T10:00:00+00:00',
    reasonCode: [{ text: 'Would like company at lunch' }],
    note: [{ text: 'Rings back after five' }],
    ...changed,
  };
}

export function task(focus: string, subject: string, owner: string, changed: Record<string, unknown> = {}): Resource {
  return {
    resourceType: 'Task',
    identifier: [{ system: 'https://practice.example/tasks', value: 'T-1' }],
    status: 'requested',
    intent: 'order',
    priority: 'routine',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
    focus: { reference: focus },
    for: { reference: subject },
    authoredOn: '2026-03-01T10:00:00+00:00',
    owner: { reference: `Organization/${owner}` },
    ...changed,
  };
}
