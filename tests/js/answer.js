/* Answer on standard output, in JSON, what a function makes of what stands on standard input. */

export async function answer(make) {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  const asked = JSON.parse(Buffer.concat(parts).toString("utf8"));
  process.stdout.write(JSON.stringify(await make(asked)) ?? "null");
}
