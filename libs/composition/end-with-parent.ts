/** Started by `npm start` over an IPC channel: when that program has gone, however it went, so does this one. */
export function endWithParent(close: () => Promise<void>): void {
  if (!process.send) return;
  process.on('disconnect', () => {
    void close().finally(() => process.exit(0));
  });
}
