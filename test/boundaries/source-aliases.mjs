import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** package.json's imports name compiled files; the boundaries are read in the sources, so that no build is needed and each file has one path. */
const { imports } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'));

/** '#platform/*' → '#platform' stands for a folder; '#kernel' without a star for that one file. */
function aliasOf([name, compiled]) {
  const source = join(process.cwd(), compiled.replace('./dist/', './').replace(/\.js$/, '.ts'));
  return name.endsWith('/*') ? [name.slice(0, -2), source.slice(0, source.indexOf('/*'))] : [`${name}$`, source];
}

export default {
  resolve: {
    alias: Object.fromEntries(Object.entries(imports).map(aliasOf)),
    extensions: ['.ts', '.mjs', '.js', '.json'],
    extensionAlias: { '.js': ['.ts', '.js'] },
    mainFiles: ['index'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
  },
};
