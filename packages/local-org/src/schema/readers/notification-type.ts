/** Types of custom notifications. Source: Metadata API Developer Guide, "CustomNotificationType". */
import type { MetadataReader } from '../project-draft.ts';

export const notificationTypeReader: MetadataReader = {
  kind: 'CustomNotificationType',
  suffix: 'notiftype',
  phase: 'components',
  elements: ['fullName', 'customNotifTypeName', 'description', 'desktop', 'masterLabel', 'mobile', 'slack'],
  read(file, draft) {
    const { root, name } = file;
    const type = {
      name,
      label: draft.required(root, 'masterLabel'),
      desktop: draft.required(root, 'desktop') === 'true',
      mobile: draft.required(root, 'mobile') === 'true',
    };
    draft.add(draft.setup.notificationTypes, name, type, file);
  },
};
