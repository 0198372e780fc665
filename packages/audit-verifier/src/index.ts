/** The verifier as a library. */
export { parseKey, KeyError, type VerifierKey } from './keys.ts';
export { parseCheckpoint, checkSignatures, NoteError, type Checkpoint, type Trust } from './note.ts';
export { verifyLog, type LogOptions, type LogReport, type Problem, type ProblemCode } from './verify-log.ts';
export { verifyConsistency, verifyInclusion, ProofError, type Preimage, type ProvedEntry } from './verify-proof.ts';
