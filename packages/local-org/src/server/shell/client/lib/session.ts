export const bootstrap = { me: { id: '', timeZone: 'UTC', locale: 'en_US', language: 'en_US' } };
