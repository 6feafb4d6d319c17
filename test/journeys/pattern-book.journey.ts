import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '#platform/testing-web';
import { PatternBookController } from '../../libs/platform/testing-web/pattern-book.js';
import { barriers, inBrowser, openBrowser, sideways } from './kit/index.js';

/** Where to leave pictures for a person to look at; none are made otherwise. */
const PICTURES = process.env['COURTYARD_PICTURES'];

/** What to look at, where, and how its form is answered ('' for a page that is only opened). */
const PAGES: readonly [string, string, string][] = [
  ['every pattern', '/t/1/pattern-book', ''],
  ['a form that came back', '/t/1/pattern-book/form', 'wrong'],
  ['a refusal', '/t/1/pattern-book/form', 'refused'],
  ['what was done', '/t/1/pattern-book/form', 'done'],
  ['a confirmation', '/t/1/pattern-book/confirm', ''],
  ['an error', '/t/1/pattern-book/broken', ''],
  ['an address that leads nowhere', '/nowhere', ''],
  ['the API', '/api', ''],
];

inBrowser('every pattern of our pages', () => {
  let web: TestWeb;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    web = await testWeb({ controllers: [PatternBookController], roles: ['manager'] });
    await web.app.listen(0, '127.0.0.1');
    origin = await web.app.getUrl();
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  async function open(page: Page, path: string, post = ''): Promise<string[]> {
    const complaints: string[] = [];
    page.on('console', (message) => {
      // A page that says 404 or 500 is complained about by the browser itself.
      if (message.type() === 'error' && !message.text().includes('the server responded with a status'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(origin + path);
    if (post !== '') {
      await page.locator('#form').evaluate((form, to) => form.setAttribute('action', to), `${path}/${post}`);
      await page.locator('#weekly_pence').fill('12O.50');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForLoadState();
    }
    return complaints;
  }

  describe.each([1280, 360])('at %i pixels', (width) => {
    it.each(PAGES)(
      '%s: nothing for axe to find, no complaint of the browser, no scrolling sideways',
      async (what, path, post) => {
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        const page = await context.newPage();
        const complaints = await open(page, path, post);
        if (PICTURES !== undefined)
          await page.screenshot({ path: `${PICTURES}/${what.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
        expect(await barriers(page)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await sideways(page)).toBe(0);
        await context.close();
      },
    );
  });

  it('a form that came back puts the reader on what went wrong, and its links lead to the fields', async () => {
    const page = await browser.newPage();
    await open(page, '/t/1/pattern-book/form', 'wrong');
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
    await page.getByRole('link', { name: 'Enter the weekly rent in pounds, like 120.50' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('weekly_pence');
    expect(await page.locator('#weekly_pence').inputValue()).toBe('12O.50');
    await page.close();
  });

  it('the back button shows the form that was sent, with its own command id, so that sending it again is known as a repeat', async () => {
    const page = await browser.newPage();
    await open(page, '/t/1/pattern-book/form');
    const id = () => page.locator('#form [name=command_id]').inputValue();
    const first = await id();
    await page.locator('#form').evaluate((form) => form.setAttribute('action', '/t/1/pattern-book/form/done'));
    await page.locator('#weekly_pence').fill('130');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is set from Monday').waitFor();
    await page.goBack();
    expect(await id()).toBe(first);
    await page.close();
  });

  it('works with JavaScript off: the form is sent and the answer is told', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/t/1/pattern-book/confirm`);
    expect(await page.getByRole('button', { name: 'Charge the week' }).isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'Rent', exact: true }).isVisible()).toBe(true);
    await context.close();
  });

  it('the keyboard reaches the main content first, then the search box, and sees where it is', async () => {
    const page = await browser.newPage();
    await open(page, '/t/1/pattern-book');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to main content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.close();
  });
});
