/** JSON text as the platform's Jackson writes it, compact or pretty: objects break lines, arrays stay on theirs. */
import { refuseHugeText } from '../kernel/heap.ts';
import { raise } from '../../values/ambient.ts';

interface Level {
  readonly isObject: boolean;
  empty: boolean;
  /** a field name has been written and waits for its value */
  named: boolean;
}

export class JsonWriter {
  readonly #pretty: boolean;
  readonly #levels: Level[] = [];
  #out = '';
  closed = false;

  constructor(pretty: boolean) {
    this.#pretty = pretty;
  }

  /** The text so far; brackets that are open stay so. */
  toString(): string {
    return this.#out;
  }

  get depth(): number {
    return this.#levels.length;
  }

  startObject(): void {
    this.#beforeValue();
    this.#out += '{';
    this.#levels.push({ isObject: true, empty: true, named: false });
  }

  startArray(): void {
    this.#beforeValue();
    this.#out += '[';
    this.#levels.push({ isObject: false, empty: true, named: false });
  }

  endObject(): void {
    this.#end(true);
  }

  endArray(): void {
    this.#end(false);
  }

  /** @throws JSONException outside an object */
  name(name: string): void {
    this.#refuseClosed();
    const level = this.#levels.at(-1);
    if (level === undefined || !level.isObject || level.named) {
      raise('System.JSONException', 'Can not write a field name, expecting a value');
    }
    if (!level.empty) this.#out += ',';
    if (this.#pretty) this.#out += this.#newLine();
    level.empty = false;
    level.named = true;
    this.#out += `${jsonString(name)}${this.#pretty ? ' : ' : ':'}`;
  }

  /** `text` is JSON. */
  raw(text: string): void {
    this.#beforeValue();
    this.#out += text;
  }

  /** Closes what is open. */
  close(): void {
    while (this.#levels.length > 0) this.#end(this.#levels.at(-1)!.isObject);
    this.closed = true;
  }

  #beforeValue(): void {
    this.#refuseClosed();
    const level = this.#levels.at(-1);
    if (level === undefined) {
      if (this.#out !== '') this.#out += ' ';
    } else if (level.isObject) {
      if (!level.named) raise('System.JSONException', 'Can not start an object or write a value, expecting field name');
      level.named = false;
    } else {
      if (!level.empty) this.#out += this.#pretty ? ', ' : ',';
      else if (this.#pretty) this.#out += ' ';
      level.empty = false;
    }
  }

  #end(isObject: boolean): void {
    this.#refuseClosed();
    const level = this.#levels.at(-1);
    if (level === undefined || level.isObject !== isObject) {
      raise(
        'System.JSONException',
        `Current context not an ${isObject ? 'object' : 'array'} but ${this.#context(level)}`,
      );
    }
    this.#levels.pop();
    if (this.#pretty) this.#out += isObject && !level.empty ? this.#newLine() : ' ';
    this.#out += isObject ? '}' : ']';
  }

  #context(level: Level | undefined): string {
    return level === undefined ? 'root' : level.isObject ? 'OBJECT' : 'ARRAY';
  }

  #newLine(): string {
    return `\n${'  '.repeat(this.#levels.filter((level) => level.isObject).length)}`;
  }

  #refuseClosed(): void {
    if (this.closed) raise('System.JSONException', 'The JSON generator has been closed');
  }
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string literal; beyond the control characters nothing is escaped. */
export function jsonString(text: string): string {
  refuseHugeText(text.length);
  const escaped = text.replace(
    /["\\\u0000-\u001f]/g,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
