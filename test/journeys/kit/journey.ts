import { chromium } from '../../setup/programs.mjs';

export type Width = 1280 | 360;
/** A desk and a phone. */
const WIDTHS: readonly Width[] = [1280, 360];

const isCi = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** What needs a real browser. Where there is no Chromium it is skipped and its name says so; in CI it then fails. */
export function inBrowser(name: string, tell: () => void): void {
  if (chromium === undefined && !isCi) describe.skip(`${name} (needs Chromium: apt-get install chromium)`, tell);
  else describe(name, tell);
}

/** A journey told at both widths. */
export function journey(name: string, tell: (width: Width) => void): void {
  for (const width of WIDTHS) inBrowser(`${name}, at ${width} pixels`, () => tell(width));
}
