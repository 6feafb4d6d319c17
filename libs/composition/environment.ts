/** What the start scripts (or the operator) hand to every app; a missing one is named, with what to do. */
function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set. \`npm start\` sets it; elsewhere see "Running it for real" in README.md`);
  return value;
}

export const environment = {
  appUrl: () => required('COURTYARD_APP_URL'),
  /** Migrations only; office and worker never see it. */
  ownerUrl: () => required('COURTYARD_OWNER_URL'),
  receiptKey: () => required('COURTYARD_RECEIPT_KEY'),
  masterKey: () => required('COURTYARD_MASTER_KEY'),
};
