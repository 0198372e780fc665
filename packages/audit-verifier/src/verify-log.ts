/**
 * Checks a whole exported log: that its entries are numbered, whole and unique, that they make the trees whose roots the
 * checkpoints state, that those who are trusted have signed every checkpoint, and that details are what entries commit to.
 *
 * Every checkpoint is compared with the entries themselves, so checkpoints that all fit are consistent with each other.
 */
import { checkCommitment, LeafError, parseLeaf } from './leaf.ts';
import { GrowingTree, leafHash, rootOf, TILE_WIDTH } from './merkle.ts';
import { checkSignatures, NoteError, parseCheckpoint, type Checkpoint, type Trust } from './note.ts';
import { filesAt, LineError, linesOf, parseLine, type Line, type Place } from './reader.ts';

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** undefined where it is one of the log as a whole */
  readonly place: Place | undefined;
}

export type ProblemCode =
  | 'line' // a line that cannot be read
  | 'leaf' // a leaf that does not say what it should
  | 'order' // an entry that is not the next one: dropped, reordered or added
  | 'duplicate' // a fact that is in the log twice
  | 'commitment' // details that the entry does not commit to
  | 'signature' // a checkpoint that nobody trusted has signed
  | 'root' // a checkpoint or tile that the entries contradict
  | 'truncated' // fewer entries than a checkpoint states
  | 'origin' // parts of more than one log
  | 'unsigned'; // no checkpoint at all

export interface LogReport {
  readonly origin: string | undefined;
  readonly entries: number;
  readonly checkpoints: number;
  /** entries that a signed checkpoint covers */
  readonly covered: number;
  /** entries whose details were given and fit */
  readonly opened: number;
  readonly root: string;
  readonly problems: readonly Problem[];
  /** what is worth a look but forges nothing, such as facts that never arrived */
  readonly remarks: readonly string[];
}

export interface LogOptions extends Trust {
  /** signed notes that the reader kept from earlier: the log must still hold them */
  readonly seen?: readonly string[];
}

type Placed<Kind extends Line['type']> = { readonly place: Place } & Extract<Line, { type: Kind }>;

const MOST_REMARKS = 100;

/** @param paths files or folders of an export, in the order of the log */
export async function verifyLog(paths: readonly string[], options: LogOptions): Promise<LogReport> {
  const verification = new Verification(options);
  for await (const { text, ...place } of linesOf(filesAt(paths))) verification.read(text, place);
  return verification.finish();
}

class Verification {
  readonly #options: LogOptions;
  readonly #problems: Problem[] = [];
  readonly #hashes: Buffer[] = [];
  readonly #facts = new Map<string, number>();
  readonly #transactions = new Map<string, number[]>();
  readonly #tiles: Placed<'tile'>[] = [];
  readonly #checkpoints: Placed<'checkpoint'>[] = [];
  readonly #headers: Placed<'log'>[] = [];
  #opened = 0;

  constructor(options: LogOptions) {
    this.#options = options;
  }

  read(text: string, place: Place): void {
    let line: Line;
    try {
      line = parseLine(text);
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      this.#problem('line', error.message, place);
      return;
    }
    if (line.type === 'entry') this.#entry({ ...line, place });
    if (line.type === 'tile') this.#tiles.push({ ...line, place });
    if (line.type === 'checkpoint') this.#checkpoints.push({ ...line, place });
    if (line.type === 'log') this.#headers.push({ ...line, place });
  }

  finish(): LogReport {
    const origins = new Set(this.#headers.map(({ origin }) => origin));
    const checkpoints = this.#signedCheckpoints(origins);
    const { covered, root } = this.#checkRoots(checkpoints);
    this.#checkTiles();
    if (origins.size > 1) this.#problem('origin', `the export holds more than one log: ${[...origins].join(', ')}`);
    for (const { size, place } of this.#headers)
      if (size > this.#hashes.length)
        this.#problem('truncated', `the export says ${size} entries and has ${this.#hashes.length}`, place);
    return {
      origin: [...origins][0],
      entries: this.#hashes.length,
      checkpoints: checkpoints.length,
      covered,
      opened: this.#opened,
      root,
      problems: this.#problems,
      remarks: this.#gaps(),
    };
  }

  #entry({ index, leaf: text, salt, details, place }: Placed<'entry'>): void {
    const expected = this.#hashes.length;
    if (index !== expected) this.#problem('order', `entry ${index} stands where entry ${expected} belongs`, place);
    this.#hashes.push(leafHash(Buffer.from(text)));
    try {
      const leaf = parseLeaf(text);
      if (leaf.index !== expected)
        this.#problem('order', `the leaf says that it is entry ${leaf.index}, not ${expected}`, place);
      this.#fact(leaf.fact, expected, place);
      if (salt !== undefined && details !== undefined) {
        checkCommitment(leaf, salt, details);
        this.#opened++;
      } else if (salt !== undefined || details !== undefined) {
        throw new LeafError('of salt and details only one is given');
      }
    } catch (error) {
      if (!(error instanceof LeafError)) throw error;
      this.#problem(/details|salt/.test(error.message) ? 'commitment' : 'leaf', error.message, place);
    }
  }

  #fact(fact: string, index: number, place: Place): void {
    const known = this.#facts.get(fact);
    if (known !== undefined) this.#problem('duplicate', `the fact ${fact} is in entry ${known} already`, place);
    this.#facts.set(fact, index);
    const [transaction, sequence] = fact.split('/');
    if (!/^\d+$/.test(sequence ?? '')) return;
    const sequences = this.#transactions.get(transaction);
    if (sequences === undefined) this.#transactions.set(transaction, [Number(sequence)]);
    else sequences.push(Number(sequence));
  }

  /** Facts of a transaction are numbered from 1 without gaps; what is missing never reached the log. */
  #gaps(): string[] {
    const remarks: string[] = [];
    for (const [transaction, sequences] of this.#transactions) {
      const missing = Math.max(...sequences) - sequences.length;
      if (missing > 0 && remarks.length < MOST_REMARKS)
        remarks.push(`of transaction ${transaction} ${missing} fact${missing === 1 ? ' is' : 's are'} missing`);
    }
    return remarks;
  }

  /** @returns the checkpoints that can be read and are signed, the smallest first */
  #signedCheckpoints(origins: Set<string>): { readonly checkpoint: Checkpoint; readonly place: Place | undefined }[] {
    const kept = (this.#options.seen ?? []).map((note) => ({ note, place: undefined }));
    const signed = [...this.#checkpoints, ...kept].flatMap(({ note, place }) => {
      try {
        const checkpoint = parseCheckpoint(note);
        checkSignatures(checkpoint, this.#options);
        origins.add(checkpoint.origin);
        return [{ checkpoint, place }];
      } catch (error) {
        if (!(error instanceof NoteError)) throw error;
        this.#problem('signature', error.message, place);
        return [];
      }
    });
    if (signed.length === 0) this.#problem('unsigned', 'no checkpoint is signed, so nothing vouches for the entries');
    return signed.sort((left, right) => left.checkpoint.size - right.checkpoint.size);
  }

  #checkRoots(checkpoints: readonly { readonly checkpoint: Checkpoint; readonly place: Place | undefined }[]): {
    covered: number;
    root: string;
  } {
    const tree = new GrowingTree();
    let covered = 0;
    for (const { checkpoint, place } of checkpoints) {
      while (tree.size < Math.min(checkpoint.size, this.#hashes.length)) tree.append(this.#hashes[tree.size]);
      if (checkpoint.size > this.#hashes.length) {
        const found = `${this.#hashes.length} entries, but ${checkpoint.size} were signed`;
        this.#problem('truncated', `there are ${found}`, place);
      } else if (!checkpoint.root.equals(tree.root())) {
        const roots = `${checkpoint.root.toString('base64')} and the entries give ${tree.root().toString('base64')}`;
        this.#problem('root', `the checkpoint of ${checkpoint.size} entries states the root ${roots}`, place);
      } else {
        covered = checkpoint.size;
      }
    }
    while (tree.size < this.#hashes.length) tree.append(this.#hashes[tree.size]);
    return { covered, root: tree.root().toString('base64') };
  }

  #checkTiles(): void {
    for (const { level, index, hashes, place } of this.#tiles) {
      const width = TILE_WIDTH ** level;
      const first = index * TILE_WIDTH * width;
      const last = first + TILE_WIDTH * width;
      if (last > this.#hashes.length) {
        this.#problem('root', `tile ${level}/${index} reaches beyond the entries`, place);
        continue;
      }
      const expected = Array.from({ length: TILE_WIDTH }, (_, offset) => first + offset * width)
        .map((start) => rootOf(this.#hashes, start, start + width).toString('hex'))
        .join('');
      if (hashes !== expected) this.#problem('root', `tile ${level}/${index} is not that of the entries`, place);
    }
  }

  #problem(code: ProblemCode, message: string, place?: Place): void {
    this.#problems.push({ code, message, place });
  }
}
