/** In a task: answers each question of the bench that started it; ends when that lets go of it. */
export function answerWith(work: (question: never) => Promise<object>): void {
  process.on('message', (question) => {
    work(question as never).then(
      (answer) => void process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once('disconnect', () => process.exit(0));
}
