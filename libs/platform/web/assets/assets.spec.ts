import { loadAssets, ungovernedCss, ungovernedJs } from './assets.js';

const { files, paths } = loadAssets();
const served = [...files.values()].map((file) => [file.name, file.body.toString('utf8')] as const);

/** What only the government's own sites may show or say. */
const FORBIDDEN: readonly [string, RegExp][] = [
  ['its typeface', /GDS Transport|@font-face|url\([^)]*\.woff/i],
  ['its crown or crest', /crown|crest|tudor|logotype/i],
  ['its name', /gov\.uk/i],
  ['its copyright', /margaret calvert|open government licence/i],
];

describe('what browsers are given', () => {
  it.each(served)('%s holds nothing that is the government’s alone', (_name, content) => {
    for (const [what, pattern] of FORBIDDEN) expect([what, pattern.exec(content)?.[0]]).toEqual([what, undefined]);
  });

  it('is one stylesheet, one script and one icon, each with its content in its name', () => {
    expect(served.map(([name]) => name.replace(/\.[0-9a-f]{12}\./, '.hash.'))).toEqual([
      'courtyard.hash.css',
      'courtyard.hash.js',
      'courtyard.hash.svg',
    ]);
    expect(Object.values(paths).map((path) => files.has(path.replace('/assets/', '')))).toEqual([true, true, true]);
  });

  it('asks nothing of any other host', () => {
    const elsewhere = /url\(["']?(?:https?:)?\/\/[^)]*|@import[^;]*|(?:import|fetch|src)\W{0,3}["']https?:[^"']*/g;
    expect(served.flatMap(([, content]) => content.match(elsewhere) ?? [])).toEqual([]);
  });

  it('is small: everything a page loads is below 60 KB on the wire', () => {
    const bytes = [...files.values()].reduce((sum, file) => sum + (file.gzipped ?? file.body).length, 0);
    expect(bytes).toBeLessThan(60_000);
  });
});

describe('processing the upstream files', () => {
  it('takes a typeface rule, a crown rule and a licence comment out, and leaves their neighbours', () => {
    const css =
      '/*! font licence */@font-face{font-family:GDS Transport;src:url(a.woff2)}.a{color:red}@media print{.x__crown,.y{top:0}.b{font-family:GDS Transport,arial,sans-serif}}';
    expect(ungovernedCss(css)).toBe('.a{color:red}@media print{.b{font-family:var(--typeface)}}');
  });

  it('drops the source map’s name, and starts the components', () => {
    expect(ungovernedJs("throw Error('GOV.UK Frontend scope')\n//# sourceMappingURL=x.js.map")).toBe(
      "throw Error('Frontend scope')\ninitAll();\n",
    );
  });
});
