/**
 * audit-verifier log PATH... --key KEY           checks an exported log: files or folders of NDJSON
 * audit-verifier proof FILE --leaf FILE --key KEY  checks the proof of one entry
 * audit-verifier consistency FILE --older FILE --newer FILE --key KEY
 *
 * Exit code 0: it verifies. 1: it does not. 2: wrong usage, or a file that cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KeyError, parseKey } from './keys.ts';
import type { Trust } from './note.ts';
import { verifyLog, type LogReport, type Problem } from './verify-log.ts';
import { ProofError, verifyConsistency, verifyInclusion, type Preimage } from './verify-proof.ts';

const USAGE = `usage: audit-verifier COMMAND [flags]

  log PATH...       an exported log: files or folders of NDJSON, in the order of the log
        [--seen FILE ...]     signed checkpoints kept from earlier, which the log must still hold
  proof FILE        a C2SP tlog-proof of one entry
        --leaf FILE           the leaf, byte by byte
        [--preimage FILE]     JSON with "salt" and "details" of the entry
  consistency FILE  hashes in base64, one a line
        --older FILE --newer FILE   the signed checkpoints

  --key KEY ...      verifier keys of the log (NAME+ID+BASE64), from somewhere else than the export
  --witness KEY ...  verifier keys of witnesses
  --quorum N         how many witnesses must have signed; 0 where it is left out
  --json             the result as JSON

Exit code 0: it verifies. 1: it does not. 2: wrong usage, or a file that cannot be read.
`;

/** What is wrong with how the command was called. */
class UsageError extends Error {}

interface Outcome {
  readonly verified: boolean;
  readonly text: string;
  readonly json: object;
}

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      witness: { type: 'string', multiple: true, default: [] },
      quorum: { type: 'string', default: '0' },
      seen: { type: 'string', multiple: true, default: [] },
      leaf: { type: 'string' },
      preimage: { type: 'string' },
      older: { type: 'string' },
      newer: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const [command, ...paths] = positionals;
  const trust = trustOf(values.key, values.witness, values.quorum);
  let outcome: Outcome;
  if (command === 'log' && paths.length > 0) {
    outcome = ofLog(await verifyLog(paths, { ...trust, seen: values.seen.map(read) }));
  } else if (command === 'proof' && paths.length === 1) {
    const preimage = values.preimage === undefined ? undefined : (JSON.parse(read(values.preimage)) as Preimage);
    // The last newline is the file's, not the leaf's.
    const leaf = read(needed('leaf', values.leaf)).replace(/\n$/, '');
    outcome = ofProof(() => {
      const { leaf: proved, checkpoint } = verifyInclusion(read(paths[0]), leaf, trust, preimage);
      return `entry ${proved.index} is in the log of ${checkpoint.size} entries`;
    });
  } else if (command === 'consistency' && paths.length === 1) {
    const [older, newer] = [read(needed('older', values.older)), read(needed('newer', values.newer))];
    outcome = ofProof(() => {
      verifyConsistency(read(paths[0]), older, newer, trust);
      return 'the newer tree starts with the older';
    });
  } else {
    throw new UsageError(command === undefined ? 'no command is given' : `"${positionals.join(' ')}" is no command`);
  }
  process.stdout.write(values.json ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.text);
  process.exitCode = outcome.verified ? 0 : 1;
}

function trustOf(keys: readonly string[], witnesses: readonly string[], quorum: string): Trust {
  if (keys.length === 0)
    throw new UsageError('no --key is given: a key from the export itself would vouch for nothing');
  if (!/^\d{1,3}$/.test(quorum)) throw new UsageError('--quorum takes a number');
  return { keys: keys.map(parseKey), witnesses: witnesses.map(parseKey), quorum: Number(quorum) };
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

const read = (path: string): string => readFileSync(path, 'utf8');

function ofLog(report: LogReport): Outcome {
  const verified = report.problems.length === 0;
  const lines = [
    ...report.problems.map(problemText),
    ...report.remarks.map((remark) => `remark: ${remark}`),
    `${report.origin ?? 'unknown log'}: ${report.entries} entries, ${report.covered} of them under ${report.checkpoints} signed ` +
      `checkpoints, details of ${report.opened} compared; root ${report.root}`,
    verified ? 'The log verifies.' : `The log does not verify: ${report.problems.length} problems.`,
  ];
  return { verified, text: `${lines.join('\n')}\n`, json: { verified, ...report } };
}

function ofProof(verification: () => string): Outcome {
  try {
    const message = verification();
    return { verified: true, text: `The proof holds: ${message}.\n`, json: { verified: true, message } };
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    const { message } = error;
    return { verified: false, text: `The proof does not hold: ${message}.\n`, json: { verified: false, message } };
  }
}

const problemText = ({ code, message, place }: Problem): string =>
  `${place === undefined ? '' : `${place.file}:${place.line}: `}${code}: ${message}`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const isUsage = error instanceof UsageError || error instanceof KeyError || error instanceof TypeError;
  process.stderr.write(`${error.message}\n${isUsage ? `\n${USAGE}` : ''}`);
  process.exitCode = 2;
}
