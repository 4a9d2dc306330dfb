import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { scopeStatements, type Scope } from './scope.ts';

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
