#!/usr/bin/env node
// Checks a quarterly return by itself: needs Node, the file and nothing else (no network, no database, no account, no code of
// Courtyard's). The format is specified in docs/return-format.md. Read from top to bottom it takes a quarter of an hour.
//
//   node verify-return.mjs FILE [--previous FILE] [--against POSITION HASH]
//
// Exit code 0: everything holds. 1: something does not, and it is named. 2: the file could not be read, or wrong usage.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FORMAT = 'courtyard-return/1';
const NOTHING_BEFORE = '0'.repeat(64);
const MONEY = [
  'weekly',
  'opening',
  'brought_in',
  'due',
  'due_prior',
  'collected',
  'collected_prior',
  'adjusted',
  'closing',
];
const MONEY_CELLS = MONEY.map((name) => `${name}_pence`);

/** Each kind of line, in the order they come in, with its members in theirs. */
const MEMBERS = {
  return: 'record format tmo council quarter version from to position head_hash known_at follows charged_weeks hash',
  definition: 'record id version title unit formula numerator denominator includes excludes source hash',
  row: `record row account kind status ${MONEY_CELLS.join(' ')} hash`,
  total: `record kind rows ${MONEY_CELLS.join(' ')} hash`,
  figure: 'record id version responsible unit numerator denominator percent prior hash',
  end: 'record rows figures hash',
};
const KINDS = {
  rent: ['current', 'former', 'not-started'],
  leasehold: ['current', 'former', 'not-started'],
  garage: ['current', 'former', 'not-started'],
  recharge: ['current', 'former', 'not-started'],
  'court-costs': ['current', 'former', 'not-started'],
  void: ['empty', 'ended', 'not-started'],
  'void-garage': ['empty', 'ended', 'not-started'],
};

/** The figures of the first page: how each is computed from the rows, and the hash of its definition's words as published. */
const FIGURES = {
  'rent-due 1': {
    of: (c) => [c.due, null, c.duePrior],
    words: '65d1e7e4a367aa4759b5d831c4bc57324f92dd3383b36d34b5151fc6f7928936',
  },
  'rent-collected 1': {
    of: (c) => [c.collected, null, c.collectedPrior],
    words: '2283ca43e7228b0d4b889ea97539cb1657c7db24cc762877f44ee7db60985113',
  },
  'rent-collected-a 1': {
    of: (c) => [c.collected, c.due, c.collectedPrior],
    words: 'dc2f5b39115c583adb36fdbde0a013fbc60ab3e4ecd2a92a1dccd2c992cbba85',
  },
  'rent-collected-b 1': {
    of: (c) => [c.collected, c.broughtForward + c.due, c.collectedPrior],
    words: '238bb8003e010dac1eff3dded50dd1b69d94def7a909d543d0bfc5eff1cc909f',
  },
  'arrears-current 1': {
    of: (c) => [c.owedByCurrent, c.annualRent, null],
    words: '410c30cc1e0f52bc5c697b88eff9a22e0331de99cab86fd3a4c7ee4e56811ae2',
  },
  'arrears-former 1': {
    of: (c) => [c.owedByFormer, c.annualRent, null],
    words: '0980dd7e8356a113d0598104561111a509d590faf8501e560afe36dfe9aa6c89',
  },
  'rent-credits 1': {
    of: (c) => [c.inCredit, c.annualRent, null],
    words: 'a71d855bc99fa811bb61d1b7ea967625be4bf59c209eb5866e0387b26f0d27ed',
  },
  'voids 1': {
    of: (c) => [c.empty, c.empty + c.let, null],
    unit: 'homes',
    words: 'f922dc487e41b8296ea770d22cd6cde48a485ee503bc8b7c010885927f8c926e',
  },
  'void-loss 1': {
    of: (c) => [c.lost, c.due + c.lost, c.lostPrior],
    words: '7bbabb574135a83860e47180875a8fddcf063121c913b1269ff4ed57398e37e1',
  },
};

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const sum = (list, part) => list.reduce((total, item) => total + part(item), 0);
/** Prints a line; what a file says can't steer the terminal. */
const say = (line) => console.log(String(line).replace(/\p{Cc}/gu, '?'));
const isCell = (value) => value === null || typeof value === 'string' || typeof value === 'number';
const isCount = (n) => Number.isSafeInteger(n) && n >= 0;
const pounds = (pence) =>
  `${pence < 0 ? '-' : ''}£${(Math.abs(pence) / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;

/**
 * Everything that does not hold in a return's text, in words; and what it says, for printing.
 * @param {string} text
 */
export function checkReturn(text) {
  const faults = [];
  const lines = readLines(text, faults);
  const all = (record) => lines.filter((line) => line.record === record);
  const contents = { header: all('return')[0], rows: all('row'), figures: all('figure') };
  if (!contents.header) return { ...contents, faults: [...faults, 'the file has no heading line'] };
  checkHeader(contents.header, faults);
  checkRows(contents.rows, faults);
  checkTotals(contents.rows, all('total'), faults);
  checkFigures(contents, all('definition'), faults);
  const end = all('end')[0];
  if (!end) faults.push('the file has no last line: its end is missing');
  else if (end.rows !== contents.rows.length || end.figures !== contents.figures.length)
    faults.push(`the last line counts ${end.rows} rows and ${end.figures} figures: lines are missing or were added`);
  return { ...contents, faults };
}

/** Reads the lines and walks their hashes. A line that is not as the format has it is named and left out. */
function readLines(text, faults) {
  if (!text.endsWith('\n')) faults.push('the file does not end with a line end: it was cut off');
  const lines = [];
  const order = Object.keys(MEMBERS);
  let rows = 0;
  let before = [NOTHING_BEFORE];
  for (const [i, line] of text
    .split('\n')
    .slice(0, text.endsWith('\n') ? -1 : undefined)
    .entries()) {
    const parsed = parseLine(line);
    if (!parsed) {
      faults.push(`line ${i + 1}: is not written as the format has it (was the file saved by another program?)`);
      before = undefined;
      continue;
    }
    if (parsed.record === 'row') rows += 1;
    const where = nameOf(parsed, rows);
    // What the line should be is the hash of the line before (as written, or as it should have been) and of its own text.
    const body = `${line.slice(0, line.lastIndexOf(',"hash":"'))}}`;
    const should = (before ?? []).map((hash) => sha256(`${hash}\n${body}`));
    if (before && !should.includes(parsed.hash)) faults.push(`${where}: its hash does not match its cells`);
    before = should[0] === parsed.hash || !before ? [parsed.hash] : [parsed.hash, should[0]];

    const last = lines.at(-1)?.record;
    const follows =
      last === undefined ? parsed.record === 'return' : order.indexOf(parsed.record) >= order.indexOf(last);
    const once = (parsed.record === 'return' || parsed.record === 'end') && last === parsed.record;
    if (!follows || once) faults.push(`${where}: is not where the format has it (line ${i + 1})`);
    lines.push(parsed);
  }
  return lines;
}

function parseLine(line) {
  let parsed;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  // Written back it must be the same text, so nothing can hide in spaces, repeated members or other ways to write a number.
  if (parsed === null || JSON.stringify(parsed) !== line) return undefined;
  if (MEMBERS[parsed.record] !== Object.keys(parsed).join(' ')) return undefined;
  const { follows, ...cells } = parsed;
  if (follows && Object.keys(follows).join(' ') !== 'quarter version position sha256') return undefined;
  return Object.values({ ...cells, ...follows }).every(isCell) ? parsed : undefined;
}

function nameOf(line, rows) {
  if (line.record === 'row') return `row ${rows} (account ${line.account})`;
  if (line.record === 'return') return 'the heading line';
  if (line.record === 'end') return 'the last line';
  return `${line.record} ${line.record === 'total' ? line.kind : `${line.id} version ${line.version}`}`;
}

function checkHeader(header, faults) {
  if (header.format !== FORMAT) faults.push(`the format is ${header.format}; this verifier knows ${FORMAT}`);
  const dates = quarterDates(header.quarter);
  if (!dates || header.from !== dates[0] || header.to !== dates[1])
    faults.push(`the heading line: ${header.quarter} is not the quarter from ${header.from} to ${header.to}`);
  const isHash = (hash) => /^[0-9a-f]{64}$/.test(hash);
  const { position, head_hash, version, charged_weeks, follows } = header;
  if (!isCount(position) || !isCount(version) || version < 1 || !isHash(head_hash))
    faults.push('the heading line: version, position or head hash is not one');
  if (charged_weeks !== null && !(isCount(charged_weeks) && charged_weeks <= 53))
    faults.push(`the heading line: ${charged_weeks} is not a number of charged weeks`);
  if (follows !== null && (nextQuarter(follows.quarter) !== header.quarter || !(follows.position <= position)))
    faults.push(`the heading line: it does not follow on from ${follows.quarter} at position ${follows.position}`);
}

/** '2026-Q1' is April to June 2026; '2026-Q4' January to March 2027. */
function quarterDates(quarter) {
  const parts = /^([1-9]\d{3})-Q([1-4])$/.exec(quarter);
  if (!parts) return undefined;
  const year = Number(parts[1]) + (parts[2] === '4' ? 1 : 0);
  const days = { 1: ['04-01', '06-30'], 2: ['07-01', '09-30'], 3: ['10-01', '12-31'], 4: ['01-01', '03-31'] };
  return days[parts[2]].map((day) => `${year}-${day}`);
}

function nextQuarter(quarter) {
  const [year, number] = String(quarter).split('-Q').map(Number);
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
}

function checkRows(rows, faults) {
  for (const [i, row] of rows.entries()) {
    const where = nameOf(row, i + 1);
    if (row.row !== i + 1)
      faults.push(`${where}: calls itself row ${row.row}: a row is missing or was added before it`);
    if (!/^\d{7}$/.test(row.account)) faults.push(`${where}: is not an account number of seven digits`);
    if (i > 0 && !(row.account > rows[i - 1].account))
      faults.push(`${where}: rows are not in the order of their accounts`);
    if (!Object.hasOwn(KINDS, row.kind) || !KINDS[row.kind].includes(row.status))
      faults.push(`${where}: ${row.kind}, ${row.status} is no kind and status`);
    const wrong = MONEY_CELLS.find((cell) => !Number.isSafeInteger(row[cell]));
    if (wrong) faults.push(`${where}: ${wrong} is not a whole number of pence`);
    const closing = row.opening_pence + row.brought_in_pence + row.due_pence - row.collected_pence + row.adjusted_pence;
    if (closing !== row.closing_pence)
      faults.push(
        `${where}: opening + brought in + due - collected + adjusted is ${closing}, not ${row.closing_pence}`,
      );
  }
}

function checkTotals(rows, totals, faults) {
  const kinds = Object.keys(KINDS).filter((kind) => rows.some((row) => row.kind === kind));
  if (totals.map((total) => total.kind).join() !== kinds.join())
    faults.push(`the totals are of ${totals.map((t) => t.kind).join(', ')}; the rows are of ${kinds.join(', ')}`);
  for (const total of totals) {
    const mine = rows.filter((row) => row.kind === total.kind);
    if (total.rows !== mine.length)
      faults.push(`total ${total.kind}: counts ${total.rows} rows; there are ${mine.length}`);
    for (const cell of MONEY_CELLS) {
      const added = sum(mine, (row) => row[cell]);
      if (added !== total[cell])
        faults.push(`total ${total.kind}: ${cell} is ${total[cell]}; the rows add up to ${added}`);
    }
  }
}

function checkFigures({ header, rows, figures }, definitions, faults) {
  const idOf = (line) => `${line.id} ${line.version}`;
  const wanted = Object.keys(FIGURES).join(', ');
  if (figures.map(idOf).join(', ') !== wanted || definitions.map(idOf).join(', ') !== wanted)
    faults.push(`the first page has the figures, and the definitions, ${wanted}; this file has others`);
  for (const { hash: _, ...definition } of definitions) {
    const known = FIGURES[idOf(definition)];
    if (known && known.words !== sha256(JSON.stringify(definition)))
      faults.push(`${nameOf(definition)}: its words are not those that were published`);
  }
  const counted = count(rows, header.charged_weeks);
  for (const figure of figures) {
    const known = FIGURES[idOf(figure)];
    if (!known) continue;
    const reported = ['tmo', 'shared'].includes(figure.responsible);
    if (!reported && !['council', 'not-delegated'].includes(figure.responsible))
      faults.push(`${nameOf(figure)}: ${figure.responsible} is nobody who can be responsible`);
    const [numerator, denominator, prior] = reported ? known.of(counted) : [null, null, null];
    const should = {
      unit: known.unit ?? 'pence',
      numerator,
      denominator,
      percent: percent(numerator, denominator),
      prior,
    };
    for (const [member, value] of Object.entries(should)) {
      if (figure[member] !== value)
        faults.push(`${nameOf(figure)}: its ${member} is ${figure[member]}; from the rows it is ${value}`);
    }
  }
}

/** What the figures are made of. Dwellings only: rent accounts and empty homes. */
function count(rows, chargedWeeks) {
  const rent = rows.filter((row) => row.kind === 'rent');
  const voids = rows.filter((row) => row.kind === 'void');
  const current = rent.filter((row) => row.status === 'current');
  const former = rent.filter((row) => row.status === 'former');
  const above = (amount) => Math.max(amount, 0);
  return {
    due: sum(rent, (row) => row.due_pence),
    duePrior: sum(rent, (row) => row.due_prior_pence),
    collected: sum(rent, (row) => row.collected_pence),
    collectedPrior: sum(rent, (row) => row.collected_prior_pence),
    broughtForward: sum(rent, (row) => above(row.opening_pence + row.brought_in_pence)),
    owedByCurrent: sum(current, (row) => above(row.closing_pence)),
    owedByFormer: sum(former, (row) => above(row.closing_pence)),
    inCredit: sum(rent, (row) => above(0 - row.closing_pence)),
    annualRent: chargedWeeks === null ? null : chargedWeeks * sum(current, (row) => row.weekly_pence),
    empty: voids.filter((row) => row.status === 'empty').length,
    let: current.length,
    lost: sum(voids, (row) => row.due_pence),
    lostPrior: sum(voids, (row) => row.due_prior_pence),
  };
}

/** To two decimals, half away from zero; null unless there is a denominator above zero. */
function percent(numerator, denominator) {
  if (denominator === null || denominator <= 0 || ![numerator, denominator].every(Number.isSafeInteger)) return null;
  const hundredths = (BigInt(Math.abs(numerator)) * 20000n + BigInt(denominator)) / (2n * BigInt(denominator));
  const digits = String(hundredths).padStart(3, '0');
  return `${numerator < 0 && hundredths > 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Whether a return opens with what the return before it closed with. */
export function checkFollows({ header, rows }, previous, previousText) {
  const faults = previous.faults.map((fault) => `in the previous file: ${fault}`);
  const before = previous.header;
  if (!header || !before) return faults;
  const { follows } = header;
  if (!follows) return [...faults, 'the return says that it is the first of all; a previous file was given'];
  if (follows.sha256 !== sha256(previousText))
    faults.push(
      `the return follows ${follows.quarter} version ${follows.version} (SHA-256 ${follows.sha256}); the previous file is another`,
    );
  const closed = new Map(previous.rows.map((row) => [row.account, row.closing_pence]));
  for (const [i, row] of rows.entries()) {
    const closing = closed.get(row.account) ?? 0;
    closed.delete(row.account);
    if (row.opening_pence !== closing)
      faults.push(
        `${nameOf(row, i + 1)}: opens with ${row.opening_pence}; the previous return closed it with ${closing}`,
      );
  }
  for (const [account, closing] of closed) {
    if (closing !== 0)
      faults.push(`account ${account}: the previous return closed it with ${closing}; it has no row here`);
  }
  return faults;
}

/** Whether the return was made from the log that somebody else was shown. */
export function checkAgainst({ header }, position, hash) {
  if (!header) return [];
  const says = `the return was made at position ${header.position} of the log`;
  if (header.position !== position) return [`${says}, not at ${position}: the two cannot be compared`];
  return header.head_hash === hash.toLowerCase() ? [] : [`${says} with the head hash ${header.head_hash}, not ${hash}`];
}

function describe({ header, rows, figures }, text) {
  say(
    `${header.tmo} to ${header.council}: ${header.quarter}, ${header.from} to ${header.to}, version ${header.version}`,
  );
  say(`From the log at position ${header.position}, known at ${header.known_at}`);
  say(`Head hash ${header.head_hash}`);
  say(`This file ${sha256(text)} (SHA-256), ${rows.length} rows`);
  const amount = (figure, value) => (figure.unit === 'homes' ? `${value} homes` : pounds(value));
  for (const figure of figures) {
    const by = `${figure.id} version ${figure.version}`.padEnd(28);
    if (figure.numerator === null) {
      say(
        `  ${by} not delegated to the TMO${figure.responsible === 'council' ? ': the council has this function' : ''}`,
      );
      continue;
    }
    const of = figure.denominator === null ? '' : ` of ${amount(figure, figure.denominator)}`;
    const prior = figure.prior ? `; ${amount(figure, figure.prior)} of it belongs to earlier quarters` : '';
    say(
      `  ${by} ${(figure.percent === null ? '' : `${figure.percent}%`).padStart(9)}  ${amount(figure, figure.numerator)}${of}${prior}`,
    );
  }
}

function main(args) {
  const usage = 'Usage: node verify-return.mjs FILE [--previous FILE] [--against POSITION HASH]';
  let file, previousFile, against;
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--previous' && args[i + 1]) previousFile = args[(i += 1)];
    else if (args[i] === '--against' && /^\d+$/.test(args[i + 1] ?? '') && args[i + 2])
      against = [Number(args[(i += 1)]), args[(i += 1)]];
    else if (file === undefined && !args[i].startsWith('--')) file = args[i];
    else return fail(usage);
  }
  if (file === undefined) return fail(usage);
  const read = (name) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(name));
  let text, previousText;
  try {
    text = read(file);
    previousText = previousFile === undefined ? undefined : read(previousFile);
  } catch (error) {
    return fail(`The file could not be read: ${error.message}`);
  }
  const checked = checkReturn(text);
  const faults = [
    ...checked.faults,
    ...(previousText === undefined ? [] : checkFollows(checked, checkReturn(previousText), previousText)),
    ...(against ? checkAgainst(checked, ...against) : []),
  ];
  if (checked.header) describe(checked, text);
  if (faults.length > 0) {
    for (const fault of faults.slice(0, 50)) say(`  ${fault}`);
    if (faults.length > 50) say(`  and ${faults.length - 50} more`);
    say(`This return does not hold: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}.`);
    return 1;
  }
  say('This return holds: every line is as it was written, every row adds up, and every figure follows from its rows.');
  if (previousText !== undefined) say('Every account opens with what the previous return closed it with.');
  if (against) say('It was made from the log whose position and head hash you hold.');
  else
    say('Keep its position and head hash: with them anybody can ask the log later whether it still has this history.');
  return 0;
}

function fail(words) {
  console.error(words);
  return 2;
}

const isRun = process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href;
if (isRun) process.exitCode = main(process.argv.slice(2));
