import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The safety documents that four people sign before a place keeps records of people. */
export const documentNames = [
  'hazard-log',
  'clinical-safety-case',
  'dpia',
  'dspt-dtac-evidence',
  'threat-model',
] as const;
export type DocumentName = (typeof documentNames)[number];
export const documentTitles: Readonly<Record<DocumentName, string>> = {
  'hazard-log': 'Hazard log',
  'clinical-safety-case': 'Clinical safety case',
  dpia: 'Data protection impact assessment',
  'dspt-dtac-evidence': 'DSPT and DTAC evidence',
  'threat-model': 'Threat model',
};

export type SafetyDocuments = { texts: ReadonlyMap<string, string>; digest: string };

/** The documents as they lie beside the program, and the hash by which a signature knows them. */
export function readDocuments(): SafetyDocuments {
  const folder = join(import.meta.dirname, '../../../../docs/safety');
  const texts = new Map(documentNames.map((name) => [name, readFileSync(join(folder, `${name}.md`), 'utf8')]));
  const hash = createHash('sha256');
  for (const [name, text] of texts) hash.update(`${name}\n${text}\n`);
  return { texts, digest: hash.digest('hex') };
}
