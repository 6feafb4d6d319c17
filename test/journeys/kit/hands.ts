import type { FileChooser, Locator, Page } from 'playwright-core';

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How a person works a page: by pointer, or by keyboard alone. */
export interface Hands {
  fill(field: Locator, text: string): Promise<void>;
  /** An option of a select, by its words. */
  choose(field: Locator, option: string): Promise<void>;
  /** A radio button or a tick box. */
  tick(box: Locator): Promise<void>;
  attach(field: Locator, file: Upload): Promise<void>;
  /** A button, a link or a summary. */
  activate(target: Locator): Promise<void>;
}

export const byPointer: Hands = {
  fill: (field, text) => field.fill(text),
  choose: async (field, option) => void (await field.selectOption({ label: option })),
  tick: (box) => box.check(),
  attach: (field, file) => field.setInputFiles(file),
  activate: (target) => target.click(),
};

/** More stops than any of our pages has; beyond them the thing cannot be reached. */
const MOST_STOPS = 400;

/** Nothing but keys: Tab until the thing has the focus, which must be visible, and then what a keyboard can do to it. */
export function byKeyboard(page: Page): Hands {
  // Listening from the start: a listener that comes with the key press can come too late.
  const waiting: ((chooser: FileChooser) => void)[] = [];
  page.on('filechooser', (chooser) => waiting.shift()?.(chooser));

  const hasFocus = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement);

  async function reach(target: Locator): Promise<void> {
    if (await hasFocus(target)) return;
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      await page.keyboard.press('Tab');
      if (await hasFocus(target)) return assertVisibleFocus(target);
    }
    throw new Error(`the keyboard does not reach ${String(target)}`);
  }

  return {
    async fill(field, text) {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    async choose(field, option) {
      await reach(field);
      await page.keyboard.type(option);
    },
    async tick(box) {
      if (await box.isChecked()) return;
      await reachChoice(page, box, reach);
      if (!(await box.isChecked())) await page.keyboard.press('Space');
    },
    async attach(field, file) {
      await reach(field);
      const asked = new Promise<FileChooser>((open) => waiting.push(open));
      await page.keyboard.press('Enter');
      await (await asked).setFiles(file);
    },
    async activate(target) {
      await reach(target);
      await page.keyboard.press('Enter');
    },
  };
}

/** Of a group of radio buttons Tab reaches one; the arrow keys go on from there. */
async function reachChoice(page: Page, box: Locator, reach: (target: Locator) => Promise<void>): Promise<void> {
  const [type, name] = [await box.getAttribute('type'), await box.getAttribute('name')];
  if (type !== 'radio') return reach(box);
  const group = page.locator(`input[type=radio][name="${name}"]`);
  const checked = page.locator(`input[type=radio][name="${name}"]:checked`);
  await reach((await checked.count()) > 0 ? checked : group.first());
  for (let step = 0; step < (await group.count()) && !(await box.isChecked()); step += 1) {
    const inFocus = await box.evaluate((element) => element === element.ownerDocument.activeElement);
    await page.keyboard.press(inFocus ? 'Space' : 'ArrowDown');
  }
}

/** Whoever works by keyboard must see where they are: the thing in focus is drawn otherwise than without. */
async function assertVisibleFocus(target: Locator): Promise<void> {
  const look = () =>
    target.evaluate((element) => {
      const view = element.ownerDocument.defaultView;
      // What is drawn for a small radio or tick box stands on its label.
      const shown = [element, element.nextElementSibling].filter((e) => e !== null);
      return shown
        .flatMap((e) => [null, '::before', '::after'].map((part) => view?.getComputedStyle(e, part)))
        .map((s) => (s ? [s.outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join() : ''))
        .join('|');
    });
  const focused = await look();
  await target.evaluate((element) => (element as unknown as { blur(): void }).blur());
  const blurred = await look();
  await target.focus();
  if (focused === blurred) throw new Error(`nothing shows that ${String(target)} has the focus`);
}
