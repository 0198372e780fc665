/**
 * Token kinds. Every word of the language has its own number, so that the parser compares numbers and never text.
 * Words come in two ranges: reserved words, which can never name a variable, and contextual words, which can
 * (`date`, `order`, `limit`, `when`, ... are ordinary names outside the construct that they introduce).
 */
export const T = kinds({
  eof: 0,

  integer: 1,
  long: 2,
  decimal: 3,
  double: 4,
  string: 5,
  multilineString: 6,

  leftParen: 10,
  rightParen: 11,
  leftBrace: 12,
  rightBrace: 13,
  leftBracket: 14,
  rightBracket: 15,
  semicolon: 16,
  comma: 17,
  dot: 18,
  safeDot: 19,
  question: 20,
  colon: 21,
  at: 22,
  mapTo: 23,

  assign: 24,
  addAssign: 25,
  subtractAssign: 26,
  multiplyAssign: 27,
  divideAssign: 28,
  andAssign: 29,
  orAssign: 30,
  xorAssign: 31,
  shiftLeftAssign: 32,
  shiftRightAssign: 33,
  unsignedShiftAssign: 34,

  less: 35,
  greater: 36,
  equal: 37,
  notEqual: 38,
  lessGreater: 39,
  identical: 40,
  notIdentical: 41,
  and: 42,
  or: 43,
  coalesce: 44,
  increment: 45,
  decrement: 46,
  plus: 47,
  minus: 48,
  times: 49,
  divide: 50,
  bitAnd: 51,
  bitOr: 52,
  caret: 53,
  bang: 54,
  tilde: 55,

  identifier: 60,
});

/** Reserved words: legal after a dot (`Trigger.new`), nowhere else as a name. */
export const R = kinds({
  abstract: 61,
  break: 62,
  catch: 63,
  class: 64,
  continue: 65,
  delete: 66,
  do: 67,
  else: 68,
  enum: 69,
  extends: 70,
  false: 71,
  final: 72,
  finally: 73,
  for: 74,
  global: 75,
  if: 76,
  implements: 77,
  insert: 78,
  instanceof: 79,
  interface: 80,
  merge: 81,
  new: 82,
  null: 83,
  on: 84,
  override: 85,
  private: 86,
  protected: 87,
  public: 88,
  return: 89,
  static: 90,
  super: 91,
  testmethod: 92,
  this: 93,
  throw: 94,
  true: 95,
  try: 96,
  undelete: 97,
  update: 98,
  upsert: 99,
  virtual: 100,
  void: 101,
  webservice: 102,
  while: 103,
});

/** Contextual words: names, except in the one construct that knows them. */
export const C = kinds({
  after: 110,
  all: 111,
  and: 112,
  as: 113,
  asc: 114,
  before: 115,
  by: 116,
  category: 117,
  cube: 118,
  data: 119,
  desc: 120,
  end: 121,
  excludes: 122,
  fields: 123,
  find: 124,
  first: 125,
  from: 126,
  get: 127,
  group: 128,
  having: 129,
  in: 130,
  includes: 131,
  inherited: 132,
  last: 133,
  like: 134,
  limit: 135,
  list: 136,
  map: 137,
  not: 138,
  nulls: 139,
  offset: 140,
  or: 141,
  order: 142,
  reference: 143,
  returning: 144,
  rollup: 145,
  rows: 146,
  scope: 147,
  security_enforced: 148,
  select: 149,
  set: 150,
  sharing: 151,
  switch: 152,
  system: 153,
  system_mode: 154,
  then: 155,
  transient: 156,
  trigger: 157,
  typeof: 158,
  user: 159,
  user_mode: 160,
  using: 161,
  view: 162,
  when: 163,
  where: 164,
  with: 165,
  without: 166,
});

/** Lower-cased word to its kind. */
export const WORDS: ReadonlyMap<string, number> = new Map([...Object.entries(R), ...Object.entries(C)]);

const FIRST_CONTEXTUAL = C.after;

/** Any word at all: what may follow a dot. */
export function isWord(kind: number): boolean {
  return kind >= T.identifier;
}

/** Words that carry type arguments and can name nothing else. */
export function isCollectionWord(kind: number): boolean {
  return kind === C.list || kind === C.map;
}

/** A word that may stand as a name of its own. */
export function isName(kind: number): boolean {
  return kind === T.identifier || kind >= FIRST_CONTEXTUAL;
}

/** Widens the numbers to `number`: the parser changes the current kind by calls, which literal types do not follow. */
function kinds<Name extends string>(table: Readonly<Record<Name, number>>): Readonly<Record<Name, number>> {
  return table;
}
