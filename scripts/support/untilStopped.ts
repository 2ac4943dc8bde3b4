/** Waits until the process is asked to end (Ctrl-C), or until something else is over. */
export async function untilStopped(orOver = new Promise<unknown>(() => undefined)): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        resolve();
      });
    void orOver.then(() => {
      resolve();
    });
  });
}
