export { Duties, type OutstandingDuty } from './duties.js';
export { DutiesModule, JobsWorkerModule } from './jobs.module.js';
export { DutyRun1763800400000 } from './migrations/duty-run.js';
