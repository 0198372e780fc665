import type {
  Accessor,
  Block,
  ClassDeclaration,
  CompilationUnit,
  ConstructorDeclaration,
  EnumDeclaration,
  Identifier,
  InterfaceDeclaration,
  Member,
  MethodDeclaration,
  Modifiers,
  Parameter,
  PropertyDeclaration,
  Statement,
  TriggerDeclaration,
  TriggerEvent,
  TypeDeclaration,
  TypeRef,
} from './ast.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import { ModifierParser } from './modifiers.ts';
import { C, R, T, isName, isWord } from './tokens.ts';

/** Words that begin a member: where reading resumes after an error in the one before. */
const MEMBER_WORDS: ReadonlySet<number> = new Set<number>([
  T.at,
  R.abstract,
  R.global,
  R.override,
  R.private,
  R.protected,
  R.public,
  R.static,
  R.testmethod,
  R.virtual,
  R.webservice,
]);

const TRIGGER_EVENTS: ReadonlySet<string> = new Set<TriggerEvent>([
  'before insert',
  'before update',
  'before delete',
  'after insert',
  'after update',
  'after delete',
  'after undelete',
]);

/** Classes, interfaces, enums, triggers and anonymous blocks. */
export class DeclarationParser extends ModifierParser {
  protected readonly isSignature: boolean;

  constructor(file: SourceFile, isSignature: boolean) {
    super(file, file.text, 'apex');
    this.isSignature = isSignature;
  }

  // ---------------------------------------------------------------- whole files

  typeUnit(): CompilationUnit {
    const modifiers = this.modifiers();
    if (!this.#atType()) this.unexpected();
    const type = this.#typeDeclaration(modifiers);
    this.expect(T.eof, '<EOF>');
    return { kind: 'typeUnit', type };
  }

  anonymousUnit(): CompilationUnit {
    const members: (Statement | Member)[] = [];
    while (this.kind !== T.eof) this.#blockMember(members, members);
    return { kind: 'anonymousUnit', members };
  }

  /** `trigger Name on Account (before insert, after update) { ... }` */
  triggerUnit(): CompilationUnit {
    const start = this.start;
    this.expect(C.trigger, 'trigger');
    const name = this.declaredName('other');
    this.expect(R.on, 'on');
    const object = this.name();
    this.expect(T.leftParen, '(');
    const events = [this.#triggerEvent()];
    while (this.accept(T.comma)) events.push(this.#triggerEvent());
    this.expect(T.rightParen, ')');
    const bodyStart = this.start;
    this.expect(T.leftBrace, '{');
    const statements: Statement[] = [];
    const members: Member[] = [];
    while (this.kind !== T.rightBrace && this.kind !== T.eof) this.#blockMember(statements, members);
    this.expect(T.rightBrace, '}');
    const end = this.lastEnd;
    const body: Block = { kind: 'block', statements, start: bodyStart, end };
    this.expect(T.eof, '<EOF>');
    const trigger: TriggerDeclaration = { kind: 'trigger', name, object, events, body, members, start, end };
    return { kind: 'triggerUnit', trigger };
  }

  #triggerEvent(): TriggerEvent {
    if (this.kind !== C.before && this.kind !== C.after) this.unexpected();
    const time = this.lowerText();
    this.next();
    const event = `${time} ${this.lowerText()}`;
    if (!TRIGGER_EVENTS.has(event)) this.unexpected();
    this.next();
    return event as TriggerEvent;
  }

  /** One statement or declaration of a trigger or an anonymous block, added to the list it belongs to. */
  #blockMember(statements: Statement[], members: Member[]): void;
  #blockMember(statements: (Statement | Member)[], members: (Statement | Member)[]): void;
  #blockMember(statements: (Statement | Member)[], members: (Statement | Member)[]): void {
    this.recovering(
      () => {
        if (this.#atBlockMember()) members.push(...this.#member(undefined));
        else statements.push(this.statement());
      },
      (first) => {
        this.skip(first, MEMBER_WORDS);
        // No brace surrounds an anonymous block, so that one too many must be stepped over.
        if (this.index === first) this.next();
      },
    );
  }

  /** Local variables are statements: they have no modifier, or `final`, or annotations. */
  #atBlockMember(): boolean {
    const first = this.index;
    if (this.kind === R.final || this.kind === T.at) {
      const { keywords } = this.modifiers();
      const isMember = keywords.some((word) => word !== 'final') || this.#declaresMember();
      this.seek(first);
      return isMember;
    }
    return this.atModifier() || this.#declaresMember();
  }

  #declaresMember(): boolean {
    if (this.#atType() || (this.kind === R.void && isWord(this.peek()))) return true;
    const after = this.scanType(this.index);
    if (after < 0 || !isName(this.kinds[after])) return false;
    const then = this.kinds[after + 1];
    return then === T.leftParen || then === T.leftBrace;
  }

  // ---------------------------------------------------------------- types

  #atType(): boolean {
    return this.kind === R.class || this.kind === R.interface || this.kind === R.enum;
  }

  #typeDeclaration(modifiers: Modifiers): TypeDeclaration {
    this.enter();
    const type =
      this.kind === R.class
        ? this.#class(modifiers)
        : this.kind === R.interface
          ? this.#interface(modifiers)
          : this.#enum(modifiers);
    this.leave();
    return type;
  }

  #class(modifiers: Modifiers): ClassDeclaration {
    const { start } = modifiers;
    this.next();
    const name = this.declaredName('other');
    const typeParameters = this.#typeParameters();
    const superclass = this.accept(R.extends) ? this.typeRef() : undefined;
    const interfaces = this.accept(R.implements) ? this.typeList() : [];
    const members: Member[] = [];
    this.#body(() => {
      if (!this.accept(T.semicolon)) members.push(...this.#member(name));
    });
    const end = this.lastEnd;
    return { kind: 'class', name, modifiers, typeParameters, superclass, interfaces, members, start, end };
  }

  #interface(modifiers: Modifiers): InterfaceDeclaration {
    const { start } = modifiers;
    this.next();
    const name = this.declaredName('other');
    const typeParameters = this.#typeParameters();
    const interfaces = this.accept(R.extends) ? (this.isSignature ? this.typeList() : [this.typeRef()]) : [];
    const members: MethodDeclaration[] = [];
    this.#body(() => members.push(this.#interfaceMethod()));
    return { kind: 'interface', name, modifiers, typeParameters, interfaces, members, start, end: this.lastEnd };
  }

  #enum(modifiers: Modifiers): EnumDeclaration {
    const { start } = modifiers;
    this.next();
    const name = this.declaredName('other');
    const values: Identifier[] = [];
    this.expect(T.leftBrace, '{');
    if (this.kind !== T.rightBrace) {
      do values.push(this.declaredName('other'));
      while (this.accept(T.comma));
    }
    this.expect(T.rightBrace, '}');
    return { kind: 'enum', name, modifiers, values, start, end: this.lastEnd };
  }

  #typeParameters(): string[] {
    const names: string[] = [];
    if (!this.isSignature || !this.accept(T.less)) return names;
    do names.push(this.name().name);
    while (this.accept(T.comma));
    this.expect(T.greater, '>');
    return names;
  }

  /** `{ ... }`, with a recovery after each member. */
  #body(member: () => void): void {
    this.expect(T.leftBrace, '{');
    while (this.kind !== T.rightBrace && this.kind !== T.eof) {
      this.recovering(member, (first) => this.skip(first, MEMBER_WORDS));
    }
    this.expect(T.rightBrace, '}');
  }

  // ---------------------------------------------------------------- members

  /** One member of the class `owner`, or of a trigger or anonymous block. */
  #member(owner: Identifier | undefined): Member[] {
    const { start } = this;
    if (owner !== undefined && (this.kind === T.leftBrace || (this.kind === R.static && this.peek() === T.leftBrace))) {
      const isStatic = this.accept(R.static);
      const body = this.block();
      return [{ kind: 'initializer', isStatic, body, start, end: this.lastEnd }];
    }
    const modifiers = this.modifiers();
    if (this.#atType()) return [this.#typeDeclaration(modifiers)];
    if (owner !== undefined && isWord(this.kind) && this.peek() === T.leftParen) {
      return [this.#constructorOf(modifiers, owner)];
    }
    if (this.kind === R.void) {
      this.next();
      return [this.#method(modifiers, undefined, this.declaredName('other'))];
    }
    const type = this.typeRef();
    const following = this.peek();
    if (following === T.leftParen) return [this.#method(modifiers, type, this.declaredName('other'))];
    if (following === T.leftBrace) return [this.#property(modifiers, type)];
    const declarators = this.declarators();
    this.semicolon();
    return [{ kind: 'field', modifiers, type, declarators, start, end: this.lastEnd }];
  }

  #constructorOf(modifiers: Modifiers, owner: Identifier): ConstructorDeclaration {
    const name = this.isSignature ? this.anyWord() : this.name();
    if (name.name.toLowerCase() !== owner.name.toLowerCase()) {
      this.report(name.start, `Invalid constructor name: ${name.name}`);
    }
    const parameters = this.#parameters();
    const body = this.isSignature && this.accept(T.semicolon) ? undefined : this.block();
    return { kind: 'constructor', name, modifiers, parameters, body, start: modifiers.start, end: this.lastEnd };
  }

  #method(modifiers: Modifiers, returnType: TypeRef | undefined, name: Identifier): MethodDeclaration {
    const parameters = this.#parameters();
    const isAbstract = modifiers.keywords.includes('abstract');
    let body: Block | undefined;
    if (this.kind === T.semicolon) {
      if (!isAbstract && !this.isSignature) this.report(this.start, "Missing '{' at ';'");
      this.next();
    } else {
      if (isAbstract && this.kind === T.leftBrace) this.report(name.start, 'Abstract methods cannot have a body');
      body = this.block();
    }
    return { kind: 'method', name, modifiers, returnType, parameters, body, start: modifiers.start, end: this.lastEnd };
  }

  #interfaceMethod(): MethodDeclaration {
    const modifiers = this.modifiers();
    const returnType = this.accept(R.void) ? undefined : this.typeRef();
    const name = this.declaredName('other');
    const parameters = this.#parameters();
    this.expect(T.semicolon, ';');
    const { start } = modifiers;
    return { kind: 'method', name, modifiers, returnType, parameters, body: undefined, start, end: this.lastEnd };
  }

  #parameters(): Parameter[] {
    const parameters: Parameter[] = [];
    this.expect(T.leftParen, '(');
    if (this.kind !== T.rightParen) {
      do {
        const { start } = this;
        const isFinal = this.finalOnly();
        const type = this.typeRef();
        const name = this.declaredName();
        parameters.push({ name, type, isFinal, start, end: this.lastEnd });
      } while (this.accept(T.comma));
    }
    this.expect(T.rightParen, ')');
    return parameters;
  }

  /** `Integer count { get; private set { ... } }` */
  #property(modifiers: Modifiers, type: TypeRef): PropertyDeclaration {
    const name = this.declaredName();
    this.expect(T.leftBrace, '{');
    let getter: Accessor | undefined;
    let setter: Accessor | undefined;
    while (this.kind !== T.rightBrace && this.kind !== T.eof) {
      const accessorModifiers = this.modifiers();
      if (this.kind === C.get && getter === undefined) getter = this.#accessor(accessorModifiers);
      else if (this.kind === C.set && setter === undefined) setter = this.#accessor(accessorModifiers);
      else this.unexpected();
    }
    this.expect(T.rightBrace, '}');
    return { kind: 'property', name, modifiers, type, getter, setter, start: modifiers.start, end: this.lastEnd };
  }

  #accessor(modifiers: Modifiers): Accessor {
    this.next();
    const body = this.accept(T.semicolon) ? undefined : this.block();
    return { modifiers, body, start: modifiers.start, end: this.lastEnd };
  }
}
