/** Fields of leads and of what they are converted to. Source: Metadata API Developer Guide, "LeadConvertSettings". */
import { notFound, type MetadataReader } from '../project-draft.ts';

export const leadConvertReader: MetadataReader = {
  kind: 'LeadConvertSettings',
  suffix: 'LeadConvertSetting',
  phase: 'components',
  elements: ['fullName', 'allowOwnerChange', 'objectMapping', 'opportunityCreationOptions'],
  read(file, draft) {
    for (const mapping of file.root.elements) {
      if (mapping.name !== 'objectMapping') continue;
      const input = draft.required(mapping, 'inputObject');
      const output = draft.required(mapping, 'outputObject');
      const pairs: (readonly [string, string])[] = [];
      for (const fields of mapping.elements) {
        if (fields.name !== 'mappingFields') continue;
        const pair = [draft.required(fields, 'inputField'), draft.required(fields, 'outputField')] as const;
        const objects = [input, output];
        pair.forEach((name, index) => {
          if (!draft.hasField(objects[index], name))
            draft.report(fields, notFound('field', 'CustomField', `${objects[index]}.${name}`));
        });
        pairs.push(pair);
      }
      draft.setup.leadConversion.set(output.toLowerCase(), pairs);
    }
  },
};
