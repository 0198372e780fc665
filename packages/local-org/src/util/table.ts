/** Tables written as object literals, asked with a name that a project or a user chose: `constructor` is in none of them. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
