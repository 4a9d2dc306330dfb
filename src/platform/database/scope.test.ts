import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { scopeQuery, scopeStatements, type Scope } from './scope.ts';

describe('the statements that begin a request', () => {
  it('name the role and every setting in one text', () => {
    assert.equal(
      scopeStatements({
        role: 'thread_member',
        account: '019ad000-0000-7000-8000-000000000001',
        purpose: 'direct-care',
        categories: ['plan', 'circle'],
      }),
      `set local role thread_member; set local "thread.account" = '019ad000-0000-7000-8000-000000000001'; set local "thread.purpose" = 'direct-care'; set local "thread.categories" = '{plan,circle}'`,
    );
  });

  it('are one statement with parameters for a served database, which sets the same', () => {
    const scope: Scope = { role: 'thread_guest', place: '019ad000-0000-7000-8000-000000000001' };
    assert.deepEqual(scopeQuery(scope, ["set_config('jit', 'off', true)"]), {
      sql: "select set_config('jit', 'off', true), set_config('role', $1, true), set_config('thread.place', $2, true)",
      parameters: ['thread_guest', '019ad000-0000-7000-8000-000000000001'],
    });
    assert.throws(() => scopeQuery({ role: 'thread_service', job: "x'" }, []), TypeError);
  });

  it('refuse any value that is not a UUID or a code word, so that nothing can be injected', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const scope: Scope = { role: 'thread_service', job: text };
        if (/^[a-z][a-z0-9-]*$/.test(text)) return scopeStatements(scope).includes(`'${text}'`);
        assert.throws(() => scopeStatements(scope), TypeError);
        return true;
      }),
    );
  });
});
