// Prints every route with what it asks of its caller.
import { withTestApp } from '../test/support/app.ts';

await withTestApp(async ({ app }) => {
  for (const route of [...app.routeTable].sort(
    (a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  )) {
    const ability = typeof route.ability === 'string' ? route.ability : route.ability.join(', ');
    console.log(`${route.method.padEnd(5)} ${route.path.padEnd(56)} ${ability}${route.cached ? '  (kept)' : ''}`);
  }
});
process.exit(0);
