/** Whether an org that was made for a project knows what other code names. */
import type { OrgSchema } from '../model.ts';
import { changeEventsNamed } from './change-events.ts';
import { historiesNamed } from './histories.ts';
import { mentionedWords } from './mentions.ts';
import { standardObjectsNamed } from './shapes.ts';

/** False where a standard object or field that the text may mean is there only for projects that name it, and this one does not. */
export function knowsMentioned({ objects }: OrgSchema, text: string): boolean {
  const words = mentionedWords([], [text]);
  const named = [
    ...standardObjectsNamed(words).values(),
    ...changeEventsNamed(objects, words),
    ...historiesNamed(objects, words),
  ];
  return named.every(({ name, fields }) => {
    const known = objects.get(name.toLowerCase());
    return known !== undefined && [...fields.keys()].every((field) => known.fields.has(field));
  });
}
