import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repoRoot } from '../render/repo-root.js';

export interface Asset {
  /** `<name>.<hash>.<ext>`: the content is in the name, so a browser may keep it for ever. */
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
  /** Undefined where compressing gains nothing. */
  readonly gzipped: Buffer | undefined;
}

export interface Assets {
  /** By served name. */
  readonly files: ReadonlyMap<string, Asset>;
  /** The paths the layout links to. */
  readonly paths: { readonly css: string; readonly js: string; readonly icon: string };
}

/** Everything a page loads, read and processed once as the program starts: one stylesheet, one script, one icon. */
export function loadAssets(): Assets {
  const root = repoRoot();
  const govuk = join(root, 'node_modules/govuk-frontend/dist/govuk');
  const ours = join(root, 'libs/platform/web/assets');
  const style = ['base', 'layout', 'components', 'print'].map((name) => readText(join(ours, `${name}.css`))).join('\n');
  const css = asset('courtyard', 'css', `${ungovernedCss(readText(join(govuk, 'govuk-frontend.min.css')))}\n${style}`);
  const backButton = readText(join(ours, 'back-button.js'));
  const js = asset('courtyard', 'js', `${ungovernedJs(readText(join(govuk, 'govuk-frontend.min.js')))}${backButton}`);
  const icon = asset('courtyard', 'svg', readText(join(ours, 'courtyard.svg')));
  const files = new Map([css, js, icon].map((file) => [file.name, file]));
  return { files, paths: { css: `/assets/${css.name}`, js: `/assets/${js.name}`, icon: `/assets/${icon.name}` } };
}

/**
 * govuk-frontend's styles without what is the government's alone: its typeface (licensed for gov.uk only), its crest and
 * crown. The comments go too: one of them is about the typeface.
 */
export function ungovernedCss(css: string): string {
  return (
    css
      .replaceAll(/\/\*[^]*?\*\//g, '')
      .replaceAll(/@font-face\{[^}]*\}/g, '')
      .replaceAll('GDS Transport,arial,sans-serif', 'var(--typeface)')
      // A desk reads all day and wants more on the page than a public form does.
      .replaceAll('font-size:1.1875rem;line-height:1.3157894737', 'font-size:1rem;line-height:1.5')
      .replaceAll(/[^{}]*(?:crown|crest|copyright-logo|govuk-header)[^{}]*\{[^{}]*\}/g, '')
  );
}

/** govuk-frontend's script without the name in its messages, and without a source map that is not served. */
export function ungovernedJs(js: string): string {
  const plain = js.replaceAll('GOV.UK Frontend', 'Frontend').replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '');
  return `${plain}\ninitAll();\n`;
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;

function asset(stem: string, ext: keyof typeof TYPES, text: string): Asset {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const gzipped = gzipSync(body, { level: 9 });
  return {
    name: `${stem}.${hash}.${ext}`,
    type: TYPES[ext],
    body,
    gzipped: gzipped.length < body.length ? gzipped : undefined,
  };
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
