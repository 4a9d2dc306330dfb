import type { Kind } from './kind.ts';
import { patientKind } from './patient.ts';
import { serviceRequestKind } from './service-request.ts';
import { taskKind } from './task.ts';

/** Every type of resource that is supported here, by its name. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
  [patientKind, serviceRequestKind, taskKind].map((kind) => [kind.type, kind]),
);
