/** The largest file taken in: 50 MB. A year of statements of the biggest TMO is under 5 MB. */
export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;

/** The most records in one CSV file, the header not counted. */
export const MAX_CSV_RECORDS = 100_000;

/** The most columns in one CSV file. */
export const MAX_CSV_COLUMNS = 250;

/** The most problems listed for one file; nobody reads more, and a hostile file must not make a page of millions. */
export const MAX_PROBLEMS_LISTED = 200;
