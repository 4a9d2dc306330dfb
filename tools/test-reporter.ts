// A quiet reporter for node:test: failures in full, nothing for what passes, counts for the closing line.
// With TEST_TIMES each test is told that took more than so many seconds.
import { writeFileSync } from 'node:fs';
import type { TestEvent } from 'node:test/reporters';

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const longTime = Number(process.env['TEST_TIMES'] ?? Number.POSITIVE_INFINITY);
  for await (const event of source) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') {
      if (event.data.skip === undefined && event.data.todo === undefined) counts.passed += 1;
      else {
        counts.skipped += 1;
        yield `  skipped: ${event.data.name} (${String(event.data.skip ?? event.data.todo)})\n`;
      }
    }
    if ((event.type === 'test:pass' || event.type === 'test:fail') && event.data.details.type !== 'suite') {
      const seconds = event.data.details.duration_ms / 1000;
      if (seconds > longTime) yield `  ${seconds.toFixed(1)} s: ${event.data.name} (${event.data.file ?? ''})\n`;
    }
    if (event.type === 'test:fail') {
      const { error, type } = event.data.details;
      const isSuiteOfFailures = type === 'suite' && 'failureType' in error && error.failureType === 'subtestsFailed';
      if (!isSuiteOfFailures) {
        counts.failed += 1;
        const cause =
          error.cause instanceof Error
            ? (error.cause.stack ?? error.cause.message)
            : String(error.cause ?? error.message);
        yield `  ✗ ${event.data.name}\n    ${event.data.file ?? ''}:${event.data.line ?? ''}\n${cause.replaceAll(/^/gm, '      ')}\n`;
      }
    }
    // What failed after its test had ended is told only so, and fails the run.
    if (event.type === 'test:diagnostic' && event.data.message.startsWith('Error: ')) yield `  ${event.data.message}\n`;
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
  }
  if (process.env['TEST_COUNTS'] !== undefined) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify(counts));
}
