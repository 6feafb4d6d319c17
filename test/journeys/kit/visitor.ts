import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Locator, Page, Response } from 'playwright-core';
import { barriers, openBrowser, sideways } from './browser.js';
import { byKeyboard, byPointer, type Hands, type Upload } from './hands.js';
import type { Width } from './journey.js';
import { type Office, PASSWORD, type Person } from './office.js';

const PATIENCE_MS = 5_000;
/** The folder for pictures of every page that is new to a run, for people to look at; none are taken without it. */
const SHOTS = process.env['COURTYARD_SHOTS'];

/** A name as a screen reader says it, the whole of it; or what it contains. */
type Name = string | RegExp;

const named = (name: Name) => (typeof name === 'string' ? { name, exact: true } : { name });

/** The pages this file's visitors have looked at. */
const examined = new Set<string>();

/** A field by its label, which may go on to say that it is optional. */
function labelled(within: Locator, label: Name): Locator {
  if (typeof label !== 'string') return within.getByLabel(label);
  const plain = label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return within.getByLabel(new RegExp(`^\\s*${plain}( \\(optional\\))?\\s*$`));
}

/**
 * Somebody at a browser. After every page that loads, the page is examined: nothing for axe to find, no complaint of the
 * browser, no scrolling sideways; and a picture of it is kept.
 */
export class Visitor {
  private readonly complaints: string[] = [];
  private lastStatus = 0;
  private hands: Hands = byPointer;

  private constructor(
    readonly page: Page,
    private readonly origin: string,
    private readonly width: Width,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      // A page that answers 400 or 422 is complained about by the browser itself.
      if (message.type() === 'error' && !message.text().includes('the server responded with a status'))
        this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('response', (response: Response) => {
      if (response.request().isNavigationRequest()) this.lastStatus = response.status();
    });
  }

  /** Opens a browser of one's own. Close it with `leave`. */
  static async arrive(office: Office, width: Width): Promise<Visitor> {
    const browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB' });
    return new Visitor(await context.newPage(), office.origin, width);
  }

  /** Another tab of the same browser. */
  async anotherTab(): Promise<Visitor> {
    return new Visitor(await this.page.context().newPage(), this.origin, this.width);
  }

  leave(): Promise<void> {
    return this.browser().close();
  }

  /** From here on nothing but keys is used. */
  putTheMouseAway(): void {
    this.hands = byKeyboard(this.page);
  }

  async signIn(person: Person): Promise<void> {
    await this.go('/sign-in');
    await this.fill('E-mail address', person.email);
    await this.fill('Password', PASSWORD);
    await this.press('Sign in');
  }

  // Ways to a page: each waits for it and examines it.

  async go(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.examine();
  }

  press(button: Name, within: Locator = this.main): Promise<void> {
    return this.loading(() => this.hands.activate(within.getByRole('button', named(button))));
  }

  follow(link: Name, within: Locator = this.main): Promise<void> {
    return this.loading(() => this.hands.activate(within.getByRole('link', named(link))));
  }

  /** The box at the top of every page. */
  async searchFor(text: string): Promise<void> {
    const box = this.page.getByRole('searchbox');
    await this.hands.fill(box, text);
    await this.loading(() => box.press('Enter'));
  }

  back(): Promise<void> {
    return this.loading(() => this.page.goBack());
  }

  /** Follows a link to a file and gives its name and text. */
  async download(link: Name): Promise<{ readonly name: string; readonly text: string }> {
    const coming = this.page.waitForEvent('download');
    await this.hands.activate(this.main.getByRole('link', named(link)));
    const download = await coming;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
  }

  // What is done on a page.

  fill(label: Name, text: string, within: Locator = this.main): Promise<void> {
    return this.hands.fill(this.field(label, within), text);
  }

  choose(label: Name, option: string, within: Locator = this.main): Promise<void> {
    return this.hands.choose(this.field(label, within), option);
  }

  tick(label: Name, within: Locator = this.main): Promise<void> {
    return this.hands.tick(this.field(label, within));
  }

  attach(label: Name, name: string, content: string | Uint8Array): Promise<void> {
    const mimeType = name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream';
    const file: Upload = { name, mimeType, buffer: Buffer.from(content) };
    return this.hands.attach(this.field(label), file);
  }

  // What stands on it.

  /** A field, by its label. */
  field(label: Name, within: Locator = this.main): Locator {
    return labelled(within, label);
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** The answer's status: 200, or 400, 409 and 422 for a form that came back. */
  get status(): number {
    return this.lastStatus;
  }

  /** The path after the origin, with the query. */
  get path(): string {
    return this.page.url().slice(this.origin.length);
  }

  heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  /** Everything that can be read on the page, on one line. */
  async text(within: Locator = this.main): Promise<string> {
    return (await within.innerText()).replaceAll(/\s+/g, ' ');
  }

  /** A row of a table, by words in it. */
  row(words: string | RegExp): Locator {
    return this.main.getByRole('row').filter({ hasText: words });
  }

  /** Does what leads to another page and examines that. */
  async loading(act: () => Promise<unknown>): Promise<void> {
    // Longer than for the act itself, so that it is the one to say what it did not find.
    const loaded = this.page.waitForEvent('load', { timeout: 2 * PATIENCE_MS });
    await Promise.all([loaded, act()]);
    await this.examine();
  }

  private async examine(): Promise<void> {
    const title = await this.page.title();
    // A page built like one that was looked at before, with other words in it, is not looked at again.
    const built = (await this.page.content()).replaceAll(/[\da-f-]{36}|(nonce|value|href)="[^"]*"|>[^<]+</g, '');
    const like = `${this.width} ${this.path.replaceAll(/[\da-f-]{36}|\?.*/g, '')} ${createHash('sha256').update(built).digest('hex')}`;
    if (!examined.has(like)) {
      examined.add(like);
      await this.picture(title);
      const seen = { page: title, barriers: await barriers(this.page), sideways: await sideways(this.page) };
      expect(seen).toEqual({ page: title, barriers: [], sideways: 0 });
    }
    expect({ page: title, complaints: this.complaints }).toEqual({ page: title, complaints: [] });
  }

  private async picture(title: string): Promise<void> {
    if (!SHOTS) return;
    const spec = basename(expect.getState().testPath ?? 'journey').replace('.journey.ts', '');
    mkdirSync(SHOTS, { recursive: true });
    const number = String(examined.size).padStart(2, '0');
    const name = title
      .replace(/ – .*$/, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 50);
    await this.page.screenshot({ path: join(SHOTS, `${spec}-${this.width}-${number}-${name}.png`), fullPage: true });
  }

  private browser(): Browser {
    const browser = this.page.context().browser();
    if (!browser) throw new Error('the browser has gone');
    return browser;
  }
}
