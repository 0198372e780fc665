/** Jobs that wait, in the order in which they are due. */

export interface WaitingJob {
  /** Id of the row whose disappearance cancels the job; undefined for platform events, which a rollback does not take back */
  readonly id: string | undefined;
  /** milliseconds since the epoch */
  readonly due: number;
  /** of a queueable job: no other with it may wait */
  readonly signature?: string;
  /** Runs the job to its end. @throws what the Apex code threw and nobody caught */
  run(): void;
}

export class JobQueue {
  #jobs: WaitingJob[] = [];

  add(job: WaitingJob): void {
    this.#jobs.push(job);
  }

  remove(id: string): boolean {
    const before = this.#jobs.length;
    this.#jobs = this.#jobs.filter((job) => job.id !== id);
    return this.#jobs.length < before;
  }

  has(id: string): boolean {
    return this.#jobs.some((job) => job.id === id);
  }

  hasSignature(signature: string): boolean {
    return this.#jobs.some((job) => job.signature === signature);
  }

  /** Takes the job that has been due longest; first come, first served among equals. */
  take(now: number): WaitingJob | undefined {
    let best: WaitingJob | undefined;
    for (const job of this.#jobs) if (job.due <= now && (!best || job.due < best.due)) best = job;
    if (best) this.#jobs.splice(this.#jobs.indexOf(best), 1);
    return best;
  }

  /** Takes everything, in the order in which it was added. */
  takeAll(): readonly WaitingJob[] {
    return this.#jobs.splice(0);
  }

  /** when the next job is due; undefined when none waits */
  get nextDue(): number | undefined {
    return this.#jobs.length === 0 ? undefined : Math.min(...this.#jobs.map((job) => job.due));
  }

  /** Puts jobs that are here already into another order, at the places that they have. */
  reorder(ids: readonly string[]): void {
    const byId = new Map(this.#jobs.map((job) => [job.id, job]));
    const rest = ids.map((id) => byId.get(id)!);
    this.#jobs = this.#jobs.map((job) => (job.id !== undefined && ids.includes(job.id) ? rest.shift()! : job));
  }

  ids(): readonly string[] {
    return this.#jobs.flatMap((job) => (job.id === undefined ? [] : [job.id]));
  }
}
