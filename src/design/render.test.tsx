import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { h } from 'preact';
import { JsonScript, jsonForScript } from './json-script/json-script.tsx';
import { renderPage, renderPart } from './render.ts';

const scriptAddresses = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
];

describe('rendering a page', () => {
  it('begins with the document type and escapes text', () => {
    assert.equal(renderPage(<html lang="en">{'<b>'}</html>), '<!doctype html><html lang="en">&lt;b></html>');
  });

  it('refuses objects and dates as children, which would show nothing', () => {
    assert.throws(() => renderPart(h('p', null, new Date(0) as unknown as string)), /a Date as a child/);
    assert.throws(() => renderPart(h('p', null, { a: 1 } as unknown as string)), /an object as a child/);
    assert.throws(() => renderPart(h('p', null, ['x', [{ a: 1 }]] as unknown as string)), /an object as a child/);
    assert.throws(() => renderPart(h('p', null, Promise.resolve('x') as unknown as string)), /a Promise as a child/);
  });

  it('refuses objects as attributes, and inline styles', () => {
    assert.throws(() => renderPart(h('p', { title: new Date(0) as unknown as string })), /attribute "title" of <p>/);
    assert.throws(() => renderPart(h('p', { style: 'width:3px' })), /style attribute/);
  });

  it('refuses addresses that run as a script, in every place for an address', () => {
    for (const address of scriptAddresses) {
      assert.throws(() => renderPart(h('a', { href: address })), /must not carry/);
      assert.throws(() => renderPart(h('img', { src: address, alt: '' })), /must not carry/);
      assert.throws(() => renderPart(h('form', { action: address })), /must not carry/);
      assert.throws(() => renderPart(h('button', { formaction: address })), /must not carry/);
    }
  });

  it('lets ordinary addresses and children through', () => {
    assert.equal(
      renderPart(<a href="/a?b=javascript:c">{[1, 'x', null, false]}</a>),
      '<a href="/a?b=javascript:c">1x</a>',
    );
  });
});

describe('JSON in a page', () => {
  it('cannot end its script', () => {
    const data = { text: '</script><script>alert(1)</script>\u2028\u2029 & "x"' };
    const html = renderPart(<JsonScript id="data" data={data} />);
    assert.equal(html.match(/<\/script>/g)?.length, 1);
    assert.doesNotMatch(html, /[\u2028\u2029]/);
    assert.deepEqual(JSON.parse(jsonForScript(data)), data);
  });

  it('writes nothing as null', () => {
    assert.equal(jsonForScript(undefined), 'null');
  });
});
