/** The project's own folder: npm starts every script there. */
export const PROJECT = process.cwd();
