/** The fields of a compiled Java class. Source: The Java Virtual Machine Specification, chapter 4, "The class File Format". */

export interface JavaField {
  readonly name: string;
  /** a field descriptor: `Ljava/lang/String;`, `[Ljava/lang/Object;` */
  readonly descriptor: string;
  readonly isStatic: boolean;
}

const ACC_STATIC = 0x0008;
const [UTF8, LONG, DOUBLE] = [1, 5, 6];
/** Bytes after the tag, for every entry of the constant pool that has a fixed size. */
const SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  [LONG]: 8,
  [DOUBLE]: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};

/** @throws Error where the bytes are no class file */
export function classFields(bytes: Buffer): readonly JavaField[] {
  if (bytes.readUInt32BE(0) !== 0xcafebabe) throw new Error('not a class file');
  let at = 8;
  const u2 = (): number => {
    at += 2;
    return bytes.readUInt16BE(at - 2);
  };
  const texts = new Map<number, string>();
  const count = u2();
  for (let index = 1; index < count; index++) {
    const tag = bytes[at++];
    if (tag === UTF8) {
      const length = u2();
      texts.set(index, bytes.toString('utf8', at, at + length));
      at += length;
    } else {
      const size = SIZES[tag];
      if (size === undefined) throw new Error(`unknown tag ${tag} in the constant pool`);
      at += size;
    }
    if (tag === LONG || tag === DOUBLE) index++;
  }
  at += 6;
  const interfaces = u2();
  at += interfaces * 2;
  return Array.from({ length: u2() }, () => {
    const [flags, name, descriptor] = [u2(), u2(), u2()];
    for (let attributes = u2(); attributes > 0; attributes--) {
      at += 2;
      at += bytes.readUInt32BE(at) + 4;
    }
    return { name: texts.get(name)!, descriptor: texts.get(descriptor)!, isStatic: (flags & ACC_STATIC) !== 0 };
  });
}
