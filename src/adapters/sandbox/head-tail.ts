/** Keeps the first and the last half of a stream's bytes, so that a chatty command costs no memory and is not killed. */
export class HeadTail {
  readonly #half: number;
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);
  #dropped = 0;

  constructor(limit: number) {
    this.#half = Math.floor(limit / 2);
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    const room = this.#half - this.#head.length;
    if (room > 0) this.#head = Buffer.concat([this.#head, chunk.subarray(0, room)]);
    const rest = chunk.subarray(Math.max(room, 0));
    if (rest.length === 0) return;
    const tail = Buffer.concat([this.#tail, rest]);
    const surplus = Math.max(tail.length - this.#half, 0);
    this.#tail = tail.subarray(surplus);
    this.#dropped += surplus;
  }

  /** What was kept, as text. */
  toString(): string {
    if (this.#dropped === 0) return Buffer.concat([this.#head, this.#tail]).toString();
    return `${this.#head}\n… ${this.#dropped} bytes left out …\n${this.#tail}`;
  }
}
