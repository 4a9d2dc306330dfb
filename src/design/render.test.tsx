import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ComponentChildren, type VNode, h } from 'preact';
import { JsonScript, jsonForScript } from './json-script/json-script.tsx';
import { renderPage, renderPart } from './render.ts';

const scriptAddresses = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
];

/** What a caller could pass by mistake, past the types. */
function element(tag: string, props: Record<string, unknown>): VNode {
  return h(tag, props) as VNode;
}

function paragraph(child: unknown): VNode {
  return h('p', null, child as ComponentChildren);
}

describe('rendering a page', () => {
  it('begins with the document type and escapes text', () => {
    assert.equal(renderPage(<html lang="en">{'<b>'}</html>), '<!doctype html><html lang="en">&lt;b></html>');
  });

  it('refuses objects and dates as children, which would show nothing', () => {
    assert.throws(() => renderPart(paragraph(new Date(0))), /a Date as a child/);
    assert.throws(() => renderPart(paragraph({ a: 1 })), /an object as a child/);
    assert.throws(() => renderPart(paragraph(['x', [{ a: 1 }]])), /an object as a child/);
    assert.throws(() => renderPart(paragraph(Promise.resolve('x'))), /a Promise as a child/);
  });

  it('refuses objects as attributes, and inline styles', () => {
    assert.throws(() => renderPart(element('p', { title: new Date(0) })), /attribute "title" of <p>/);
    assert.throws(() => renderPart(element('p', { style: 'width:3px' })), /style attribute/);
  });

  it('refuses addresses that run as a script, in every place for an address', () => {
    for (const address of scriptAddresses) {
      assert.throws(() => renderPart(element('a', { href: address })), /must not carry/);
      assert.throws(() => renderPart(element('img', { src: address })), /must not carry/);
      assert.throws(() => renderPart(element('form', { action: address })), /must not carry/);
      assert.throws(() => renderPart(element('button', { formaction: address })), /must not carry/);
    }
  });

  it('lets ordinary addresses and children through', () => {
    assert.equal(renderPart(<a href="/a?b=data:c">{[1, 'x', null, false]}</a>), '<a href="/a?b=data:c">1x</a>');
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
