import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How a person uses the browser. */
export type Way = { name: string; width: number; javaScript: boolean; keyboardOnly: boolean };

/** A browser tab as one person uses it: with a pointer or with the keyboard alone. Every page it comes to is checked. */
export class Hands {
  readonly page: Page;
  readonly #way: Way;
  readonly #context: BrowserContext;
  readonly checked = new Set<string>();

  private constructor(context: BrowserContext, page: Page, way: Way) {
    this.#context = context;
    this.page = page;
    this.#way = way;
  }

  static async open(browser: Browser, address: string, way: Way): Promise<Hands> {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: way.width, height: 900 },
      javaScriptEnabled: way.javaScript,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    return new Hands(context, await context.newPage(), way);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.check();
  }

  /** Follows a link or presses a button, and waits for the page that comes. */
  async press(name: string | RegExp, role: 'link' | 'button' = 'button', within = 'main'): Promise<void> {
    const target = this.page.locator(within).getByRole(role, { name }).first();
    const before = this.page.url();
    if (this.#way.keyboardOnly) {
      await this.#tabTo(target);
      await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')]);
    } else await Promise.all([this.page.waitForEvent('load'), target.click()]);
    await this.check(before);
  }

  /** Goes to another room by the navigation, which is a menu on a narrow screen. */
  async goTo(room: string): Promise<void> {
    const menu = this.page.locator('header summary').filter({ hasText: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await this.press(room, 'link', 'header nav');
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    const field = this.page.locator('main').getByLabel(label).first();
    if (!this.#way.keyboardOnly) return await field.fill(text);
    await this.#tabTo(field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  async choose(label: string | RegExp, option: string): Promise<void> {
    await this.page.locator('main').getByLabel(label, { exact: true }).first().selectOption({ label: option });
  }

  /** Ticks a box or chooses a radio button. */
  async tick(label: string | RegExp): Promise<void> {
    const box = this.page.locator('main').getByLabel(label).first();
    if (!this.#way.keyboardOnly) return await box.check();
    if ((await box.getAttribute('type')) === 'radio') {
      const name = (await box.getAttribute('name')) ?? '';
      await this.#tabTo(this.page.locator(`input[type=radio][name="${name}"]`), 'any');
      for (let press = 0; press < 30 && !(await isFocused(box)); press += 1)
        await this.page.keyboard.press('ArrowDown');
      assert.ok(await isFocused(box), 'the choice cannot be reached with the arrow keys');
    } else await this.#tabTo(box);
    if (!(await box.isChecked())) await this.page.keyboard.press('Space');
    assert.ok(await box.isChecked());
  }

  async heading(): Promise<string> {
    return (await this.page.locator('h1').first().innerText()).replaceAll(/\s+/g, ' ');
  }

  async text(): Promise<string> {
    return (await this.page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  }

  /** No fault that axe knows, one main heading, no sideways scrolling: on every page, once each. */
  async check(before = ''): Promise<void> {
    const url = new URL(this.page.url());
    const shape = url.pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
    if (this.checked.has(shape) && before !== '') return;
    this.checked.add(shape);
    assert.equal(await this.page.locator('h1').count(), 1, `${shape} has one main heading`);
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `${shape} is ${overflow} pixels wider than the screen`);
    // Without JavaScript the markup is the same, and axe itself cannot run.
    if (!this.#way.javaScript) return;
    await this.page.evaluate(axeSource);
    const faults = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: {
          run: (
            context: unknown,
            options: unknown,
          ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const result = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return result.violations.map(
        (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      );
    });
    assert.deepEqual(faults, [], `axe finds nothing on ${shape}`);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #tabTo(target: Locator, which: 'first' | 'any' = 'first'): Promise<void> {
    await target.first().waitFor({ state: 'visible' });
    const handles = which === 'first' ? [target.first()] : await target.all();
    for (let press = 0; press < 250; press += 1) {
      for (const handle of handles) if (await isFocused(handle)) return;
      await this.page.keyboard.press('Tab');
    }
    assert.fail(`nothing leads to ${String(target)} with the Tab key on ${this.page.url()}`);
  }
}

async function isFocused(locator: Locator): Promise<boolean> {
  return await locator.evaluate((element) => element === document.activeElement);
}
