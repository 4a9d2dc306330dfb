import assert from 'node:assert/strict';
import type { Browser, BrowserContext, ElementHandle, Locator, Page } from 'playwright-core';

/** Whether whoever tabs can see where they are: what has the focus lies on the screen, uncovered, and looks different. */
type Focus = { what: string; fault: string | undefined; at: number };

function look(targets: readonly (Node | null)[]): Focus {
  const element = document.activeElement;
  const at = targets.indexOf(element);
  if (element === null || element === document.body) return { what: 'the page', fault: undefined, at };
  const what = `${element.tagName.toLowerCase()} "${(element.textContent || element.getAttribute('name') || '').trim().slice(0, 60)}"`;
  const box = element.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) =>
    [0.2, 0.5, 0.8].map((y) => [box.left + box.width * x, box.top + box.height * y] as const),
  );
  const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  if (inside.length === 0) return { what, fault: 'is not on the screen', at };
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  const isOpen = inside.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (element.contains(hit) || hit.contains(element) || label?.contains(hit) === true);
  });
  if (!isOpen) return { what, fault: 'is covered by something else', at };
  const looks = [getComputedStyle(element), ...(label === undefined ? [] : [getComputedStyle(label, '::before')])];
  const isMarked = looks.some(
    (style) =>
      style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0),
  );
  return { what, fault: isMarked ? undefined : 'does not show that it has the focus', at };
}

/** A browser tab whose person has a keyboard and nothing else. Wherever they tab, they must see where they are. */
export class Keys {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** How often a key was pressed to get from one thing to the next. */
  tabs = 0;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async open(browser: Browser, address: string, width: number): Promise<Keys> {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width, height: 740 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    return new Keys(context, await context.newPage());
  }

  /** Types an address. */
  async go(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Follows a link or presses a button with the enter key, and waits for the page that comes. */
  async press(name: string | RegExp, role: 'link' | 'button' = 'button', within = 'main'): Promise<void> {
    await this.#tabTo([this.page.locator(within).getByRole(role, { name }).first()]);
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')]);
  }

  /** Goes to another room by the navigation, which is a menu on a narrow screen. */
  async goTo(room: string): Promise<void> {
    const menu = this.page.locator('header summary').filter({ hasText: 'Menu' });
    if (await menu.isVisible()) {
      await this.#tabTo([menu]);
      await this.page.keyboard.press('Enter');
    }
    await this.press(room, 'link', 'header nav');
  }

  async type(label: string | RegExp, text: string, index = 0): Promise<void> {
    await this.#tabTo([this.page.locator('main').getByLabel(label).nth(index)]);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  /** Types a day into the three boxes under a legend. */
  async day(legend: string | RegExp, day: { day: number; month: number; year: number }): Promise<void> {
    const group = this.page.locator('main').getByRole('group', { name: legend });
    for (const [label, value] of Object.entries(day)) {
      await this.#tabTo([group.getByLabel(new RegExp(`^${label}$`, 'i'))]);
      await this.page.keyboard.press('ControlOrMeta+A');
      await this.page.keyboard.type(String(value));
    }
  }

  /** Goes through the options of a list with the arrow keys until the one that begins so. */
  async pick(label: string | RegExp, option: string): Promise<void> {
    const list = this.page.locator('main').getByLabel(label).first();
    await this.#tabTo([list]);
    await this.page.keyboard.press('Home');
    const chosen = async (): Promise<string> =>
      await list.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.text ?? '');
    for (let press = 0; press < 100 && !(await chosen()).startsWith(option); press += 1)
      await this.page.keyboard.press('ArrowDown');
    assert.ok((await chosen()).startsWith(option), `"${option}" cannot be reached with the arrow keys`);
  }

  /** Chooses a radio button under a legend with the arrow keys. */
  async choose(legend: string | RegExp, option: string | RegExp): Promise<void> {
    const group = this.page.locator('main').getByRole('group', { name: legend });
    const wanted = group.getByRole('radio', { name: option }).first();
    await this.#tabTo(await group.getByRole('radio').all());
    for (let press = 0; press < 30 && !(await isFocused(wanted)); press += 1)
      await this.page.keyboard.press('ArrowDown');
    assert.ok(await isFocused(wanted), `"${String(option)}" cannot be reached with the arrow keys`);
    if (!(await wanted.isChecked())) await this.page.keyboard.press('Space');
    assert.ok(await wanted.isChecked());
    await this.#see();
  }

  async tick(label: string | RegExp): Promise<void> {
    const box = this.page.locator('main').getByRole('checkbox', { name: label }).first();
    await this.#tabTo([box]);
    await this.page.keyboard.press('Space');
    assert.ok(await box.isChecked());
  }

  async text(): Promise<string> {
    return (await this.page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  }

  async heading(): Promise<string> {
    return (await this.page.locator('h1').first().innerText()).replaceAll(/\s+/g, ' ');
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Looks where the focus is, which must be seen, and says which of these it is: -1 for none. */
  async #see(targets: readonly (ElementHandle | null)[] = []): Promise<number> {
    const { what, fault, at } = await this.page.evaluate(look, [...targets]);
    assert.equal(fault, undefined, `${what} ${fault ?? ''} on ${new URL(this.page.url()).pathname}`);
    return at;
  }

  /** On a page that has just come, whoever wants something in it takes the first link: past the navigation. */
  async #skipToMain(target: ElementHandle | null): Promise<void> {
    const isPast = await this.page.evaluate(
      (one) => document.activeElement !== document.body || (one as Element | null)?.closest('main') === null,
      target,
    );
    if (isPast) return;
    await this.page.keyboard.press('Tab');
    this.tabs += 1;
    await this.#see();
    const isSkipLink = await this.page.evaluate(() => document.activeElement?.getAttribute('href') === '#maincontent');
    assert.ok(isSkipLink, 'the first thing on a page leads past the navigation');
    await this.page.keyboard.press('Enter');
  }

  async #tabTo(targets: readonly Locator[]): Promise<void> {
    await targets[0]?.waitFor({ state: 'visible' });
    const handles = await Promise.all(targets.map(async (target) => await target.elementHandle()));
    await this.#skipToMain(handles[0] ?? null);
    for (let press = 0; press < 300; press += 1) {
      // Where a page puts the focus by itself is looked at only once somebody has moved it.
      if (press === 0 ? await isOneOf(this.page, handles) : (await this.#see(handles)) >= 0) return;
      await this.page.keyboard.press('Tab');
      this.tabs += 1;
    }
    assert.fail(`nothing leads to ${String(targets[0])} with the Tab key on ${this.page.url()}`);
  }
}

async function isOneOf(page: Page, handles: readonly (ElementHandle | null)[]): Promise<boolean> {
  return await page.evaluate((targets) => targets.includes(document.activeElement), [...handles]);
}

async function isFocused(locator: Locator): Promise<boolean> {
  return await locator.evaluate((element) => element === document.activeElement);
}
