/**
 * n8n's rules (eslint.config.mjs) are for what ships: no packages, no timers, no `process`. Tests need all three, and
 * are checked by eslint.strict.config.mjs. This file takes them out of `n8n-node lint`, where ESLint looks for the
 * nearest configuration (the flag unstable_config_lookup_from_file).
 */
export default [{ ignores: ['**'] }];
