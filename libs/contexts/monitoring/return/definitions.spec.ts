import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIGURE_DEFINITIONS, type FigureDefinition, figureDefinition } from './definitions.js';

describe('docs/definitions.md', () => {
  it('says of every figure what its definition says', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/definitions.md'), 'utf8');
    expect(page.slice(page.indexOf('\n## '))).toBe(FIGURE_DEFINITIONS.map(inWords).join(''));
  });
});

describe('definitions', () => {
  it('are found by name and version, and an unknown one is never guessed', () => {
    expect(figureDefinition('rent-due', 1).title).toBe('Rent due');
    expect(() => figureDefinition('rent-due', 99)).toThrow('there is no definition rent-due version 99');
  });

  it('are each there once', () => {
    const names = FIGURE_DEFINITIONS.map((d) => `${d.id} ${d.version}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

function inWords(d: FigureDefinition): string {
  const line = (name: string, words: string) => `- **${name}**: ${words}\n`;
  return (
    `\n## ${d.title} (\`${d.id}\`, version ${d.version})\n\n` +
    line('Formula', d.formula) +
    line('Numerator', `${d.numerator}, in ${d.unit}`) +
    line('Denominator', d.denominator ?? 'none: it is an amount') +
    line('Includes', d.includes) +
    line('Excludes', d.excludes) +
    line('Reported when the TMO has or shares', d.functions.map((f) => `\`${f}\``).join(' or ')) +
    line('Source', d.source)
  );
}
