/** Prints one line of JSON for each check: its name, whether it passed, and what went wrong. */
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail') {
      const { error } = data.details;
      const cause = error?.cause ?? error;
      yield `${JSON.stringify({ name: data.name, passed: type === 'test:pass', error: cause?.stack ?? String(cause ?? '') })}\n`;
    }
  }
}
