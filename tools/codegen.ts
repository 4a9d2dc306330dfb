// Writes schema.sql and the table types from the migrations.
import { writeFileSync } from 'node:fs';
import { describeSchema, describeTypes } from '../src/platform/database/catalogue.ts';
import { PGliteSource } from '../src/platform/database/connections.ts';
import { migrate, readRoles } from '../src/platform/database/migrate.ts';

const source = await PGliteSource.open();
const connection = await source.acquire();
await connection.exec(readRoles());
await migrate(connection);
writeFileSync('src/platform/database/schema.sql', await describeSchema(connection));
writeFileSync('src/platform/database/tables.ts', await describeTypes(connection));
connection.release();
await source.close();
