import { civilDate, formatDate } from '#kernel';
import { agreementAsAt, EDITION_WORDS, KEEPER_WORDS } from '#contexts/agreement/contracts/index.js';
import { homeCount } from '#contexts/homes/contracts/index.js';
import { bankAccounts, rentYears } from '#contexts/rent/contracts/index.js';
import type { Tx } from '#platform/database';

export type StepKey = 'agreement' | 'functions' | 'rent-ledger' | 'rent-year' | 'bank-account' | 'extract';

/** One step of setting a TMO up. Whether it is done is asked of the records each time, so it can be left and resumed. */
export interface SetupStep {
  readonly key: StepKey;
  readonly title: string;
  readonly done: boolean;
  /** What stands, in words; empty while nothing does. */
  readonly said: string;
  /** Below the TMO: where it is done or, once done, changed. */
  readonly path: string;
  /** Other steps have to come first. */
  readonly waits: boolean;
}

export interface SetupProgress {
  readonly steps: readonly SetupStep[];
  /** The first that can be done now; undefined when none is left. */
  readonly next: SetupStep | undefined;
  readonly finished: boolean;
}

/** Whatever is entered counts, also what holds only from a later day. */
export const EVER = civilDate('9999-12-31');

/** How far setting up has come. For the desk's home page, too. */
export async function setupProgress(tx: Tx, tmo_id: number): Promise<SetupProgress> {
  const [agreement, years, banks, homes] = await Promise.all([
    agreementAsAt(tx, tmo_id, EVER),
    rentYears(tx, tmo_id),
    bankAccounts(tx, tmo_id),
    homeCount(tx, tmo_id),
  ]);
  const { party, edition, rent_ledger_keeper: keeper } = agreement;
  const listed = agreement.functions.filter((f) => f.responsible !== 'not-delegated').length;
  const last = years.at(-1);
  const steps: SetupStep[] = [
    {
      key: 'agreement',
      title: 'The TMO, its council and their agreement',
      done: party !== undefined && edition !== undefined,
      said: party ? `${party.name} for ${party.council_name}${edition ? `. ${EDITION_WORDS[edition.value]}` : ''}` : '',
      path: party && edition ? 'agreement' : 'setup/agreement',
      waits: false,
    },
    {
      key: 'functions',
      title: 'Who does what',
      done: listed > 0,
      said: listed > 0 ? `${listed} of ${agreement.functions.length} functions are listed` : '',
      path: listed > 0 ? 'agreement' : 'setup/functions',
      waits: !party,
    },
    {
      key: 'rent-ledger',
      title: 'Who keeps the rent ledger',
      done: keeper !== undefined,
      said: keeper ? `${KEEPER_WORDS[keeper.value]}, since ${formatDate(keeper.from)}` : '',
      path: keeper ? 'agreement/rent-ledger' : 'setup/rent-ledger',
      waits: !party,
    },
    {
      key: 'rent-year',
      title: 'The rent year and its free weeks',
      done: last !== undefined,
      said: last
        ? `${last.weeks} weeks from ${formatDate(last.starts_on)}, ${last.free_weeks.length || 'none'} of them free`
        : '',
      path: last ? 'rent/years' : 'setup/rent-year',
      waits: false,
    },
    {
      key: 'bank-account',
      title: 'The bank account that rent is paid into',
      done: banks.length > 0,
      said: banks.map((b) => `${b.name}, ${b.bank_identity}`).join('; '),
      path: banks.length > 0 ? 'bank' : 'setup/bank-account',
      waits: false,
    },
    {
      key: 'extract',
      title: 'Homes, tenancies and balances from the council’s extract',
      done: homes > 0,
      said: homes > 0 ? `${homes.toLocaleString('en-GB')} ${homes === 1 ? 'home' : 'homes'}` : '',
      path: 'imports',
      waits: !last,
    },
  ];
  return { steps, next: steps.find((s) => !s.done && !s.waits), finished: steps.every((s) => s.done) };
}
