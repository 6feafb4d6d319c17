/** Ends the output with one plain line that any CI can read. */
export default class SummaryReporter {
  onRunComplete(_contexts, r) {
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites;
    const skipped = r.numPendingTests ? `, ${r.numPendingTests} skipped` : '';
    process.on('exit', () => console.log(`${r.numPassedTests} passed, ${failed} failed${skipped}`));
  }
}
