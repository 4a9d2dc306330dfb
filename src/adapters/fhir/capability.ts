import { systems, ukCore } from './core/codes.ts';
import type { Json, JsonObject } from './core/json.ts';
import { kinds } from './resources/index.ts';
import type { Kind, Parameter } from './resources/kind.ts';
import { commonParameters } from './search/parse.ts';

/** Types of which UK Core has no profile. */
const withoutProfile = new Set(['Goal', 'Group']);

function parameter(name: string, { kind, own }: Parameter, type: string): Json {
  const definition =
    own === true
      ? `${systems.own}:SearchParameter:${type}-${name}`
      : name.startsWith('_')
        ? `http://hl7.org/fhir/SearchParameter/Resource-${name.slice(1)}`
        : undefined;
  return { name, ...(definition === undefined ? {} : { definition }), type: kind };
}

/** Whether its versions are told apart; past ones are read only where `history` keeps them. */
function hasVersions(kind: Kind): boolean {
  return kind.history !== undefined || kind.hasOnlyLatest === true;
}

function interactionsOf(kind: Kind): string[] {
  return [
    'read',
    'search-type',
    ...(hasVersions(kind) ? ['vread', 'history-instance'] : []),
    ...(kind.create === undefined ? [] : ['create']),
    ...(kind.update === undefined ? [] : ['update', 'patch']),
    ...(kind.remove === undefined ? [] : ['delete']),
  ];
}

/** The operations of a type; those of a task are our own. */
function operationsOf(kind: Kind): { operation?: Json[] } {
  const own = kind.type === 'Task' ? ['message-back', 'request-message', 'response-message'] : [];
  const list = [
    ...(kind.create === undefined
      ? []
      : [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }]),
    ...own.map((name) => ({ name, definition: `${systems.own}:OperationDefinition:Task-${name}` })),
  ];
  return list.length === 0 ? {} : { operation: list };
}

function resource(kind: Kind): JsonObject {
  const { type, parameters } = kind;
  const references = Object.entries(parameters).filter(([, one]) => one.kind === 'reference');
  const pointing = [...kinds.values()].flatMap((other) =>
    Object.entries(other.parameters)
      .filter(([, one]) => one.targets?.includes(type) === true)
      .map(([name]) => `${other.type}:${name}`),
  );
  return {
    type,
    ...(withoutProfile.has(type) ? {} : { supportedProfile: [ukCore(type)] }),
    interaction: interactionsOf(kind).map((code): Json => ({ code })),
    versioning: hasVersions(kind) ? 'versioned' : 'no-version',
    readHistory: kind.history !== undefined,
    updateCreate: false,
    conditionalCreate: kind.create !== undefined,
    conditionalRead: 'full-support',
    conditionalUpdate: kind.update !== undefined && kind.create !== undefined,
    conditionalDelete: 'not-supported',
    referencePolicy: ['literal', 'logical'],
    ...(references.length === 0 ? {} : { searchInclude: references.map(([name]) => `${type}:${name}`) }),
    ...(pointing.length === 0 ? {} : { searchRevInclude: pointing }),
    searchParam: [...Object.entries(commonParameters()), ...Object.entries(parameters)].map(([name, one]) =>
      parameter(name, one, type),
    ),
    ...operationsOf(kind),
  };
}

/** What this server can do, made from what it does: it names nothing that has no function. */
export function capabilityStatement(base: string, now: Date): JsonObject {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: now.toISOString().slice(0, 10),
    kind: 'instance',
    software: { name: 'Common Thread' },
    implementation: { description: 'The referral loop of a place, for other systems', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Every read of a person is written down where the person can see it. What a client may see, the person decides.',
        security: {
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [{ url: 'token', valueUri: `${base}/token` }],
            },
          ],
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
        },
        resource: [...kinds.values()].map(resource),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        operation: [
          {
            name: 'process-message',
            definition: 'http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message',
          },
        ],
      },
    ],
  };
}

/** Where tokens are given, and what can be asked for (SMART App Launch 2, backend services). */
export function smartConfiguration(base: string): JsonObject {
  return {
    token_endpoint: `${base}/token`,
    revocation_endpoint: `${base}/revoke`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: [...kinds.values()].map((kind) => {
      const letters = [
        kind.create === undefined ? '' : 'c',
        'r',
        kind.update === undefined ? '' : 'u',
        kind.remove === undefined ? '' : 'd',
        's',
      ].join('');
      return `system/${kind.type}.${letters}`;
    }),
    capabilities: ['client-confidential-symmetric', 'permission-v2'],
  };
}
