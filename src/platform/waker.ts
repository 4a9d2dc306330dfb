/** Does one kind of work whenever it is woken, never twice at once, and once more when it was woken meanwhile. */
export type Waker = {
  wake: () => void;
  /** Begins nothing new and waits for what runs. */
  stop(): Promise<void>;
};

/** Makes a waker around `work`. What goes wrong is told to `failed`, and the next wake tries again. */
export function createWaker(work: () => Promise<unknown>, failed: (error: unknown) => void): Waker {
  let isAsked = false;
  let isStopped = false;
  let running: Promise<void> | undefined;
  function take(): boolean {
    const wasAsked = isAsked && !isStopped;
    isAsked = false;
    return wasAsked;
  }
  async function run(): Promise<void> {
    try {
      while (take()) await work();
    } catch (error) {
      failed(error);
    } finally {
      running = undefined;
    }
  }
  return {
    wake() {
      if (isStopped) return;
      isAsked = true;
      running ??= run();
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
