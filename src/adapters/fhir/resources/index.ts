import { auditEventKind } from './audit-event.ts';
import { consentKind } from './consent.ts';
import { goalKind } from './goal.ts';
import { healthcareServiceKind } from './healthcare-service.ts';
import type { Kind } from './kind.ts';
import { observationKind, questionnaireResponseKind } from './observation.ts';
import { organizationKind } from './organization.ts';
import { patientKind } from './patient.ts';
import { carePlanKind, groupKind } from './plan.ts';
import { provenanceKind } from './provenance.ts';
import { careTeamKind, relatedPersonKind } from './related-person.ts';
import { serviceRequestKind } from './service-request.ts';
import { subscriptionKind } from './subscription.ts';
import { taskKind } from './task.ts';

/** Every type of resource that is supported here, by its name. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    patientKind,
    serviceRequestKind,
    taskKind,
    goalKind,
    relatedPersonKind,
    careTeamKind,
    carePlanKind,
    groupKind,
    observationKind,
    questionnaireResponseKind,
    consentKind,
    organizationKind,
    healthcareServiceKind,
    provenanceKind,
    auditEventKind,
    subscriptionKind,
  ].map((kind): [string, Kind] => [kind.type, kind]),
);
