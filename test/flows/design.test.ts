import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { renderPage } from '../../src/design/index.ts';
import { buildAssets } from '../../tools/build-assets.ts';
import { Gallery } from '../../tools/gallery-page.tsx';
import { launchBrowser } from '../support/browser.ts';

type Violation = { id: string; nodes: { target: string[] }[] };

const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };

describe('every part of the design system in a browser', () => {
  let browser: Browser;
  let html = '';

  before(async () => {
    html = renderPage(Gallery({ assets: await buildAssets() }));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
  });

  /** Opens the gallery under the strict content security policy, without a server. */
  async function open(width: number, errors: string[]): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route('**/*', (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === '/') {
        return route.fulfill({
          body: html,
          contentType: 'text/html',
          headers: { 'content-security-policy': "default-src 'self'" },
        });
      }
      return route.fulfill({
        body: readFileSync(`build${path}`),
        contentType: types[path.split('.').at(-1) ?? ''] ?? '',
      });
    });
    await page.goto('http://design.test/');
    return page;
  }

  for (const width of [320, 1280]) {
    it(`passes the accessibility checker and does not scroll sideways at ${width} pixels`, async () => {
      const errors: string[] = [];
      const page = await open(width, errors);
      assert.deepEqual(errors, []);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
      const violations = await page.evaluate<Violation[]>(
        'axe.run({ preload: false }).then((result) => result.violations)',
      );
      assert.deepEqual(
        violations.map((violation) => [violation.id, ...violation.nodes.map((node) => node.target.join(' '))]),
        [],
      );
      await page.close();
    });
  }

  it('moves from an error of a group to the part of it that is wrong', async () => {
    const page = await open(1280, []);
    await page.click('a[href="#born"]');
    assert.equal(await page.evaluate('document.activeElement.id'), 'born-day');
    await page.close();
  });
});
