import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { renderPage } from '../render.ts';
import { accentOrDefault, contrastWithWhite, defaultAccent } from './accent.ts';
import { ErrorContent, errorHeading, type ErrorStatus } from './error-page.tsx';
import { Page, type PageProps } from './page.tsx';

const assets = { css: '/assets/main.css', js: '/assets/main.js', room: { css: '', js: '' } };

function open(props: Partial<PageProps>) {
  const html = renderPage(
    <Page title="Meetings" place={{ name: 'Somewhere', href: '/somewhere' }} assets={assets} {...props}>
      <h1>Meetings</h1>
    </Page>,
  );
  return { html, document: parseHTML(html).document };
}

describe('a page', () => {
  it('says in its title what it is, where, and errors first', () => {
    assert.equal(open({}).document.title, 'Meetings - Somewhere - Common Thread');
    const { document } = open({ errors: [{ text: 'Enter a name', href: '#name' }] });
    assert.equal(document.title, 'Error: Meetings - Somewhere - Common Thread');
    assert.equal(document.querySelector('.nhsuk-error-summary a')?.getAttribute('href'), '#name');
  });

  it('has a language, a skip link first, and one main landmark that the link leads to', () => {
    const { document } = open({});
    assert.equal(document.documentElement.getAttribute('lang'), 'en-GB');
    assert.equal(document.body.querySelector('a')?.getAttribute('href'), '#maincontent');
    assert.equal(document.querySelectorAll('main#maincontent').length, 1);
    assert.equal(document.querySelectorAll('h1').length, 1);
  });

  it('loads nothing from another host and carries no inline style or script', () => {
    const { html, document } = open({
      demo: true,
      quickExit: true,
      search: { action: '/search' },
      account: { name: 'Amara', signOutAction: '/sign-out', links: [{ text: 'Today', href: '/today' }] },
    });
    assert.doesNotMatch(html, / style=/);
    for (const element of document.querySelectorAll('link[href], script[src], img[src]')) {
      const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
      assert.match(address, /^\/assets\//);
    }
    assert.ok([...document.querySelectorAll('script')].every((script) => script.textContent === ''));
  });

  it('signs out by a form, never by a link', () => {
    const { document } = open({ account: { name: 'Amara', signOutAction: '/sign-out', links: [] } });
    const form = document.querySelector('form[action="/sign-out"]');
    assert.equal(form?.getAttribute('method'), 'post');
    assert.equal(form?.querySelector('button')?.textContent, 'Sign out');
  });

  it('shows who can sign in the way, and marks the current part of the menu', () => {
    const { document } = open({
      signInHref: '/sign-in',
      navigation: [{ text: 'Plans', href: '/plans', current: true }],
    });
    assert.equal(document.querySelector('a[href="/sign-in"]')?.textContent, 'Sign in');
    assert.equal(document.querySelector('a[aria-current="page"]')?.textContent, 'Plans');
  });

  it('offers a quick exit only where asked', () => {
    assert.equal(open({}).document.querySelector('[data-quick-exit]'), null);
    assert.match(open({ quickExit: true }).html, /data-quick-exit/);
  });

  it('says once what was done', () => {
    const { document } = open({ notice: 'Saved.' });
    assert.match(document.querySelector('[role=alert]')?.textContent ?? '', /Success.*Saved\./s);
  });
});

describe('an error page', () => {
  const all: ErrorStatus[] = [400, 403, 404, 409, 413, 422, 429, 500, 503];
  for (const status of all) {
    it(`says ${status} in plain words with the number to give to support`, () => {
      const { document } = parseHTML(
        renderPage(
          <Page title={errorHeading(status)} assets={assets}>
            <ErrorContent status={status} requestId="req-7" home="/somewhere" />
          </Page>,
        ),
      );
      assert.equal(document.querySelectorAll('h1').length, 1);
      assert.ok(document.title.startsWith(document.querySelector('h1')?.textContent ?? 'missing'));
      assert.match(document.querySelector('main')?.textContent ?? '', /req-7/);
      assert.notEqual(document.querySelector('main a[href="/somewhere"]'), null);
    });
  }
});

describe('the accent of a place', () => {
  it('is taken when it can be read on white', () => {
    assert.equal(accentOrDefault('#005EB8'), '#005eb8');
    assert.ok(contrastWithWhite(defaultAccent) >= 4.5);
  });

  it('gives way to the default when it is too pale or no colour', () => {
    for (const accent of ['#ffcc00', '#777', 'red', '', '#12345g', undefined]) {
      assert.equal(accentOrDefault(accent), defaultAccent);
    }
  });

  it('knows the two ends of contrast', () => {
    assert.equal(Math.round(contrastWithWhite('#000000')), 21);
    assert.equal(Math.round(contrastWithWhite('#ffffff')), 1);
  });
});
