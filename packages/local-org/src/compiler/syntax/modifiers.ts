import type { Annotation, Modifiers } from './ast.ts';
import { StatementParser } from './statements.ts';
import { C, R, T, isWord } from './tokens.ts';

const PLAIN: ReadonlyMap<number, string> = new Map<number, string>([
  [R.abstract, 'abstract'],
  [R.final, 'final'],
  [R.global, 'global'],
  [R.override, 'override'],
  [R.private, 'private'],
  [R.protected, 'protected'],
  [R.public, 'public'],
  [R.static, 'static'],
  [R.testmethod, 'testmethod'],
  [R.virtual, 'virtual'],
  [R.webservice, 'webservice'],
]);

const SHARING: ReadonlyMap<number, string> = new Map<number, string>([
  [C.with, 'with sharing'],
  [C.without, 'without sharing'],
  [C.inherited, 'inherited sharing'],
]);

type AnnotationParameter = Annotation['parameters'][number];

/** Modifiers and annotations before a declaration. */
export abstract class ModifierParser extends StatementParser {
  protected override modifiers(): Modifiers {
    const start = this.start;
    const keywords: string[] = [];
    const annotations: Annotation[] = [];
    for (;;) {
      if (this.kind === T.at) {
        annotations.push(this.#annotation());
        continue;
      }
      const keyword = this.#keyword();
      if (keyword === undefined) break;
      keywords.push(keyword);
      this.next();
    }
    const end = keywords.length + annotations.length === 0 ? start : this.lastEnd;
    return { start, end, keywords, annotations };
  }

  /** The modifier at the cursor, left on its last token. */
  #keyword(): string | undefined {
    const plain = PLAIN.get(this.kind);
    if (plain !== undefined) return plain;
    // The rest are names elsewhere: `transient` needs a declaration after it, the others `sharing`.
    if (this.kind === C.transient && isWord(this.peek())) return 'transient';
    if (this.peek() !== C.sharing) return undefined;
    const sharing = SHARING.get(this.kind);
    if (sharing !== undefined) this.next();
    return sharing;
  }

  protected atModifier(): boolean {
    const { kind } = this;
    return kind === T.at || PLAIN.has(kind) || (SHARING.has(kind) && this.peek() === C.sharing);
  }

  /** `@IsTest(SeeAllData=true)`, `@InvocableMethod(label='a' description='b')`, `@SuppressWarnings('PMD')` */
  #annotation(): Annotation {
    const start = this.start;
    this.next();
    let { name } = this.anyWord();
    while (this.accept(T.dot)) name += `.${this.anyWord().name}`;
    const parameters: AnnotationParameter[] = [];
    if (this.accept(T.leftParen)) {
      if (isWord(this.kind) && this.peek() === T.assign) {
        do parameters.push(this.#parameter());
        while (this.accept(T.comma) || isWord(this.kind));
      } else if (this.kind !== T.rightParen) parameters.push({ name: 'value', value: this.#annotationValue() });
      this.expect(T.rightParen, ')');
    }
    return { start, end: this.lastEnd, name, parameters };
  }

  #parameter(): AnnotationParameter {
    const { name } = this.anyWord();
    this.expect(T.assign, '=');
    return { name, value: this.#annotationValue() };
  }

  #annotationValue(): string {
    const value = this.expression();
    if (value.kind === 'literal' && value.type === 'string') return value.text;
    return this.text.slice(value.start, this.lastEnd);
  }
}
