const colours: Record<string, number> = {
  flowra: 1,
  postgres: 34,
  realtime: 35,
  jobs: 33,
  mailbox: 36,
  app: 32,
  build: 90,
  database: 34,
};

/** Writes lines with the name of the part they come from, coloured where a person watches. */
export function prefixedLog(
  name: string,
  stream: NodeJS.WriteStream = process.stdout,
): (line: string) => void {
  const label = name.padEnd(8);
  const prefix = stream.isTTY ? `\u001b[${colours[name] ?? 0}m${label}\u001b[0m │ ` : `${label} | `;
  return (line) => {
    stream.write(`${prefix}${line}\n`);
  };
}
