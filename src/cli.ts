// The command line. Each command is one file in src/cli/.
import { configFromEnvironment } from './config/env.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';

const usage = `Usage: npm run cli -- COMMAND

  start                                  start the service
  migrate                                bring the schema up to date (DATABASE_OWNER_URL on PostgreSQL)
  bootstrap-roles                        make the database roles (once, as a superuser)
  seed                                   make the demo place, Wrenmouth, in an empty database
  add-place SLUG NAME [--tier place] [--parent SLUG]
  add-account EMAIL NAME [--place SLUG --role ROLE] [--password WORDS]
  fhir-client add NAME --place SLUG --organisation SLUG [--role ROLE] [--scopes WORDS] [--categories LIST]
  fhir-client list|revoke ID --place SLUG   programs of other systems
  import polis FOLDER --place SLUG [--about-you 1,4-14] [--title WORDS] [--slug SLUG]
               [--attribution WORDS] [--repair-bodies] [--dry-run]
  import fingertips FILE --place SLUG --area CODE [--area CODE] [--polarity low-good|high-good]
               [--source-id NUMBER] [--attribution WORDS] [--publish] [--dry-run]
  import directory FILE-OR-ADDRESS --place SLUG --source NAME
  import wards FILE --place SLUG
  import people FILE --place SLUG --organisation SLUG [--dry-run]
  export PLACE FILE                      everything of one place, as lines of JSON (gzip)
  export-polis PLACE CONVERSATION FOLDER  a conversation in the five files of Polis
  backup FILE                            everything, as lines of JSON (gzip)
  restore FILE [--erasures LIST]         a backup, into an empty database
  erasures FILE                          who was erased, as ids: for the next restore
  doctor                                 look for what is wrong`;

async function main(words: readonly string[]): Promise<void> {
  const config = configFromEnvironment();
  const clock = systemClock();
  const log = createLog(
    config.logLevel,
    () => clock.now(),
    (line) => process.stderr.write(`${line}\n`),
  );
  const [command, ...rest] = words;
  switch (command) {
    case 'start':
      return await (await import('./cli/start.ts')).start(config, log);
    case 'migrate':
      return await (await import('./cli/migrate.ts')).migrateCommand(config, log);
    case 'bootstrap-roles':
      return await (await import('./cli/migrate.ts')).bootstrapRoles(config, log);
    case 'seed':
      return await (await import('./cli/seed.ts')).seedCommand(config, log);
    case 'add-place':
      return await (await import('./cli/people.ts')).addPlace(config, log, rest);
    case 'add-account':
      return await (await import('./cli/people.ts')).addAccount(config, log, rest);
    case 'fhir-client':
      return await (await import('./cli/fhir-client.ts')).fhirClient(config, log, rest);
    case 'import':
      return await (await import('./cli/import.ts')).importCommand(config, log, rest);
    case 'export':
      return await (await import('./cli/backup.ts')).exportPlace(config, log, rest);
    case 'export-polis':
      return await (await import('./cli/export-polis.ts')).exportPolisCommand(config, log, rest);
    case 'backup':
      return await (await import('./cli/backup.ts')).backup(config, log, rest);
    case 'restore':
      return await (await import('./cli/backup.ts')).restore(config, log, rest);
    case 'erasures':
      return await (await import('./cli/erasures.ts')).erasuresCommand(config, log, rest);
    case 'doctor':
      return await (await import('./cli/doctor.ts')).doctor(config, log);
    default:
      console.error(usage);
      process.exitCode = 2;
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
