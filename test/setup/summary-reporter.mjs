import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Ends the output with one plain line that any CI can read; under `npm test` it leaves that line to scripts/test.mjs. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.testResults.flatMap(({ testFilePath, testResults }) =>
      testResults
        .filter(({ status }) => status === 'pending' || status === 'todo')
        .map(({ fullName }) => `${relative(process.cwd(), testFilePath)}: ${fullName}`),
    );
    const file = process.env.COURTYARD_TEST_TOTALS;
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
    else
      process.on('exit', () =>
        console.log(`${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`),
      );
  }
}
