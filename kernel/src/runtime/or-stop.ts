/** Where one part cannot be started, those that run already are stopped: nothing goes on behind a start that failed. */
export const orStop =
  (stop: () => Promise<unknown>) =>
  async <T>(starting: Promise<T>): Promise<T> => {
    try {
      return await starting;
    } catch (error) {
      await stop();
      throw error;
    }
  };
