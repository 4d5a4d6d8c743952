// A text that is put together from pieces of another one, and where each of its characters came from.

export class Pieces {
  #text = '';
  readonly #starts: number[] = [];
  readonly #sources: number[] = [];

  get text(): string {
    return this.#text;
  }

  /** @param source where the piece is in the original text, or where it stands for something else there */
  add(piece: string, source: number): void {
    if (piece === '') return;
    this.#starts.push(this.#text.length);
    this.#sources.push(source);
    this.#text += piece;
  }

  /** The offset in the original text. An end is behind the character before it, so that it never reaches over what was left out. */
  at(offset: number, isEnd = false): number {
    const wanted = isEnd ? offset - 1 : offset;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return (this.#sources[low] ?? 0) + wanted - (this.#starts[low] ?? 0) + (isEnd ? 1 : 0);
  }
}
